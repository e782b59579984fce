import type { Finding } from '../odata/finding.ts';

/** What a process tells the others of the API in a tenant: what it has learnt, or that most calls fail. */
export type HealthNews = Finding | { kind: 'open' };

/** What the processes of a deployment tell each other of the API in each tenant. Fails for no reason of its own. */
export interface SharedHealth {
  /** Tells the others. */
  tell(api: string, tenantId: string, news: HealthNews): void;
  /** What others have learnt earlier, with its age in milliseconds. */
  known(api: string, tenantId: string): Promise<readonly { finding: Finding; age: number }[]>;
  /** Called when they can be asked again, so that what they told meanwhile was missed. */
  onMissed(listener: () => void): void;
  /** Told of what others tell. */
  onNews(listener: (api: string, tenantId: string, news: HealthNews) => void): void;
}
