import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, validate } from 'graphql';
import { createSchema } from '../../src/schema.ts';
import { startSandboxGateway } from '../support/gateway/gateway.ts';

const text = await readFile(new URL('../../docs/changes.md', import.meta.url), 'utf8');
const blocks = (kind: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);

describe('docs/changes.md', () => {
  test('shows documents of this schema', async () => {
    const schema = await createSchema();
    expect(blocks('graphql').length).toBeGreaterThan(0);
    for (const block of blocks('graphql')) expect(validate(schema, parse(block))).toEqual([]);
  });

  test('uploads a file with the command that it gives', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'upload-'));
    const gateway = await startSandboxGateway({ machines: 10, alerts: 10 });
    try {
      await writeFile(join(folder, 'token'), await gateway.sandbox.mintToken('responder'));
      await writeFile(join(folder, 'collect-logs.sh'), 'tar -c /var/log\n');
      const [command = ''] = blocks('sh');
      const script = command.replace('http://127.0.0.1:4000', gateway.url);
      const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder });
      expect(JSON.parse(stdout)).toMatchObject({
        data: { uploadLibraryFile: { libraryFile: { fileName: 'collect-logs.sh' } } },
      });
      const uploaded = gateway.sandbox.tenant.library.find(({ fileName }) => fileName === 'collect-logs.sh');
      expect(uploaded?.description).toBe('Collects logs');
    } finally {
      await gateway.close();
      await rm(folder, { recursive: true });
    }
  });
});
