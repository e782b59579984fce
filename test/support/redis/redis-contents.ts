import { createClient } from '@redis/client';

/** All names, members and values of a Redis, each as text of one character a byte. */
export async function contentsOf(url: string): Promise<Map<string, string>> {
  const client = createClient({ url });
  client.on('error', () => undefined);
  await client.connect();
  const read = async (key: string): Promise<string> => {
    const commands: Record<string, string[]> = {
      string: ['GET', key],
      hash: ['HGETALL', key],
      zset: ['ZRANGE', key, '0', '-1'],
      set: ['SMEMBERS', key],
      list: ['LRANGE', key, '0', '-1'],
    };
    const command = commands[await client.type(key)];
    return command === undefined ? '' : flat(await client.withTypeMapping({ 36: Buffer }).sendCommand(command));
  };
  try {
    const keys = await client.keys('*');
    return new Map(await Promise.all(keys.map(async (key) => [key, await read(key)] as const)));
  } finally {
    client.destroy();
  }
}

function flat(answer: unknown): string {
  if (Buffer.isBuffer(answer)) return answer.toString('latin1');
  if (Array.isArray(answer)) return answer.map(flat).join(' ');
  if (typeof answer === 'object' && answer !== null) return flat(Object.entries(answer).flat());
  return String(answer);
}
