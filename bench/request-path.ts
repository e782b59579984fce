import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import type { SandboxGateway } from '../test/support/gateway/gateway.ts';

type Framed = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** Calls of ours that led here, outermost first; kept across promises, timers and callbacks as a stack trace is not. */
const stack = new AsyncLocalStorage<readonly string[]>();
const ENTER = '__enter';
Object.assign(globalThis, {
  [ENTER]: <T>(frame: string, body: () => T): T => stack.run([...(stack.getStore() ?? []), frame], body),
});

const root = fileURLToPath(new URL('../', import.meta.url));

/** `Class.method`, or what a closure is handed to. */
function nameOf(node: Framed): string {
  const own = node.name?.getText();
  if (ts.isMethodDeclaration(node) && ts.isClassLike(node.parent)) return `${node.parent.name?.text ?? ''}.${own}`;
  if (own !== undefined) return own;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  // What a stage makes of the one after it is the stage itself.
  if (ts.isArrowFunction(parent)) return nameOf(parent);
  if (ts.isCallExpression(parent)) return `(closure for ${parent.expression.getText().split('\n')[0]})`;
  return '(closure)';
}

function isFramed(node: ts.Node): node is Framed {
  const isFunction = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node);
  return ts.isArrowFunction(node) || (isFunction && node.asteriskToken === undefined);
}

/** Makes every function of a file note that it was entered; all but constructors, accessors and generators. */
function noting(file: string): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (source) => {
    const { factory } = context;
    const noted = (owner: Framed, body: ts.ConciseBody): ts.ConciseBody => {
      const { line } = source.getLineAndCharacterOfPosition(owner.getStart(source));
      const isAsync = owner.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
      const modifiers = isAsync ? [factory.createModifier(ts.SyntaxKind.AsyncKeyword)] : [];
      const name = factory.createStringLiteral(`${file}:${line + 1} ${nameOf(owner)}`);
      const inner = factory.createArrowFunction(modifiers, undefined, [], undefined, undefined, body);
      const call = factory.createCallExpression(factory.createIdentifier(ENTER), undefined, [name, inner]);
      return ts.isBlock(body) ? factory.createBlock([factory.createReturnStatement(call)]) : call;
    };
    const visit = (node: ts.Node): ts.Node => {
      const seen = ts.visitEachChild(node, visit, context);
      const { parent } = node;
      return isFramed(parent) && parent.body === node ? noted(parent, seen as ts.ConciseBody) : seen;
    };
    return ts.visitEachChild(source, visit, context);
  };
}

/** The sources and what tests start them with, compiled to a folder from which they run. */
function compile(target: string): void {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  for (const folder of ['src', 'test/support']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const file = join(folder, name);
      const before = folder === 'src' && !name.startsWith('sandbox/') ? [noting(name)] : [];
      const { outputText } = ts.transpileModule(readFileSync(join(root, file), 'utf8'), {
        fileName: file,
        compilerOptions: { ...options, module: ts.ModuleKind.ESNext, noEmit: false },
        transformers: { before },
      });
      const output = join(target, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, outputText);
    }
  }
  for (const read of ['package.json', 'schema']) cpSync(join(root, read), join(target, read), { recursive: true });
}

/**
 * The calls of ours from a query to the socket, as lines of Markdown: every function that has been entered and leads on to
 * the upstream call, closures included, those asked on the way and left again not.
 */
export async function requestPath(query = '{ alerts { nodes { machine { id } } } }'): Promise<string> {
  await import('reflect-metadata');
  const target = mkdtempSync(join(root, 'node_modules', '.request-path-'));
  try {
    compile(target);
    const module = pathToFileURL(join(target, 'test/support/gateway/gateway.js')).href;
    const { startSandboxGateway } = (await import(module)) as { startSandboxGateway: () => Promise<SandboxGateway> };
    const gateway = await startSandboxGateway();
    const paths: string[] = [];
    subscribe('undici:request:create', (message) => {
      const { request } = message as { request: { origin: string; path: string; method: string } };
      const frames = stack.getStore() ?? [];
      if (String(request.origin) !== gateway.sandbox.url || !request.path.startsWith('/api/')) return;
      const numbered = frames.map((frame, index) => `${index + 1}. ${frame}`);
      paths.push([`## ${request.method} ${request.path.split('?')[0]}`, '', ...numbered].join('\n'));
    });
    // Of a caller whom Defender has accepted, as almost all are.
    await gateway.run('{ machines(first: 1) { nodes { id } } }', {}, 'reader');
    paths.length = 0;
    await gateway.run(query, {}, 'reader');
    await gateway.close();
    return paths.join('\n\n');
  } finally {
    rmSync(target, { recursive: true });
  }
}
