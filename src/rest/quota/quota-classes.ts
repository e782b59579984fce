import { apiOf, isRead, type ApiName, type Operation } from '../operation.ts';
import type { Priority } from './fair-quota-scheduler.ts';
import { HOUR, MINUTE, type QuotaBucket } from './quota-store.ts';

export interface QuotaClassOptions {
  /** Operation id -> name of the class that it shares with others; any other operation is a class of its own. */
  shared: ReadonlyMap<string, string>;
  /** Calls a minute of all operations together, per application and tenant; null for no such ceiling. */
  ceiling: number | null;
}

/** The application and tenant whose quota a call draws on. */
export interface QuotaOwner {
  applicationId: string;
  tenantId: string;
}

/** Operations that draw on one quota. */
export interface QuotaClass {
  name: string;
  perMinute: number | null;
  perHour: number | null;
  /** Whether reads and actions are both in it. */
  mixed: boolean;
  /** Whether all applications of a tenant share it. */
  wholeTenant: boolean;
  /** Seconds that its calls may run; null where the page states none. */
  runSeconds: { readonly perHour: number; readonly perDay: number } | null;
}

/** Fraction of a quota that reads may use where actions draw on it too: an isolation must not wait for a dashboard. */
const READ_SHARE = 0.8;
/** No name that a class can be given. */
const CEILING = '*';

/** The smaller of two figures, either of which may be unknown. */
export function strictest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/**
 * Which operations share a quota, of all APIs of a deployment together. The documentation counts per operation and says no more (platform.md, section 7), so
 * anything else is configuration.
 */
export class QuotaClasses {
  readonly #options: QuotaClassOptions;
  readonly #operations = new Map<string, Operation>();
  /** Classes by name, until an operation is added that may belong to them. */
  readonly #classes = new Map<string, QuotaClass>();

  constructor(options: QuotaClassOptions) {
    this.#options = options;
  }

  /** Registers operations, so that a class has the strictest of their limits from the start. */
  register(operations: Iterable<Operation>): void {
    for (const operation of operations) this.#operations.set(operation.id, operation);
    this.#classes.clear();
  }

  nameOf({ id }: Operation): string {
    return this.#options.shared.get(id) ?? id;
  }

  /** All classes with operations of an API, by name; what they allow is by their operations at every API. */
  forApi(api: ApiName): QuotaClass[] {
    const own = [...this.#operations.values()].filter((operation) => apiOf(operation) === api);
    const names = new Set(own.map((operation) => this.nameOf(operation)));
    return [...names].sort().map((name) => this.#named(name));
  }

  classOf(operation: Operation): QuotaClass {
    if (!this.#operations.has(operation.id)) this.register([operation]);
    return this.#named(this.nameOf(operation));
  }

  #named(name: string): QuotaClass {
    const known = this.#classes.get(name);
    if (known !== undefined) return known;
    const made = this.#build(name);
    this.#classes.set(name, made);
    return made;
  }

  #build(name: string): QuotaClass {
    const members = [...this.#operations.values()].filter((operation) => this.nameOf(operation) === name);
    return {
      name,
      perMinute: members.reduce<number | null>((rest, { limit }) => strictest(rest, limit.perMinute), null),
      perHour: members.reduce<number | null>((rest, { limit }) => strictest(rest, limit.perHour), null),
      mixed: members.some(isRead) && !members.every(isRead),
      wholeTenant: members.some(({ limit }) => limit.wholeTenant === true),
      runSeconds: members.find(({ limit }) => limit.runSeconds !== undefined)?.limit.runSeconds ?? null,
    };
  }

  /** The tenant is its first word: what is kept of one tenant lies together in a store of several machines. */
  keyOf({ applicationId, tenantId }: QuotaOwner, name: string, wholeTenant: boolean): string {
    return `${tenantId} ${wholeTenant ? '' : applicationId} ${name}`;
  }

  /** The buckets that one call draws on: its class, and the ceiling where there is one. */
  bucketsOf(operation: Operation, owner: QuotaOwner, priority: Priority): QuotaBucket[] {
    const { name, perMinute, perHour, mixed, wholeTenant } = this.classOf(operation);
    const shareOf = (shared: boolean): number => (shared && priority !== 'action' ? READ_SHARE : 1);
    const bucket: QuotaBucket = {
      key: this.keyOf(owner, name, wholeTenant),
      limits: [
        ...(perMinute === null ? [] : [{ calls: perMinute, milliseconds: MINUTE }]),
        ...(perHour === null ? [] : [{ calls: perHour, milliseconds: HOUR }]),
      ],
      share: shareOf(mixed),
    };
    const { ceiling } = this.#options;
    if (ceiling === null) return [bucket];
    const allowances = [{ calls: ceiling, milliseconds: MINUTE }];
    return [bucket, { key: this.keyOf(owner, CEILING, false), limits: allowances, share: shareOf(true) }];
  }
}
