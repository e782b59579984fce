import { createClient } from '@redis/client';

/** The commands about keys of a part of their name that reach a Redis while a task runs. */
export async function commandsDuring(url: string, part: string, task: () => Promise<void>): Promise<string[]> {
  const client = createClient({ url });
  client.on('error', () => undefined);
  await client.connect();
  const seen: string[] = [];
  try {
    await client.monitor((line) => void (String(line).includes(part) && seen.push(String(line))));
    await task();
    return seen;
  } finally {
    client.destroy();
  }
}
