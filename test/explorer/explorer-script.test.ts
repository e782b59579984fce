import { Script } from 'node:vm';
import { exampleOf, type Example } from '../../src/explorer/example.ts';
import { SCRIPT } from '../../src/explorer/explorer-script.ts';
import { until } from '../support/clocks/until.ts';

const ONE_MACHINE = exampleOf('one-machine.graphql', '# variables: { "id": "paste the id of a machine" }\n{ a }');
const OPEN = exampleOf('open-high-alerts.graphql', '{ b }');
const FOR_APP = exampleOf('missing-updates.graphql', '# as: app\n{ c }');
const EXAMPLES = [ONE_MACHINE, FOR_APP, OPEN];

interface Element {
  value: string;
  textContent: string;
  disabled: boolean;
  add(): void;
  onchange?: () => void;
  onclick?: () => void;
}

interface Call {
  as: string;
  body: { query: string; variables: unknown };
  answer(body: unknown): void;
  fail(message: string): void;
}

/** Runs the page's script on elements that hold no more than what it uses; calls wait until they are answered. */
function openPage(examples: readonly Example[] = EXAMPLES) {
  const element = (value = ''): Element => ({ value, textContent: '', disabled: false, add: () => undefined });
  const ids = ['example', 'query', 'variables', 'result', 'run'] as const;
  const page = { ...Object.fromEntries(ids.map((id) => [id, element()])), as: element('reader') } as Record<
    (typeof ids)[number] | 'as',
    Element
  >;
  const calls: Call[] = [];
  const json = (body: unknown) => ({ ok: true, json: () => Promise.resolve(body) });
  const fetch = (url: string, { body, headers, signal }: { body: unknown; headers: never; signal?: AbortSignal }) => {
    if (url === '/sandbox/token') return Promise.resolve(json({ access_token: (body as URLSearchParams).get('as') }));
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
      calls.push({
        as: (headers as { authorization: string }).authorization.replace('Bearer ', ''),
        body: JSON.parse(String(body)) as Call['body'],
        answer: (answer) => resolve(json(answer)),
        fail: (message) => reject(new Error(message)),
      });
    });
  };
  const document = { getElementById: (id: keyof typeof page) => page[id] };
  class Option {}
  new Script(SCRIPT).runInNewContext({ examples, document, fetch, Option, URLSearchParams, AbortController });
  const called = async (count: number): Promise<Call> => {
    await until(`call ${count}`, () => calls.length >= count);
    return calls[count - 1] as Call;
  };
  const choose = (index: number): void => {
    page.example.value = String(index);
    page.example.onchange?.();
  };
  return { page, calls, called, choose };
}

describe('the explorer’s script', () => {
  test('begins with the open alerts of high severity, with nothing asked yet', () => {
    const { page, calls } = openPage();
    expect([page.query.value, page.variables.value, page.result.textContent]).toEqual(['{ b }', '', '']);
    expect(calls).toEqual([]);
  });

  test('sends query and variables as they were when Run was pressed, once', async () => {
    const { page, calls, called } = openPage();
    page.variables.value = '{ "first": 2 }';
    page.run.onclick?.();
    expect([page.run.disabled, page.result.textContent]).toEqual([true, 'Running …']);
    page.query.value = 'changed since';
    page.variables.value = 'changed since';
    page.run.onclick?.();
    const call = await called(1);
    expect([call.as, call.body]).toEqual(['reader', { query: '{ b }', variables: { first: 2 } }]);
    call.answer({ data: { b: 1 } });
    await until('Run to be there again', () => !page.run.disabled);
    expect(JSON.parse(page.result.textContent)).toEqual({ data: { b: 1 } });
    expect(calls).toHaveLength(1);
  });

  test('blames the variables for JSON that cannot be read, and asks nothing', async () => {
    const { page, calls } = openPage();
    page.variables.value = '{ first: 2 }';
    page.run.onclick?.();
    await until('the fault to be told', () => page.result.textContent !== 'Running …');
    expect(page.result.textContent).toMatch(/^variables: .*JSON/);
    expect([page.run.disabled, calls]).toEqual([false, []]);
  });

  test('tells why a call failed, and lets it be run again', async () => {
    const { page, called } = openPage();
    page.run.onclick?.();
    (await called(1)).fail('Failed to fetch');
    await until('Run to be there again', () => !page.run.disabled);
    expect(page.result.textContent).toBe('Failed to fetch');
  });

  test('fills in the id of the first machine found', async () => {
    const { page, called, choose } = openPage();
    choose(0);
    expect(page.variables.value).toBe(ONE_MACHINE.variables);
    const call = await called(1);
    expect(call.body.query).toBe(ONE_MACHINE.ask?.query);
    call.answer({ data: { telling: { nodes: [] }, any: { nodes: [{ id: 'a1b2' }] } } });
    await until('the id', () => page.variables.value !== ONE_MACHINE.variables);
    expect(JSON.parse(page.variables.value)).toEqual({ id: 'a1b2' });
  });

  test.each([
    ['a refusal', { errors: [{ message: 'Refused.' }] }],
    ['a failed list', { data: null }],
    ['an empty tenant', { data: { any: { nodes: [] } } }],
  ])('leaves the placeholder after %s', async (_, body) => {
    const { page, called, choose } = openPage();
    choose(0);
    (await called(1)).answer(body);
    // The next call comes after what the first one's answer could have changed.
    page.run.onclick?.();
    await called(2);
    expect(page.variables.value).toBe(ONE_MACHINE.variables);
  });

  test('leaves alone what was typed while it asked', async () => {
    const { page, called, choose } = openPage();
    choose(0);
    const call = await called(1);
    page.variables.value = '{ "id": "mine" }';
    call.answer({ data: { any: { nodes: [{ id: 'a1b2' }] } } });
    page.run.onclick?.();
    await called(2);
    expect(page.variables.value).toBe('{ "id": "mine" }');
  });

  test('plays the application where an example needs it, and the caller chosen before afterwards', () => {
    const { page, choose } = openPage();
    page.as.value = 'hunter';
    page.as.onchange?.();
    choose(1);
    expect(page.as.value).toBe('app');
    choose(2);
    expect(page.as.value).toBe('hunter');
  });

  test('drops the answer to an example that is no longer shown', async () => {
    const { page, called, choose } = openPage();
    page.run.onclick?.();
    const call = await called(1);
    choose(1);
    expect([page.run.disabled, page.result.textContent]).toEqual([false, '']);
    page.run.onclick?.();
    call.answer({ data: 'late' });
    (await called(2)).answer({ data: 'asked for' });
    await until('the answer', () => !page.run.disabled);
    expect(page.result.textContent).toContain('asked for');
  });
});
