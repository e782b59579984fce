import fastify, { type FastifyInstance } from 'fastify';
import { quirksRoute } from '../../src/sandbox/quirks-route.ts';
import { DEFAULT_QUIRKS, type Quirks } from '../../src/sandbox/quirks.ts';

let app: FastifyInstance;
let quirks: Quirks;
beforeEach(() => {
  quirks = { ...DEFAULT_QUIRKS };
  app = fastify();
  quirksRoute(app, quirks);
});
afterEach(() => app.close());

const send = async (form: Record<string, string>) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const payload = new URLSearchParams(form).toString();
  const answer = await app.inject({ method: 'POST', url: '/sandbox/quirks', headers, payload });
  return { status: answer.statusCode, body: answer.json<object>() };
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
