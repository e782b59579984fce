import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { RequestError } from 'defender-graphql/client';
import { client } from './connect.ts';
import { ImportIndicatorsDocument } from './operations.generated.ts';

/** As many as the vendor takes in one call. */
const BATCH = 500;

/** What was refused for quota was not sent, so that it may be sent again when it is time. */
async function whenThereIsQuota<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== 'RATE_LIMITED' || error.retryAfter === null) throw error;
      await delay(error.retryAfter * 1000);
    }
  }
}

/** Addresses and domains, one a line. */
const values: string[] = [];
for await (const line of createInterface({ input: process.stdin })) if (line.trim() !== '') values.push(line.trim());

const [title = 'Blocked', description = title] = process.argv.slice(2);
let imported = 0;
for (let at = 0; at < values.length; at += BATCH) {
  const indicators = values.slice(at, at + BATCH).map((indicatorValue) => ({
    indicatorValue,
    indicatorType: /^[\d.]+$|:/.test(indicatorValue) ? ('IP_ADDRESS' as const) : ('DOMAIN_NAME' as const),
    action: 'BLOCK' as const,
    title,
    description,
  }));
  const { importIndicators } = await whenThereIsQuota(() => client.request(ImportIndicatorsDocument, { indicators }));
  for (const { indicator, isFailed, failureReason } of importIndicators.results) {
    if (isFailed === true) console.error(`${indicator}: ${failureReason}`);
    else imported += 1;
  }
}
console.log(`${imported} of ${values.length} imported`);
