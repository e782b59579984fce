import type { Permissions } from './permissions.ts';

/** Calls allowed in a fixed window; null where the operation's page states no figure. */
export interface Limit {
  perMinute: number | null;
  perHour: number | null;
  /** Counted for the whole tenant, not for each application. */
  wholeTenant?: boolean;
}

/** One operation of the API: where it is, who may call it, how often. */
export interface Operation {
  id: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  permissions: Permissions;
  limit: Limit;
  /** The list also answers under `/$count`. */
  countable: boolean;
}

const USUAL: Limit = { perMinute: 100, perHour: 1500 };
/** Assessments of all devices, as rows and as files. */
export const ASSESSED: Limit = { perMinute: 30, perHour: 1000 };
export const ASSESSED_FILES: Limit = { perMinute: 5, perHour: 20 };
export const UNSTATED: Limit = { perMinute: null, perHour: null };

type Declare = (id: string, path: string, permissions: Permissions, limit?: Limit) => Operation;

const declare =
  (method: Operation['method'], countable = false): Declare =>
  (id, path, permissions, limit = USUAL) => ({ id, method, path: `/api/${path}`, permissions, limit, countable });

export const get = declare('GET');
/** A list with `/$count` beneath it. */
export const list = declare('GET', true);
export const post = declare('POST');
export const patch = declare('PATCH');
export const remove = declare('DELETE');
