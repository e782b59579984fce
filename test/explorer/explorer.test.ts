import Fastify from 'fastify';
import { parse, validate } from 'graphql';
import { exampleOf, type Example } from '../../src/explorer/example.ts';
import { explorerRoute, readExamples } from '../../src/explorer/explorer-route.ts';
import { readPageFiles } from '../../src/explorer/page-files.ts';
import { createSchema } from '../../src/schema.ts';

const PERSONAS = [{ as: 'reader', may: 'read' }];

/** Serves an explorer while something is asked of it. */
async function serving<T>(changes: Partial<Parameters<typeof explorerRoute>[1]>, ask: (url: string) => Promise<T>) {
  const app = Fastify();
  const [examples, page] = await Promise.all([readExamples(), readPageFiles()]);
  explorerRoute(app, { kind: 'graphiql', examples, personas: [], signIn: null, page, ...changes });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return ask(url).finally(() => app.close());
}

const pageOf = (changes: Partial<Parameters<typeof explorerRoute>[1]> = {}) =>
  serving(changes, async (url) => {
    const { status, headers, body } = await fetch(url).then(async (response) => ({
      status: response.status,
      headers: response.headers,
      body: await response.text(),
    }));
    const settings = /<script type="application\/json" id="settings">([^]*?)<\/script>/.exec(body)?.[1] ?? '{}';
    return { status, headers, body, settings: JSON.parse(settings) as { examples: Example[]; personas: unknown[] } };
  });

describe('the explorer', () => {
  test('is a page that may load files of this server, talk to it, and be framed by nobody', async () => {
    const { status, headers, body } = await pageOf();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = String(headers.get('content-security-policy')).split('; ');
    for (const directive of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(directive);
    expect(policy.filter((directive) => directive.includes('unsafe'))).toEqual(["style-src 'self' 'unsafe-inline'"]);
    expect(policy.join()).not.toMatch(/https?:|\*/);
    expect(body).not.toMatch(/https?:\/\/|<script>| on\w+=/);
  });

  test('serves each file that it names for good, compressed as the browser takes it, and no other', async () => {
    await serving({}, async (url) => {
      const body = await (await fetch(url)).text();
      const paths = [...body.matchAll(/"(\/explorer\/[^"]+)"/g)].map(([, path]) => path ?? '');
      expect(paths.length).toBeGreaterThanOrEqual(5);
      for (const path of paths) {
        const texts = await Promise.all(
          ['br', 'gzip', 'identity'].map(async (coding) => {
            const response = await fetch(`${url}${path}`, { headers: { 'accept-encoding': coding } });
            expect(response.headers.get('content-encoding')).toBe(coding === 'identity' ? null : coding);
            expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
            const tag = String(response.headers.get('etag'));
            const again = { headers: { 'accept-encoding': coding, 'if-none-match': tag } };
            expect((await fetch(`${url}${path}`, again)).status).toBe(304);
            return response.text();
          }),
        );
        expect(new Set(texts).size).toBe(1);
        expect(texts[0]?.length).toBeGreaterThan(0);
      }
      for (const name of ['manifest.json', 'THIRD-PARTY-LICENSES.txt', '..%2fmain.js', '%2e%2e/main.js'])
        expect([name, (await fetch(`${url}/explorer/${name}`)).status]).toEqual([name, 404]);
    });
  });

  test('is told whom one may play in the sandbox, and nobody elsewhere', async () => {
    const [played, real] = [await pageOf({ personas: PERSONAS }), await pageOf()];
    expect(played.body).toContain('sandbox, no real data');
    expect(played.settings.personas).toEqual(PERSONAS);
    expect(real.settings.personas).toEqual([]);
    expect(real.body).not.toContain('sandbox, no real data');
  });

  test('may talk to the sign-in host besides where people sign in, and is told how', async () => {
    const signIn = { clientId: 'the page', authority: 'https://login.contoso.example/organizations', scopes: ['a/b'] };
    for (const kind of ['graphiql', 'apollo'] as const) {
      const { headers, settings } = await pageOf({ kind, signIn });
      const policy = String(headers.get('content-security-policy')).split('; ');
      expect(policy).toContain("connect-src 'self' https://login.contoso.example");
      expect(policy.filter((directive) => directive.includes('login.contoso.example'))).toHaveLength(1);
      expect(settings).toMatchObject({ personas: [], signIn });
    }
    expect((await pageOf()).settings).toMatchObject({ signIn: null });
  });

  test('with Apollo Sandbox may load what Apollo documents for it, and no more', async () => {
    const { headers } = await pageOf({ kind: 'apollo' });
    const policy = String(headers.get('content-security-policy'));
    expect(policy).not.toContain('unsafe');
    expect(policy.match(/https:[^ ;]+/g)).toEqual(['https://sandbox.embed.apollographql.com']);
  });

  test('keeps an example that looks like markup inside its data', async () => {
    const query = '# </script><script>alert(1)</script><!-- \u2028\n{ viewer { name } }';
    const { body, settings } = await pageOf({ examples: [exampleOf('markup.graphql', query)] });
    expect(body.match(/<\/script>/g)).toHaveLength(2);
    expect(settings.examples[0]?.query).toBe(query);
  });

  test('says what to run where it is not built', async () => {
    const { status, body } = await pageOf({ page: null });
    expect(status).toBe(503);
    expect(body).toContain('npm run build:page');
  });
});

describe('the worked examples', () => {
  test('are valid against the schema, in the order of their file names, each saying what it shows', async () => {
    const [examples, schema] = [await readExamples(), await createSchema()];
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.map(({ name }) => name)).toEqual(examples.map(({ name }) => name).sort());
    for (const { name, description, query } of examples) {
      expect(name).not.toMatch(/graphql|-/);
      expect([name, validate(schema, parse(query)).map(({ message }) => message)]).toEqual([name, []]);
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(query).not.toMatch(/^# (variables|as):/m);
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
