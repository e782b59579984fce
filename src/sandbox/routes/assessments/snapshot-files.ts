import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Call, Reply, World } from '../../endpoint/call.ts';
import { ApiError, odataError } from '../../wire/errors.ts';
import { rowsBetween, type RowSource } from './row-source.ts';

const compress = promisify<string, { level: number }, Buffer>(gzip);
const ROWS_PER_FILE = 10_000;
const HOUR = 3_600_000;

/** A signature that a made-up link does not have; it keeps no secret. */
const signature = (path: string, expires: string): string =>
  createHmac('sha256', 'sandbox storage').update(`${path} ${expires}`).digest('base64url');

/** Links to the files of a snapshot, good for `sasValidHours`, which may be 1 to `maxHours`. */
export function filesReply({ operation, query, world }: Call, source: RowSource, maxHours: number): Reply {
  const asked = query.get('sasValidHours');
  const hours = asked === null ? 1 : Number(asked);
  if (!Number.isInteger(hours) || hours < 1 || hours > maxHours) {
    throw odataError(`The value of sasValidHours must be between 1 and ${maxHours}.`);
  }
  const expires = String(world.now() + hours * HOUR);
  const exportFiles = Array.from({ length: Math.max(1, Math.ceil(source.length / ROWS_PER_FILE)) }, (_, index) => {
    const path = `/download/snapshot/${world.tenant.tenantId}/${operation.id}/${index}`;
    return `${world.origin()}${path}?se=${expires}&sig=${signature(path, expires)}`;
  });
  return {
    status: 200,
    json: {
      '@odata.context':
        'https://api.securitycenter.microsoft.com/api/$metadata#microsoft.windowsDefenderATP.api.ExportFilesResponse',
      exportFiles,
      generatedTime: new Date(Math.floor(world.now() / (6 * HOUR)) * 6 * HOUR).toISOString(),
    },
  };
}

/** One file of a snapshot: gzip of one JSON object in each line. Like the vendor's storage it takes no token. */
export async function answerSnapshotFile(
  worlds: readonly World[],
  sourceOf: (operationId: string, world: World) => RowSource | null,
  path: string,
  query: URLSearchParams,
  now: number,
): Promise<Reply> {
  const [, , , tenantId, operationId = '', index] = path.split('/');
  const world = worlds.find(({ tenant }) => tenant.tenantId === tenantId);
  const source = world === undefined ? null : sourceOf(operationId, world);
  const expires = query.get('se') ?? '';
  if (source === null || query.get('sig') !== signature(path, expires) || Number(expires) < now) {
    throw new ApiError(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
  }
  const start = Number(index) * ROWS_PER_FILE;
  const lines = rowsBetween(source, start, start + ROWS_PER_FILE).map((row) => `${JSON.stringify(row)}\n`);
  return { status: 200, bytes: await compress(lines.join(''), { level: constants.Z_BEST_SPEED }) };
}
