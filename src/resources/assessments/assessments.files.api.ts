import type { Context } from '../../context.ts';
import type { Operation } from '../../rest/operation.ts';
import { RestError } from '../../rest/rest-error.ts';
import type { ExportFiles } from './assessments.files.type.ts';

/** Where the vendor keeps files: in the storage of the cloud that the API is in. */
const STORAGE = { commercial: '.blob.core.windows.net', government: '.blob.core.usgovcloudapi.net' } as const;

/** Whether a link leads where the files of the API at `baseUrl` are kept; one on this very machine has its own. */
function isStorageLink(link: string, baseUrl: string): boolean {
  if (!URL.canParse(link)) return false;
  const [{ protocol, hostname, origin, username, password }, api] = [new URL(link), new URL(baseUrl)];
  if (username !== '' || password !== '') return false;
  if (api.protocol === 'http:') return origin === api.origin;
  const suffix = api.hostname.endsWith('.us') ? STORAGE.government : STORAGE.commercial;
  return protocol === 'https:' && hostname.endsWith(suffix);
}

/**
 * The files of an assessment's snapshot: links that open without a token, read again for the caller who asks, and kept
 * nowhere. Throws RestError UPSTREAM_ERROR for one that leads out of the vendor's storage.
 */
export async function readFiles(
  { rest }: Pick<Context, 'rest'>,
  files: Operation,
  sasValidHours?: number | null,
): Promise<ExportFiles> {
  const query = { sasValidHours: sasValidHours ?? undefined };
  const { body } = await rest.with({ bypassCache: true }).read<Partial<ExportFiles> | null>(files, { query });
  const links: unknown = body?.exportFiles;
  if (!Array.isArray(links) || !links.every((link) => typeof link === 'string')) {
    throw new RestError('UPSTREAM_ERROR', `Defender answered ${files.id} with something other than links.`);
  }
  if (!links.every((link) => isStorageLink(link, rest.baseUrl))) {
    const message = `Defender answered ${files.id} with a link that leads out of its storage; it is not shown.`;
    throw new RestError('UPSTREAM_ERROR', message);
  }
  return { exportFiles: links, generatedTime: body?.generatedTime ?? null };
}
