import fastify, { type FastifyInstance } from 'fastify';
import { quirksRoute } from '../../src/sandbox/quirks-route.ts';
import { DEFAULT_QUIRKS, type Quirks } from '../../src/sandbox/wire/quirks.ts';

let app: FastifyInstance;
let quirks: Quirks;
let url: string;
beforeEach(async () => {
  quirks = { ...DEFAULT_QUIRKS };
  app = fastify();
  quirksRoute(app, quirks);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => app.close());

const send = async (form: Record<string, string>) => {
  const answer = await fetch(`${url}/sandbox/quirks`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as object };
};

test('caps pages list by list, or of all lists, until it is told to stop', async () => {
  expect(await send({ list: 'listAlerts', cap: '7' })).toEqual({
    status: 200,
    body: { silentCaps: { listAlerts: 7 }, countOption: true },
  });
  await send({ cap: '100', count: 'ignored' });
  expect(quirks).toEqual({ ...DEFAULT_QUIRKS, silentCaps: { listAlerts: 7, '*': 100 }, countOption: 'ignored' });
  await send({});
  expect(quirks).toEqual(DEFAULT_QUIRKS);
});

test.each([{ cap: '0' }, { cap: '-1' }, { cap: '1e3' }, { cap: '7', count: 'maybe' }])(
  'refuses %j and changes nothing',
  async (form) => {
    expect(await send(form as Record<string, string>)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    expect(quirks).toEqual(DEFAULT_QUIRKS);
  },
);
