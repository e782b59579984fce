import { posix } from 'node:path';
import ts from 'typescript';
import { ROWS } from './import-rows.ts';

/** Path below `src/` -> text. */
export type Sources = ReadonlyMap<string, string>;

export interface Breach {
  rule: 'imports' | 'cycle' | 'default export' | 'file name' | 'file length' | 'any';
  file: string;
  detail: string;
}

/** `<own>/*.type.ts` -> what it means for a file of that folder. A prefix ends in `/`. */
function fits(pattern: string, folder: string, imported: string): boolean {
  const path = pattern.replace('<own>', folder);
  if (path.endsWith('/')) return imported.startsWith(path);
  // A room of a slice counts as the slice: `<own>/*.api.ts` may stand in any of them.
  const text = path.replaceAll('.', '\\.').replace(/\/([^/]*\*[^/]*)$/, '/(?:[a-z-]+/)?$1');
  return new RegExp(`^${text.replaceAll('*', '[^/]+')}$`).test(imported);
}

/** The files of ours that a text imports, read as the compiler reads them, dynamic imports included. */
export function importsOf(file: string, text: string): string[] {
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const ours = new Set(names.filter((name) => name.startsWith('.')));
  return [...ours].map((name) => posix.join(posix.dirname(file), name));
}

const compiled = new Map<string, string>();

/** The imports left when the types are gone: those that run. */
function valueImportsOf(file: string, text: string): string[] {
  const compilerOptions = {
    verbatimModuleSyntax: true,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    jsx: ts.JsxEmit.ReactJSX,
  };
  const output = compiled.get(text) ?? ts.transpileModule(text, { compilerOptions, fileName: file }).outputText;
  compiled.set(text, output);
  return importsOf(file, output);
}

function importBreaches(file: string, text: string): Breach[] {
  const row = ROWS.find(({ files }) => files.test(file));
  if (row === undefined) return [{ rule: 'imports', file, detail: 'belongs to no layer' }];
  const folder = posix
    .dirname(file)
    .replace(/^((?:graphql|rest|redis|kql|auth|sandbox|telemetry|explorer|http|resources\/[a-z-]+))\/.*$/, '$1');
  const tellsTypes = row.may.some((pattern) => pattern.startsWith('type '));
  const running = new Set(tellsTypes ? valueImportsOf(file, text) : []);
  const allowed = (imported: string): boolean =>
    row.may.some((pattern) =>
      pattern.startsWith('type ')
        ? !running.has(imported) && fits(pattern.slice('type '.length), folder, imported)
        : fits(pattern, folder, imported),
    );
  return importsOf(file, text)
    .filter((imported) => !allowed(imported))
    .map((imported) => ({ rule: 'imports', file, detail: `may not import ${imported}` }));
}

/** Cycles among the imports that run; a cycle of types alone leaves no trace. */
function cycleBreaches(sources: Sources): Breach[] {
  const done = new Set<string>();
  const breaches: Breach[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) breaches.push({ rule: 'cycle', file, detail: [...path.slice(start), file].join(' -> ') });
    if (start >= 0 || done.has(file)) return;
    for (const next of valueImportsOf(file, sources.get(file) ?? '')) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of sources.keys()) visit(file, []);
  return breaches;
}

const FORBIDDEN_NAME = /(^|\.)(index|common|shared|manager|service)$|(^|[-.])(utils?|helpers?)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/;

function nameBreaches(file: string): Breach[] {
  const parts = file.replace(/\.tsx?$/, '').split('/');
  return parts
    .filter((part) => FORBIDDEN_NAME.test(part) || !KEBAB.test(part))
    .map((part) => ({ rule: 'file name', file, detail: `"${part}" says nothing or is not in kebab-case` }));
}

const MAX_FILE = 250;

/** A file that is two things, by its length. */
export function lengthBreaches(file: string, text: string): Breach[] {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return lines > MAX_FILE ? [{ rule: 'file length', file, detail: `has ${lines} lines` }] : [];
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  return (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true
  );
}

function syntaxBreaches(file: string, text: string): Breach[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const breaches: Breach[] = [];
  const visit = (node: ts.Node): void => {
    const line = `in line ${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (node.kind === ts.SyntaxKind.AnyKeyword) breaches.push({ rule: 'any', file, detail: line });
    if (isDefaultExport(node)) breaches.push({ rule: 'default export', file, detail: line });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}

/** Everything in which the files break the rules of the house. */
export function breachesOf(sources: Sources): Breach[] {
  const each = [...sources].flatMap(([file, text]) => [
    ...importBreaches(file, text),
    ...nameBreaches(file),
    ...lengthBreaches(file, text),
    ...syntaxBreaches(file, text),
  ]);
  return [...each, ...cycleBreaches(sources)];
}
