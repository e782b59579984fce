import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import prettier from 'prettier';
import ts from 'typescript';
import type { SliceNames } from './slice-names.ts';

/** The slice that is copied: real code, so that it is compiled, linted, and follows when what it imports moves. */
const SAMPLE = 'scripts/slice';
const SAMPLE_FILES = ['type', 'api', 'resolver', 'test'].map((role) => `${SAMPLE}/sample-widgets.${role}.ts`);
/** What is added, or put in the place of its namesake, for a list with a `where`. */
const FILTERED_FILES = ['args', 'resolver'].map((role) => `${SAMPLE}/filtered/sample-widgets.${role}.ts`);
const TEST_FOLDER = 'test';
const REGISTRY = 'src/schema.ts';

export interface Slice extends SliceNames {
  /** Whether the list takes a `where`. */
  isFiltered: boolean;
}

/** `sampleWidgets` -> what stands in its place; longer names first, since they hold the shorter. */
function renamed(text: string, { folder, type, field, list, plural }: SliceNames): string {
  const words = (name: string): string => name.replaceAll(/(?!^)([A-Z])/g, ' $1').toLowerCase();
  const names: Record<string, string> = {
    'sample-widgets': folder,
    'sample-widget': words(type).replaceAll(' ', '-'),
    samplewidgets: folder.replaceAll('-', ''),
    sampleWidgets: list,
    SampleWidgets: plural,
    sampleWidget: field,
    SampleWidget: type,
    'sample widgets': words(plural),
    'sample widget': words(type),
  };
  return text.replaceAll(/sample[- ]?widgets?/gi, (found) => names[found] ?? found);
}

/** The file that one of the sample's becomes. */
function targetOf(file: string, folder: string): string {
  const name = posix.basename(file).replace('sample-widgets', folder);
  return name.endsWith('.test.ts') ? `${TEST_FOLDER}/${name}` : `src/resources/${folder}/${name}`;
}

/** The text with its relative imports as they are from where it goes. */
function relocated(text: string, from: string, to: string, folder: string): string {
  return text.replaceAll(/(?<= from ')\.[^']+(?=')/g, (specifier) => {
    const imported = posix.join(posix.dirname(from), specifier);
    const file = imported.startsWith(SAMPLE) ? targetOf(imported, folder) : imported;
    const path = posix.relative(posix.dirname(to), file);
    return path.startsWith('.') ? path : `./${path}`;
  });
}

const REGION = /^ *\/\/ #region filtered\n([\s\S]*?)^ *\/\/ #endregion\n/gm;

/** The registry with the resolver of a slice in its list, both in alphabetical order. Throws Error where it has no list. */
function registered(text: string, { folder, plural }: SliceNames): string {
  const source = ts.createSourceFile(REGISTRY, text, ts.ScriptTarget.ES2023, true);
  const name = `${plural}Resolver`;
  const module = `./resources/${folder}/${folder}.resolver.ts`;
  const imports = source.statements
    .filter(ts.isImportDeclaration)
    .filter((each) => each.moduleSpecifier.getText().startsWith("'./resources/"));
  const entries = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .map(({ initializer }) => initializer)
    .filter((each) => each !== undefined && ts.isArrayLiteralExpression(each))
    .flatMap(({ elements }) => [...elements])
    .filter((each) => each.getText().endsWith('Resolver'));
  const lastImport = imports.at(-1);
  const lastEntry = entries.at(-1);
  if (lastImport === undefined || lastEntry === undefined) throw new Error(`${REGISTRY} has no list of resolvers.`);
  const nextImport = imports.find(({ moduleSpecifier }) => moduleSpecifier.getText() > `'${module}'`);
  const nextEntry = entries.find((each) => each.getText() > name);
  const importAt = nextImport?.getStart() ?? lastImport.getEnd();
  const entryAt = nextEntry?.getStart() ?? lastEntry.getEnd();
  const line = `import { ${name} } from '${module}';`;
  return [
    text.slice(0, importAt),
    nextImport === undefined ? `\n${line}` : `${line}\n`,
    text.slice(importAt, entryAt),
    nextEntry === undefined ? `, ${name}` : `${name}, `,
    text.slice(entryAt),
  ].join('');
}

/** The files of a slice and the registry that knows it: path from `root` -> text, formatted. */
export async function filesOf(root: URL, slice: Slice): Promise<Map<string, string>> {
  const read = (file: string): Promise<string> => readFile(new URL(file, root), 'utf8');
  const files = new Map<string, string>();
  for (const file of [...SAMPLE_FILES, ...(slice.isFiltered ? FILTERED_FILES : [])]) {
    const text = (await read(file)).replaceAll(REGION, slice.isFiltered ? '$1' : '');
    const target = targetOf(file, slice.folder);
    files.set(target, renamed(relocated(text, file, target, slice.folder), slice));
  }
  files.set(REGISTRY, registered(await read(REGISTRY), slice));
  const style = (JSON.parse(await read('package.json')) as { prettier: prettier.Options }).prettier;
  const formatted = [...files].map(async ([file, text]) => {
    return [file, await prettier.format(text, { ...style, filepath: file })] as const;
  });
  return new Map(await Promise.all(formatted));
}
