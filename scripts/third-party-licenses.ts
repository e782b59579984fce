import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** A package of which something went into a bundle. */
export interface BundledPackage {
  name: string;
  version: string;
  /** As the package names it (SPDX). */
  license: string | undefined;
  /** The text of its licence, or its name where the package has no text. */
  terms: string;
}

const LICENSE_FILES = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license', 'License', 'LICENSE-MIT.txt'];

/** Folders of the packages that a bundle was made of, below `root`. */
function packageFolders(inputs: Metafile['inputs']): string[] {
  const folders = Object.keys(inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** A package with the terms that those who pass its code on have to pass on too. Throws for one that tells none. */
async function bundledPackage(root: string, folder: string): Promise<BundledPackage> {
  const { version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const name = folder.replace(/^.*node_modules\//, '');
  for (const file of LICENSE_FILES) {
    const text = await readFile(join(root, folder, file), 'utf8').catch(() => null);
    if (text !== null) return { name, version, license, terms: text.trim() };
  }
  if (license === undefined) throw new Error(`${folder} tells no licence, so it may not go into the bundle.`);
  return { name, version, license, terms: license };
}

/** The packages that went into a bundle, by their names; `root` is the folder that the paths of its inputs begin at. */
export function bundledPackages(root: string, inputs: Metafile['inputs']): Promise<BundledPackage[]> {
  return Promise.all(packageFolders(inputs).map((folder) => bundledPackage(root, folder)));
}

/** One text with the terms of all packages. */
export function licensesText(packages: readonly BundledPackage[]): string {
  return packages.map(({ name, terms }) => `${name}\n\n${terms}\n`).join(`\n${'-'.repeat(80)}\n\n`);
}
