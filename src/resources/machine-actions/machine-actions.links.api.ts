import type { Context } from '../../context.ts';
import { operation, DEFAULT_LIMIT, type Operation } from '../../rest/operation.ts';
import type { PathParameters } from '../../rest/http/request-url.ts';
import { RestError } from '../../rest/rest-error.ts';

const READ_ALL = ['Machine.Read.All', 'Machine.ReadWrite.All'];

export const getPackageUriOperation = operation({
  id: 'getPackageUri',
  method: 'GET',
  path: '/api/machineactions/{id}/getPackageUri',
  permissions: { application: READ_ALL, delegated: ['Machine.CollectForensics'] },
  limit: { perMinute: 2, perHour: 120 },
  source: 'get-package-sas-uri.md',
  role: 'Defender.Respond',
  cacheSeconds: 0,
});

export const getLiveResponseResultOperation = operation({
  id: 'getLiveResponseResultDownloadLink',
  method: 'GET',
  path: '/api/machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})',
  permissions: { application: READ_ALL, delegated: ['Machine.LiveResponse'] },
  limit: DEFAULT_LIMIT,
  source: 'get-live-response-result.md',
  role: 'Defender.Respond',
  cacheSeconds: 0,
});

/**
 * A link that opens without a token: read again for the caller who asks, and kept nowhere. Null where nothing is ready.
 */
async function linkOf({ rest }: Context, asked: Operation, path: PathParameters): Promise<string | null> {
  try {
    const answer = await rest.with({ bypassCache: true }).call<{ value?: unknown } | null>(asked, { path });
    // The example's value has a pair of quotation marks inside (get-package-sas-uri.md).
    const link = typeof answer?.value === 'string' ? answer.value.replace(/^"(.*)"$/, '$1') : '';
    if (/^https?:\/\//.test(link)) return link;
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return null;
    throw error;
  }
  throw new RestError('UPSTREAM_ERROR', `Defender answered ${asked.id} with something other than a link.`);
}

/** The link to the package of an action. Throws RestError. */
export function packageUri(context: Context, id: string): Promise<string | null> {
  return linkOf(context, getPackageUriOperation, { id });
}

/** The link to what a command of a session left behind. Throws RestError. */
export function resultUri(context: Context, id: string, index: number): Promise<string | null> {
  return linkOf(context, getLiveResponseResultOperation, { id, index: String(index) });
}
