import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of secrets as Kubernetes mounts it. */
export interface SecretFolder {
  /** The path of a secret, a link into the folder that holds the present ones. */
  file(name: string): string;
  /** Replaces all of them at once: a new folder behind the link `..data`. */
  replace(texts: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** Mounts secrets, by the names of their files. */
export async function mountSecrets(texts: Readonly<Record<string, string>>): Promise<SecretFolder> {
  const root = await mkdtemp(join(tmpdir(), 'secrets-'));
  let versions = 0;
  const replace = async (next: Readonly<Record<string, string>>): Promise<void> => {
    const version = `..version_${++versions}`;
    await mkdir(join(root, version));
    for (const [name, text] of Object.entries(next)) await writeFile(join(root, version, name), text);
    await symlink(version, join(root, '..data_next'));
    await rename(join(root, '..data_next'), join(root, '..data'));
    await rm(join(root, `..version_${versions - 1}`), { recursive: true, force: true });
  };
  await replace(texts);
  for (const name of Object.keys(texts)) await symlink(join('..data', name), join(root, name));
  return { file: (name) => join(root, name), replace, remove: () => rm(root, { recursive: true }) };
}
