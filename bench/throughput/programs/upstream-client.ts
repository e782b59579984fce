import { Pool } from 'undici';

/** Calls of the fake Defender as anyone would write them: connections kept alive, JSON parsed, and nothing else. */
export class UpstreamClient {
  readonly #pool = new Pool(process.env.DEFENDER_API_URL ?? '', { connections: 128 });

  async call<T>(
    authorization: string | undefined,
    path: string,
    method: 'GET' | 'POST' | 'PATCH' = 'GET',
    body?: object,
  ): Promise<T> {
    const response = await this.#pool.request({
      path,
      method,
      headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) throw new Error(`${path} was answered with ${response.statusCode}.`);
    return JSON.parse(text) as T;
  }

  /** The rows of a list. */
  async list<T>(authorization: string | undefined, path: string, query: Record<string, string>): Promise<T[]> {
    const { value } = await this.call<{ value: T[] }>(
      authorization,
      `${path}?${new URLSearchParams(query).toString()}`,
    );
    return value;
  }

  /** The rows of a list that belong to any of these, in one call. */
  listIn<T>(authorization: string | undefined, path: string, key: string, ids: readonly string[]): Promise<T[]> {
    const choice = ids.map((id) => `'${id}'`).join(',');
    return this.list<T>(authorization, path, { $filter: `${key} in (${choice})` });
  }
}

/** What the measured queries read of an alert. */
export interface AlertRow {
  id: string;
  title: string;
  severity: string;
  status: string;
  category: string;
  alertCreationTime: string;
  computerDnsName: string;
  machineId: string;
}

export interface MachineRow {
  id: string;
  computerDnsName: string;
  osPlatform: string;
  riskScore: string;
  lastSeen: string;
}

export interface ActionRow {
  id: string;
  machineId: string;
  type: string;
  status: string;
}

export interface UserRow {
  id: string;
  accountName: string;
  accountDomain: string;
}

export interface HuntAnswer {
  Results: object[];
}
