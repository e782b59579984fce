import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandboxGateway, type SandboxGateway } from '../gateway/gateway.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A sandbox behind a gateway that serves the documents of `examples/clients` by their ids, and nothing else. */
export async function startPersistedGateway(files: readonly string[]): Promise<SandboxGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'persisted-'));
  const manifest = join(folder, 'manifest.json');
  const argv = ['scripts/persist.ts', ...files.map((file) => `examples/clients/${file}`), '--out', manifest];
  await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsx'), argv, { cwd: ROOT });
  const gateway = await startSandboxGateway(
    { actionSeconds: 2, quirks: { limits: false } },
    { PERSISTED_OPERATIONS: manifest, PERSISTED_OPERATIONS_ONLY: 'true', INTROSPECTION: 'false' },
  );
  return {
    ...gateway,
    close: async () => {
      await gateway.close();
      await rm(folder, { recursive: true });
    },
  };
}
