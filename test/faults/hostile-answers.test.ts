import type { ServerResponse } from 'node:http';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';

const LIST_QUERY = '{ alerts(first: 5) { nodes { title } completeness { complete reason } } }';
const ONE_QUERY = '{ alert(id: "a-1") { title } }';
const MACHINE_QUERY = '{ machine(id: "m-1") { computerDnsName vmMetadata } }';
const HUNT_QUERY = '{ hunt(query: "DeviceInfo") { rowCount rows(first: 3) { nodes { values } } } }';
const DEEP = 100_000;
const deep = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
const deepObject = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`;

const ANYTHING = expect.anything() as object;

const shared = sharedFakeGateway();

const PATHS = {
  list: 'GET /api/alerts',
  one: 'GET /api/alerts/a-1',
  machine: 'GET /api/machines/m-1',
  hunt: 'POST /api/advancedqueries/run',
};
const QUERIES = { list: LIST_QUERY, one: ONE_QUERY, machine: MACHINE_QUERY, hunt: HUNT_QUERY };

/** What a query gets where Defender answers in this way: the data, and the codes of the errors. */
async function answerTo(what: keyof typeof QUERIES, body: string | Buffer) {
  shared.replies[PATHS[what]] = (_, response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  const { status, data, errors } = await shared.gateway.attempt<Record<string, unknown>>(QUERIES[what]);
  expect([200, 400]).toContain(status);
  expect(shared.gateway.logs.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  return { data, codes: errors?.map(({ extensions }) => extensions.code) ?? [] };
}

describe('an answer nested 100,000 levels deep', () => {
  test.each([
    ['list', deep],
    ['list', `{"value":${deep}}`],
    ['list', `{"value":[${deep}]}`],
    ['list', `{"value":[{"id":"a-1","title":${deep}}]}`],
    ['list', `{"value":[{"id":"a-1","evidence":${deepObject}}]}`],
    ['list', `{"value":[{"id":${deep}}]}`],
    ['list', `{"value":[],"error":${deepObject}}`],
    ['one', deepObject],
    ['one', `{"id":"a-1","title":${deepObject}}`],
    ['machine', `{"id":"m-1","vmMetadata":${deepObject}}`],
    ['hunt', deep],
    ['hunt', `{"Schema":[{"Name":"a","Type":"Object"}],"Results":[{"a":${deep}},{"a":1}]}`],
    ['hunt', `{"Schema":${deep},"Results":[]}`],
  ] as const)('of %s is an error of its place, and no fault of ours (%#)', async (what, body) => {
    const { codes } = await answerTo(what, body);
    expect(codes.filter((code) => code === 'INTERNAL_SERVER_ERROR')).toEqual([]);
  });
});

describe('an answer with names that reach every object', () => {
  const NAMES = '"__proto__":{"reached":1},"constructor":{"prototype":{"reached":1}},"toString":1,"then":{"a":1}';

  test.each([
    ['list', `{"value":[{"id":"a-1","title":"T",${NAMES}}],"@odata.count":1,${NAMES}}`, { alerts: ANYTHING }],
    ['list', `{"__proto__":{"value":[{"id":"a-1"}]}}`, null],
    ['one', `{"id":"a-1","title":"T",${NAMES}}`, { alert: { title: 'T' } }],
    ['one', `{"__proto__":{"id":"a-1","title":"T"}}`, { alert: null }],
    ['machine', `{"id":"m-1","vmMetadata":{${NAMES}}}`, { machine: ANYTHING }],
    ['hunt', `{"Schema":[{"Name":"__proto__","Type":"Object"}],"Results":[{${NAMES}}]}`, ANYTHING],
  ] as const)('of %s reaches none (%#)', async (what, body, data) => {
    expect((await answerTo(what, body)).data).toEqual(data);
    expect(({} as { reached?: unknown }).reached).toBeUndefined();
    expect(String({})).toBe('[object Object]');
  });
});

describe('an answer that is no UTF-8', () => {
  const bytes = (before: string, odd: readonly number[], after: string): Buffer =>
    Buffer.concat([Buffer.from(before), Buffer.from(odd), Buffer.from(after)]);

  test.each([
    ['a byte that begins nothing', [0xff]],
    ['a character that breaks off', [0xe2, 0x82]],
    ['an overlong form', [0xc0, 0xaf]],
    ['half a pair of surrogates', [0xed, 0xa0, 0x80]],
  ])('shows a replacement for %s', async (_, odd) => {
    const { data, codes } = await answerTo('one', bytes('{"id":"a-1","title":"a', odd, 'b"}'));
    expect(codes).toEqual([]);
    expect(data).toEqual({ alert: { title: expect.stringMatching(/^a\ufffd+b$/) as string } });
  });

  test('is no JSON where it is UTF-16 or has bytes of 0', async () => {
    for (const body of [Buffer.from('{"id":"a-1"}', 'utf16le'), bytes('{"id":', [0], '"a-1"}')]) {
      expect(await answerTo('one', body)).toEqual({ data: { alert: null }, codes: ['UPSTREAM_ERROR'] });
    }
  });
});

describe('an answer of more objects than anyone asked for', () => {
  const dense = `{}${',{}'.repeat(5_000_000)}`;

  test.each([
    ['list', `{"value":[${dense}]}`],
    ['list', `[${dense}]`],
    ['one', `{"id":"a-1","comments":[${dense}]}`],
    ['hunt', `{"Schema":[{"Name":"a","Type":"String"}],"Results":[${dense}]}`],
    ['hunt', `{"Schema":[${dense}],"Results":[]}`],
  ] as const)('is refused before anything is made of them: %s (%#)', async (what, body) => {
    expect((await answerTo(what, body)).codes).toEqual(['UPSTREAM_ERROR']);
  });
});
