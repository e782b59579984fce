import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import Fastify from 'fastify';
import { parse, validate } from 'graphql';
import { exampleOf, type Example } from '../../src/explorer/example.ts';
import { explorerRoute, readExamples } from '../../src/explorer/explorer-route.ts';
import { createSchema } from '../../src/schema.ts';

async function pageOf(examples: readonly Example[], sandbox: boolean) {
  const app = Fastify();
  explorerRoute(app, { examples, sandbox });
  const { status, headers, body } = await fetch(await app.listen({ host: '127.0.0.1', port: 0 })).then(
    async (response) => ({ status: response.status, headers: response.headers, body: await response.text() }),
  );
  await app.close();
  const script = /<script>([\s\S]*?)<\/script>/.exec(body)?.[1] ?? '';
  return { status, headers, body, script };
}

describe('the explorer', () => {
  test('is one HTML page that may load nothing and be framed by nobody', async () => {
    const { status, headers, body, script } = await pageOf(await readExamples(), true);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = String(headers.get('content-security-policy')).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'"]),
    );
    // Of scripts and styles its own alone, by their hashes.
    const hashOf = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(body) ?? [];
    expect(policy).toContain(`script-src ${hashOf(script)}`);
    expect(policy).toContain(`style-src ${hashOf(style)}`);
    expect(body).not.toMatch(/ style=| on\w+=/);
    expect(body).toMatch(/^<!doctype html>/);
    expect(body).not.toMatch(/\b(src|href)=|@import|url\(|https?:\/\//);
  });

  test.each([true, false])('has a script that compiles (sandbox: %s)', async (sandbox) => {
    const { script } = await pageOf(await readExamples(), sandbox);
    expect(script.length).toBeGreaterThan(500);
    expect(() => new Script(script)).not.toThrow();
  });

  test('asks for every element by an id that the page has', async () => {
    for (const sandbox of [true, false]) {
      const { body, script } = await pageOf([], sandbox);
      const asked = [...script.matchAll(/at\('(\w+)'\)/g)].map(([, id]) => id ?? '');
      // Of the two ways to be a caller, the page has one.
      const wanted = asked.filter((id) => id !== (sandbox ? 'token' : 'as'));
      expect(wanted.length).toBeGreaterThan(5);
      for (const id of wanted) expect(body).toContain(`id="${id}"`);
    }
  });

  test('plays personas in the sandbox and takes a token elsewhere, hidden and not remembered', async () => {
    const [played, real] = [await pageOf([], true), await pageOf([], false)];
    expect(played.body).toContain('sandbox, no real data');
    for (const name of ['reader', 'responder', 'hunter', 'admin', 'app'])
      expect(played.body).toContain(`<option>${name}`);
    expect(played.body).not.toContain('type="password"');
    expect(real.body).toContain('id="token" type="password" autocomplete="off"');
    expect(real.body).not.toMatch(/<option>reader|sandbox, no real data/);
    expect(real.script).not.toMatch(/localStorage|sessionStorage|document\.cookie/);
  });

  test('keeps an example that looks like markup inside its script', async () => {
    const query = '# </script><script>alert(1)</script><!-- \u2028\n{ viewer { name } }';
    const { body, script } = await pageOf([{ ...exampleOf('markup.graphql', query), name: '</select><b>' }], true);
    expect(body.match(/<script>/g)).toHaveLength(1);
    expect(body.match(/<\/script>/g)).toHaveLength(1);
    expect(body).not.toContain('</select><b>');
    const shown = new Script(`${script.slice(0, script.indexOf(';\n'))}; examples`).runInNewContext() as Example[];
    expect(shown[0]?.query).toBe(query);
  });
});

describe('the worked examples', () => {
  test('are valid against the schema, in the order of their file names, each saying what it shows', async () => {
    const [examples, schema] = [await readExamples(), await createSchema()];
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.map(({ name }) => name)).toEqual(examples.map(({ name }) => name).sort());
    for (const { name, query } of examples) {
      expect(name).not.toMatch(/graphql|-/);
      expect([name, validate(schema, parse(query)).map(({ message }) => message)]).toEqual([name, []]);
      expect(query).toMatch(/^# \w+/);
    }
  });

  test('say how to start them: variables that are JSON, an id to ask for, and the caller where only one will do', async () => {
    const examples = new Map((await readExamples()).map((example) => [example.name, example]));
    for (const { variables } of examples.values()) expect(() => JSON.parse(variables || '{}') as unknown).not.toThrow();
    expect(examples.get('missing updates')?.as).toBe('app');
    expect(examples.get('open high alerts')).toMatchObject({ as: null, ask: null, variables: '' });
    for (const name of ['missing updates', 'one machine', 'alert story']) {
      const { ask, variables } = examples.get(name) as Example;
      expect(variables).toContain(ask?.placeholder);
      expect(validate(await createSchema(), parse(ask?.query ?? ''))).toEqual([]);
    }
  });
});
