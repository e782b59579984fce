import { posix } from 'node:path';
import ts from 'typescript';

/** Path below `src/` -> text. */
export type Sources = ReadonlyMap<string, string>;

export interface Breach {
  rule: 'imports' | 'cycle' | 'default export' | 'file name' | 'file length' | 'any';
  file: string;
  detail: string;
}

interface Row {
  /** Which files the row is about. */
  files: RegExp;
  /** What they may import, as paths below `src/`; `<own>` stands for the folder of the file. */
  may: readonly string[];
}

/** Who may import whom; packages are free to all, and the first row that fits a file counts. */
const ROWS: readonly Row[] = [
  { files: /^(rest|kql)\//, may: ['<own>/', 'concurrency/'] },
  { files: /^package-folder\.ts$/, may: [] },
  { files: /^(concurrency|graphql|telemetry)\//, may: ['<own>/'] },
  { files: /^explorer\//, may: ['<own>/', 'package-folder.ts'] },
  { files: /^sandbox\//, may: ['<own>/', 'kql/'] },
  { files: /^http\//, may: ['<own>/', 'type auth/', 'auth/verify/auth-error.ts', 'rest/rest-error.ts'] },
  {
    files: /^auth\//,
    may: [
      '<own>/',
      'rest/max-entries.ts',
      'concurrency/',
      'rest/http/http-exchange.ts',
      'rest/http/http-message.ts',
      'rest/operation.ts',
      'rest/rest-error.ts',
      'type rest/resilience/unverified-bulkhead.ts',
    ],
  },
  {
    files: /^resources\/assessments\/export\/export-[a-z-]+\.ts$/,
    may: ['<own>/*.api.ts', '<own>/export-*.ts', 'graphql/', 'rest/', 'context.ts', 'audited.ts'],
  },
  { files: /^assessment-exports\.ts$/, may: ['type auth/', 'context.ts', 'http/', 'graphql/schema/', 'resources/'] },
  { files: /^audited\.ts$/, may: ['type context.ts', 'rest/', 'telemetry/audit-log.ts'] },
  { files: /^context\.ts$/, may: ['rest/', 'auth/', 'type kql/check/checker.ts', 'type telemetry/audit-log.ts'] },
  {
    files: /^cli\//,
    may: ['<own>/', 'auth/', 'rest/', 'telemetry/', 'graphql/schema/upstream-directive.ts', 'resources/*/*.api.ts'],
  },
  {
    files: /^cli\.ts$/,
    may: ['cli/', 'config.ts', 'main.ts', 'rest/', 'auth/', 'schema.ts', 'graphql/schema/row-types.ts'],
  },
  { files: /\.type\.ts$/, may: ['<own>/*.type.ts', 'graphql/'] },
  { files: /\.args\.ts$/, may: ['<own>/*.type.ts', '<own>/*.args.ts', 'graphql/'] },
  { files: /\.api\.ts$/, may: ['type <own>/*.type.ts', '<own>/*.api.ts', 'rest/', 'context.ts', 'audited.ts'] },
  {
    files: /^resources\/hunting\/.*\.resolver\.ts$/,
    may: ['<own>/', 'graphql/', 'kql/', 'context.ts', 'resources/*/*.type.ts', 'resources/*/*.api.ts'],
  },
  {
    files: /\.resolver\.ts$/,
    may: ['<own>/', 'graphql/', 'context.ts', 'resources/*/*.type.ts', 'resources/*/*.api.ts'],
  },
  {
    files: /^resources\/machine-actions\/[a-z]+\/action-[a-z-]+\.ts$/,
    may: [
      '<own>/',
      'type resources/*/*.type.ts',
      'resources/*/*.api.ts',
      'graphql/schema/input-error.ts',
      'graphql/node/mutation-types.ts',
      'graphql/document/selection-places.ts',
      'graphql/document/selection.ts',
      'kql/parameters/quote.ts',
      'rest/',
      'context.ts',
      'audited.ts',
    ],
  },
  {
    files: /^resources\/hunting\/[a-z]+\/(?:saved-)?hunt-[a-z-]+\.ts$/,
    may: [
      '<own>/*.api.ts',
      '<own>/hunt-*.ts',
      '<own>/saved-hunt-*.ts',
      'type <own>/*.type.ts',
      'type <own>/*.args.ts',
      'graphql/',
      'kql/',
      'rest/',
      'context.ts',
      'package-folder.ts',
    ],
  },
  {
    files: /^config\.ts$/,
    may: [
      'environment.ts',
      'auth/entra/clouds.ts',
      'type context.ts',
      'type auth/create-auth.ts',
      'type auth/entra/credential.ts',
    ],
  },
  { files: /^environment\.ts$/, may: ['auth/entra/clouds.ts', 'auth/authenticator.ts'] },
  { files: /^schema\.ts$/, may: ['resources/', 'graphql/', 'context.ts', 'rest/operation.ts'] },
  { files: /^vendor-apis\.ts$/, may: ['config.ts', 'graphql/schema/', 'rest/', 'telemetry/'] },
  {
    files: /^server\.ts$/,
    may: [
      'config.ts',
      'schema.ts',
      'context.ts',
      'vendor-apis.ts',
      'assessment-exports.ts',
      'graphql/',
      'kql/',
      'rest/',
      'auth/',
      'telemetry/',
      'http/',
    ],
  },
  {
    files: /^main\.ts$/,
    may: ['config.ts', 'server.ts', 'auth/create-auth.ts', 'telemetry/', 'sandbox/', 'explorer/'],
  },
];

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
  const compilerOptions = { verbatimModuleSyntax: true, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  const output = compiled.get(text) ?? ts.transpileModule(text, { compilerOptions }).outputText;
  compiled.set(text, output);
  return importsOf(file, output);
}

function importBreaches(file: string, text: string): Breach[] {
  const row = ROWS.find(({ files }) => files.test(file));
  if (row === undefined) return [{ rule: 'imports', file, detail: 'belongs to no layer' }];
  const folder = posix
    .dirname(file)
    .replace(/^((?:graphql|rest|kql|auth|sandbox|telemetry|explorer|resources\/[a-z-]+))\/.*$/, '$1');
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
  const parts = file.replace(/\.ts$/, '').split('/');
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
