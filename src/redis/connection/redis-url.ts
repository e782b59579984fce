/** Where one server listens. */
export interface RedisAddress {
  host: string;
  port: number;
}

/** What `REDIS_URL` says. */
export interface RedisTopology {
  kind: 'standalone' | 'sentinel' | 'cluster';
  tls: boolean;
  username: string | undefined;
  password: string | undefined;
  database: number;
  /** One server, the sentinels, or some nodes of the cluster. */
  nodes: readonly RedisAddress[];
  /** The name that the sentinels know the primary by; empty but for `sentinel`. */
  primary: string;
}

const FORMS =
  'must be redis://host:6379, rediss:// for TLS, redis-sentinel://host1,host2/0?sentinelMasterId=name, or redis-cluster://host1,host2';
const URL_PARTS =
  /^redis(s?)(?:-(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^@/?#]+)(?:\/(\d{0,3}))?(?:\?sentinelMasterId=([^&#]+))?$/;
const HOST = /^(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i;
const PORTS = { standalone: 6379, cluster: 6379, sentinel: 26379 } as const;

function addressOf(text: string, port: number): RedisAddress {
  const [, host, given] = HOST.exec(text.trim()) ?? [];
  const number = given === undefined ? port : Number(given);
  if (host === undefined || number > 65_535) throw new Error(FORMS);
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
}

/**
 * Reads an address of Redis in the forms of the `redis` and `rediss` URI schemes (iana.org) and, for Sentinel and Cluster,
 * of Lettuce. Throws an Error that says what a right one looks like, without the password.
 */
export function parseRedisUrl(url: string): RedisTopology {
  const parts = URL_PARTS.exec(url);
  if (parts === null) throw new Error(FORMS);
  const [, secure, form, credentials = '', hosts = '', database = '', primary = ''] = parts;
  const kind = form === 'sentinel' || form === 'cluster' ? form : 'standalone';
  const nodes = hosts.split(',').map((text) => addressOf(text, PORTS[kind]));
  if (kind === 'standalone' && nodes.length > 1) throw new Error(`names several servers: ${FORMS}`);
  if ((kind === 'sentinel') !== (primary !== ''))
    throw new Error(`sentinelMasterId goes with redis-sentinel: ${FORMS}`);
  if (kind === 'cluster' && Number(database) !== 0) throw new Error('a cluster has no databases but 0');
  const [username, ...password] = credentials.split(':');
  return {
    kind,
    tls: secure === 's',
    username: username === '' ? undefined : decode(username),
    password: password.length === 0 ? undefined : decode(password.join(':')),
    database: Number(database),
    nodes,
    primary: decode(primary) ?? '',
  };
}

function decode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('user name and password must be percent-encoded');
  }
}
