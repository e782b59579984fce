import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { Client } from 'undici';

const CONNECTIONS = 16;

/** One HTTP request. */
export interface Exchange {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  body?: string;
}

/** Requests of one kind to one server. */
export interface Load {
  address: string;
  /** The request of this number, of a walk the page; `opening` is the first part of the answer before it. */
  exchange: (number: number, page: number, opening: string) => Exchange;
  /** Requests after each other that make one. */
  pages: number;
  tokens: readonly string[];
  /** Throws where the first answer is not what was asked for. */
  check: (body: string) => void;
}

export interface Sample {
  requests: number;
  seconds: number;
  /** Microseconds. */
  latency: RecordableHistogram;
}

/** Sends one request and tells the first part of its answer; throws for any status but 200. */
function send(client: Client, { method, path, body }: Exchange, token: string, whole: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let opening: Buffer | null = null;
    const chunks: Buffer[] = [];
    client.dispatch(
      {
        method,
        path,
        body: body ?? null,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
      },
      {
        // Required, though there is nothing to do.
        onRequestStart: () => undefined,
        onResponseStart: (_, code) => {
          status = code;
        },
        // All of it is kept of a few answers alone: to read a body takes longer than to let it pass.
        onResponseData: (_, chunk) => {
          opening ??= chunk;
          if (whole || status !== 200) chunks.push(chunk);
        },
        onResponseEnd: () => {
          if (status !== 200) reject(new Error(`Status ${status}: ${Buffer.concat(chunks).toString().slice(0, 2000)}`));
          else if (whole) resolve(Buffer.concat(chunks).toString());
          else resolve(opening?.toString('latin1', 0, 1000) ?? '');
        },
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}

/** All pages of one request. */
async function run(client: Client, load: Load, number: number, whole: boolean): Promise<void> {
  const token = load.tokens[number % load.tokens.length] ?? '';
  let opening = '';
  for (let page = 0; page < load.pages; page++) {
    opening = await send(client, load.exchange(number, page, opening), token, whole);
    if (whole) load.check(opening);
    else if (opening.startsWith('{"errors"')) throw new Error(opening);
  }
}

function connect(address: string): Client {
  return new Client(address, { pipelining: 1, keepAliveTimeout: 60_000, bodyTimeout: 60_000 });
}

/** Numbers of requests that were never used, so that no answer to one is known. */
export class Numbers {
  #next: number;

  constructor(first = 1) {
    this.#next = first;
  }

  take(): number {
    return this.#next++;
  }
}

async function withClients(address: string, count: number, work: (client: Client) => Promise<void>): Promise<void> {
  const clients = Array.from({ length: count }, () => connect(address));
  try {
    await Promise.all(clients.map(work));
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/** Sends so many requests, each as soon as a connection is free. */
export async function sendAll(load: Load, numbers: Numbers, requests: number): Promise<void> {
  let left = requests;
  await withClients(load.address, CONNECTIONS, async (client) => {
    for (; left > 0; left--) await run(client, load, numbers.take(), false);
  });
}

/** A closed loop: each of 16 connections sends its next request when it has the answer to the last. */
export async function closedLoop(load: Load, numbers: Numbers, seconds: number): Promise<Sample> {
  const latency = createHistogram();
  let requests = 0;
  let checked = false;
  const started = performance.now();
  const until = started + seconds * 1000;
  await withClients(load.address, CONNECTIONS, async (client) => {
    while (performance.now() < until) {
      const whole = !checked;
      checked = true;
      const asked = performance.now();
      await run(client, load, numbers.take(), whole);
      latency.record(Math.max(1, Math.round((performance.now() - asked) * 1000)));
      requests += 1;
    }
  });
  return { requests, seconds: (performance.now() - started) / 1000, latency };
}

/** An open loop: so many requests a second at an even pace, whether or not the ones before are answered. */
export async function openLoop(load: Load, numbers: Numbers, perSecond: number, seconds: number): Promise<Sample> {
  const latency = createHistogram();
  const free: Client[] = [];
  const all: Client[] = [];
  const started = performance.now();
  const total = perSecond * seconds;
  const one = async (due: number, whole: boolean): Promise<void> => {
    let client = free.pop();
    if (client === undefined) all.push((client = connect(load.address)));
    await run(client, load, numbers.take(), whole);
    free.push(client);
    // From the time when it was due, so that a request that could not even be sent counts as slow.
    latency.record(Math.max(1, Math.round((performance.now() - due) * 1000)));
  };
  const running: Promise<void>[] = [];
  try {
    for (let index = 0; index < total; index++) {
      const due = started + (index * 1000) / perSecond;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const request = one(due, index === 0);
      // Thrown below; until then it must not end the process.
      request.catch(() => undefined);
      running.push(request);
    }
    await Promise.all(running);
  } finally {
    await Promise.all(all.map((client) => client.destroy()));
  }
  return { requests: total, seconds: (performance.now() - started) / 1000, latency };
}
