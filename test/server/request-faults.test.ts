import { until } from '../support/clocks/until.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';

/** Of the program itself: from one signal to the next, what each upstream call begins with throws. */
const FAULT = `
const { toISOString } = Date.prototype;
let isBroken = false;
Date.prototype.toISOString = function () {
  if (isBroken && !new Error().stack.includes('at AuditLog.write')) throw new TypeError('planted');
  return toISOString.call(this);
};
process.on('SIGUSR2', () => {
  isBroken = !isBroken;
  console.log(JSON.stringify({ message: 'planted', isBroken }));
});`;

let program: Program;
let address: string;
let token: string;

beforeAll(async () => {
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(FAULT)}`;
  program = startProgram({ SANDBOX: 'true', NODE_OPTIONS });
  address = await addressOf(program);
  const answer = await fetch(`${address}/sandbox/token`, {
    method: 'POST',
    headers: { accept: 'text/plain', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'as=admin',
  });
  token = (await answer.text()).trim();
});
afterAll(async () => {
  program.child.kill('SIGKILL');
  await program.ended;
});

interface Answer {
  data: Record<string, { nodes: { id: string }[] }> | null;
  errors?: { extensions: { code: string } }[];
}

async function ask(query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

async function setBroken(isBroken: boolean): Promise<void> {
  program.child.kill('SIGUSR2');
  await until(
    'the fault to be planted',
    () => program.logs().findLast(({ message }) => message === 'planted')?.isBroken === isBroken,
  );
}

test('an unexpected exception in a field, in what a field leaves running, or in a stream ends its request alone', async () => {
  const machines = (await ask('{ machines(first: 1) { nodes { id } } }')).data?.machines?.nodes ?? [];
  const actions = (await ask('{ machineActions(first: 1) { nodes { id } } }')).data?.machineActions?.nodes ?? [];
  const [machine, action] = [machines[0]?.id, actions[0]?.id];
  // From now on it is cached, so that what fails are the fields below it.
  await ask(`{ machine(id: "${machine}") { machineId } }`);
  await setBroken(true);
  const queries = [
    '{ alerts { nodes { title } } }',
    `{ machine(id: "${machine}") { isolation { state differing { state } } } }`,
    `{ machineAction(id: "${action}", waitSeconds: 5) { status } }`,
  ];
  const headers = { authorization: `Bearer ${token}` };
  const stream = await fetch(`${address}/export/secure-configuration.jsonl`, { headers });
  expect(stream.status).toBe(500);
  for (const { errors } of await Promise.all(queries.map(ask))) {
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
  }
  await setBroken(false);
  expect((await ask('{ alerts { nodes { title } } }')).errors).toBeUndefined();
  expect(program.logs().filter(({ level }) => level === 60)).toEqual([]);
  expect(program.child.exitCode).toBeNull();
});
