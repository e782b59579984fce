import { createClient, createCluster, createSentinel, RESP_TYPES } from '@redis/client';
import type { RedisTopology } from './redis-url.ts';

/** What is used of a client, the same for one server, Sentinel and Cluster. */
export interface RedisClient {
  connect(): Promise<unknown>;
  destroy(): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  evalSha(sha1: string, options: ScriptOptions): Promise<unknown>;
  eval(text: string, options: ScriptOptions): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
}

export interface ScriptOptions {
  keys: string[];
  arguments: (string | Buffer)[];
}

const CONNECT_TIMEOUT_MS = 5_000;
const MAX_RECONNECT_MS = 1_000;
/** Bytes and numbers come as they are: what is kept may be encrypted. */
const COMMAND_OPTIONS = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };

function reconnectAfter(attempts: number): number {
  return Math.min(MAX_RECONNECT_MS, 50 * 2 ** Math.min(attempts, 10)) * (0.5 + Math.random() / 2);
}

/** A client for a topology, not connected yet. What it cannot send now fails at once and is never queued. */
export function createRedisClient({
  kind,
  tls,
  username,
  password,
  database,
  nodes,
  primary,
}: RedisTopology): RedisClient {
  const socket = {
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectStrategy: reconnectAfter,
    ...(tls && { tls: true as const }),
  };
  const options = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    disableOfflineQueue: true,
  };
  if (kind === 'cluster') {
    const rootNodes = nodes.map((node) => ({ socket: { ...socket, ...node } }));
    return createCluster({ rootNodes, defaults: { ...options, socket }, commandOptions: COMMAND_OPTIONS });
  }
  if (kind === 'sentinel') {
    return createSentinel({
      name: primary,
      sentinelRootNodes: [...nodes],
      nodeClientOptions: { ...options, database, socket },
      sentinelClientOptions: { socket },
      commandOptions: COMMAND_OPTIONS,
    });
  }
  return createClient({ ...options, database, socket: { ...socket, ...nodes[0] }, commandOptions: COMMAND_OPTIONS });
}
