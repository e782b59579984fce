import { execFileSync, spawn } from 'node:child_process';

// `npm run check:fast`: what can be said of a change within seconds. Types of the whole project, by the native compiler,
// from what its last run found; layout, lint and spelling of the files that differ from the last commit. `npm test`
// asks the compiler that builds the project, and runs everything else.

interface Check {
  name: string;
  command: string;
  argv: readonly string[];
}

const CACHE = 'node_modules/.cache/check-fast';

function changedFiles(): string[] {
  const git = (...argv: string[]): string[] => execFileSync('git', argv, { encoding: 'utf8' }).split('\0');
  const changed = git('diff', '--name-only', '--diff-filter=d', '--relative', '-z', 'HEAD');
  return [...changed, ...git('ls-files', '--others', '--exclude-standard', '-z')].filter((file) => file !== '');
}

function checksOf(files: readonly string[]): Check[] {
  const code = files.filter((file) => /\.(tsx?|mjs|js)$/.test(file));
  const linted = files.filter((file) => /\.(tsx?|mjs|js|graphql)$/.test(file));
  const typesOf = (project: string, name: string): string[] => {
    return ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', `${CACHE}/${name}.tsbuildinfo`];
  };
  const lint = ['--no-warn-ignored', '--cache', '--cache-location', `${CACHE}/eslint`, ...linted];
  const all: (Check & { files: readonly string[] })[] = [
    { name: 'types', command: 'tsgo', argv: typesOf('.', 'types'), files: code },
    {
      name: 'types of the page',
      command: 'tsgo',
      argv: typesOf('src/explorer/page', 'page'),
      files: code.filter((file) => file.startsWith('src/explorer/')),
    },
    {
      name: 'types of examples/triage',
      command: 'tsgo',
      argv: typesOf('examples/triage', 'triage'),
      files: code.filter((file) => file.startsWith('examples/') || file.startsWith('schema/client-config/')),
    },
    { name: 'lint', command: 'eslint', argv: lint, files: linted },
    { name: 'layout', command: 'prettier', argv: ['--check', '--ignore-unknown', '--log-level=warn', ...files], files },
    {
      name: 'spelling',
      command: 'cspell',
      argv: ['--no-progress', '--no-summary', '--no-must-find-files', ...files],
      files,
    },
  ];
  return all.filter((check) => check.files.length > 0);
}

/** Runs a check and shows what it says when it is done; whether it found nothing. */
async function passes({ name, command, argv }: Check): Promise<boolean> {
  const start = performance.now();
  const child = spawn(command, argv, { shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const isGood = await new Promise<boolean>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status === 0));
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${isGood ? 'passed' : 'FAILED'}  ${name}  ${seconds} s`);
  if (!isGood) console.log(Buffer.concat(said).toString());
  return isGood;
}

const files = changedFiles();
console.log(`${files.length} changed files`);
const results = await Promise.all(checksOf(files).map(passes));
if (results.includes(false)) process.exitCode = 1;
