import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const programs = fileURLToPath(new URL('./programs/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Compiled {
  /** Path of a program as JavaScript. */
  pathOf(name: string): string;
  remove(): void;
}

/**
 * The programs as plain JavaScript, since a loader in their process would show in their memory; beside the
 * packages, so that they are found.
 */
export function compilePrograms(): Compiled {
  const target = mkdtempSync(join(root, 'node_modules', '.throughput-'));
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  for (const name of readdirSync(programs).filter((each) => each.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(programs, name), 'utf8'), {
      fileName: name,
      compilerOptions: { ...options, module: ts.ModuleKind.ESNext, noEmit: false },
    });
    writeFileSync(join(target, name.replace(/\.ts$/, '.js')), outputText);
  }
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  return {
    pathOf: (name) => join(target, `${name}.js`),
    remove: () => rmSync(target, { recursive: true }),
  };
}
