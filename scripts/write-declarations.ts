import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import ts from 'typescript';

// The last part of `npm pack`: the types of `defender-graphql/client`, beside what the build has made of it. Not a part of
// the build, since to load the compiler takes a second, which every start would wait for.

const source = fileURLToPath(new URL('../src/client/', import.meta.url));
const target = fileURLToPath(new URL('../dist/client/', import.meta.url));
const compilerOptions = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true };

/** The declarations of a file whose exports state their types, so that no other file has to be looked at. */
function declarationsOf(fileName: string, text: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(text, {
    fileName,
    compilerOptions,
    reportDiagnostics: true,
  });
  const [fault] = diagnostics;
  if (fault !== undefined) throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`);
  // They name each other as the programs beside them do.
  return outputText.replace(/(from '\.\/[^']+)\.ts'/g, "$1.js'");
}

for (const file of (await readdir(source)).filter((name) => name.endsWith('.ts'))) {
  const text = await readFile(join(source, file), 'utf8');
  await writeFile(join(target, file.replace(/\.ts$/, '.d.ts')), declarationsOf(file, text));
}
