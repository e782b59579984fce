import type { Persona } from '../../../src/sandbox/sandbox.ts';
import { readingsOf } from '../../../src/resources/search/search.args.ts';
import type { Reply } from '../../support/fakes/fake-api.ts';
import { firstOf } from '../../support/fakes/upstream.ts';
import { withFakeGateway } from '../../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../../support/gateway/gateway.ts';

const [MD5, SHA1, SHA256] = ['ab'.repeat(16), 'cd'.repeat(20), 'ef'.repeat(32)] as const;
const GUID = '0b8f6a7e-5d4c-4b3a-9281-706f5e4d3c2b';

describe('a text is read as', () => {
  const host = (name: string) => [`HOST_NAME ${name}`, `ACCOUNT ${name}?`];
  const domain = (name: string) => [`DOMAIN ${name}`, `INDICATOR_VALUE ${name}`];

  test.each<[string, string[]]>([
    ['CVE-2026-12345', ['CVE CVE-2026-12345']],
    ['cve-1999-0001', ['CVE CVE-1999-0001']],
    ['da637472900382838869_1364969609', ['ALERT_ID da637472900382838869_1364969609']],
    ['ra638000000000000000_-1364969609', ['ALERT_ID ra638000000000000000_-1364969609']],
    [MD5, [`INDICATOR_VALUE ${MD5}`]],
    [SHA1.toUpperCase(), [`FILE_HASH ${SHA1}`, `INDICATOR_VALUE ${SHA1}`, `DEVICE_ID ${SHA1}`]],
    [SHA256, [`FILE_HASH ${SHA256}`, `INDICATOR_VALUE ${SHA256}`]],
    [GUID.toUpperCase(), [`ACTION_ID ${GUID}`, `ENTRA_DEVICE_ID ${GUID}`]],
    ['198.51.100.7', ['IP_ADDRESS', 'INDICATOR_VALUE', 'DEVICE_ADDRESS'].map((kind) => `${kind} 198.51.100.7`)],
    ['198[.]51[.]100[.]7', ['IP_ADDRESS', 'INDICATOR_VALUE', 'DEVICE_ADDRESS'].map((kind) => `${kind} 198.51.100.7`)],
    ['[2001:db8::7]', ['IP_ADDRESS', 'INDICATOR_VALUE', 'DEVICE_ADDRESS'].map((kind) => `${kind} 2001:db8::7`)],
    [
      '198.51.100.7:8443',
      ['IP_ADDRESS 198.51.100.7', 'INDICATOR_VALUE 198.51.100.7', 'INDICATOR_VALUE 198.51.100.7:8443'],
    ],
    ['bücher.example', [...domain('bücher.example'), ...host('bücher.example')]],
    ['evil(.)example', [...domain('evil.example'), ...host('evil.example')]],
    ['hxxps[://]evil[.]example/a?b=c', [...domain('evil.example'), 'INDICATOR_VALUE https://evil.example/a?b=c']],
    [
      'https://user:pw@evil.example:8443/x',
      [...domain('evil.example'), 'INDICATOR_VALUE https://user:pw@evil.example:8443/x'],
    ],
    ['evil.example/x', [...domain('evil.example'), 'INDICATOR_VALUE evil.example/x']],
    [
      'http://[2001:db8::7]/x',
      ['IP_ADDRESS 2001:db8::7', 'INDICATOR_VALUE 2001:db8::7', 'INDICATOR_VALUE http://[2001:db8::7]/x'],
    ],
    ['contoso\\jürgen.o’neill', ['ACCOUNT contoso\\jürgen.o’neill']],
    ['anna.keller@contoso.example', ['ACCOUNT anna.keller']],
    ['anna.keller[@]contoso[dot]example', ['ACCOUNT anna.keller']],
    [' "desktop-17" \n', host('desktop-17')],
    ['<desktop_17>', host('desktop_17')],
    ...[
      '',
      ' ',
      '?',
      'two words',
      '12345',
      '300.1.1.1',
      'C:\\Windows\\x.exe',
      '\\\\server\\share',
      'a@b@c',
      "x' or 1 eq 1",
      '../machines',
      '-x',
      `${'x'.repeat(64)}.example`,
      'x'.repeat(2_001),
      `https://e.example/${'x'.repeat(2_000)}`,
    ].map((text): [string, string[]] => [text, []]),
  ])('%j: %j', (text, readings) => {
    const shown = readingsOf(text).map(({ kind, value, isGuess }) => `${kind} ${value}${isGuess === true ? '?' : ''}`);
    expect(shown).toEqual(readings);
  });
});

describe('search', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway(
      { machines: 60, alerts: 300, quirks: { limits: false } },
      { CACHE_MEGABYTES: '0' },
    );
  });
  afterAll(() => gateway.close());

  const QUERY = `query ($text: String!) { search(text: $text) { kind value node { __typename
    ... on Machine { machineId } ... on File { sha1 } ... on Indicator { indicatorId } ... on Alert { alertId }
    ... on MachineAction { machineActionId } ... on Vulnerability { vulnerabilityId } ... on User { userId lastSeen }
    ... on Ip { ipId } ... on Domain { host } } } }`;
  type Hit = { kind: string; value: string; node: ({ __typename: string } & Record<string, unknown>) | null };
  /** The hits as `KIND: Type key`, and the calls with their filters. */
  async function search(text: string, as?: Persona) {
    const before = gateway.sandbox.requests.length;
    const { data, errors } = await gateway.attempt<{ search: Hit[] }>(QUERY, { text }, as);
    const calls = gateway.sandbox.requests.slice(before).map(({ operation, path }) => {
      const filter = new URL(path, 'http://127.0.0.1').searchParams.get('$filter');
      return filter === null ? operation : `${operation} ${filter}`;
    });
    const hits = data?.search.map(({ kind, node }) => {
      const { __typename, ...rest } = node ?? { __typename: 'null' };
      return [kind, __typename, Object.values(rest)[0]].filter((part) => part !== undefined).join(' ');
    });
    return { hits, errors, calls: calls.sort() };
  }
  const tenant = () => gateway.sandbox.tenant;

  test('finds a device by its id, and asks for a file and an indicator of the same form', async () => {
    const { id } = firstOf(tenant().machines);
    expect(await search(id.toUpperCase())).toEqual({
      hits: [`DEVICE_ID Machine ${id}`],
      errors: undefined,
      calls: ['getFile', 'getMachine', `listIndicators indicatorValue eq '${id}'`],
    });
  });

  test('finds a file and its indicator by a hash', async () => {
    const indicator = firstOf(tenant().indicators.filter(({ indicatorType }) => indicatorType === 'FileSha256'));
    const file = firstOf(tenant().files.filter(({ sha256 }) => sha256 === indicator.indicatorValue));
    expect(await search(indicator.indicatorValue)).toEqual({
      hits: [`FILE_HASH File ${file.sha1}`, `INDICATOR_VALUE Indicator ${indicator.id}`],
      errors: undefined,
      calls: ['getFile', `listIndicators indicatorValue eq '${indicator.indicatorValue}'`],
    });
  });

  test.each<[string, () => string, (key: string) => string, string]>([
    ['an alert', () => firstOf(tenant().alerts).id, (id) => `ALERT_ID Alert ${id}`, 'getAlert'],
    [
      'a vulnerability',
      () => firstOf(tenant().vulnerabilities).id,
      (id) => `CVE Vulnerability ${id}`,
      'getVulnerability',
    ],
  ])('finds %s with one call', async (_, keyOf, hit, call) => {
    const key = keyOf();
    expect(await search(key)).toEqual({ hits: [hit(key)], errors: undefined, calls: [call] });
  });

  test('finds an action and a device of Entra by a GUID', async () => {
    const action = firstOf(tenant().actions).id;
    expect((await search(action)).hits).toEqual([`ACTION_ID MachineAction ${action}`]);
    const { id, aadDeviceId } = firstOf(tenant().machines.filter((row) => row.aadDeviceId !== null));
    expect(await search(aadDeviceId ?? '')).toEqual({
      hits: [`ENTRA_DEVICE_ID Machine ${id}`],
      errors: undefined,
      calls: ['getMachineAction', `listMachines aadDeviceId eq '${aadDeviceId}'`],
    });
  });

  test('finds an address, the devices that have it and its indicators', async () => {
    const { lastIpAddress } = firstOf(tenant().machines);
    const own = tenant().machines.filter((row) => row.lastIpAddress === lastIpAddress);
    expect(await search(lastIpAddress)).toEqual({
      hits: [`IP_ADDRESS Ip ${lastIpAddress}`, ...own.map(({ id }) => `DEVICE_ADDRESS Machine ${id}`)],
      errors: undefined,
      calls: [
        `listIndicators indicatorValue eq '${lastIpAddress}'`,
        `listMachines lastIpAddress eq '${lastIpAddress}'`,
      ],
    });
  });

  test('finds the domain of a URL, and the indicators of both with one call', async () => {
    const url = firstOf(tenant().indicators.filter(({ indicatorType }) => indicatorType === 'Url'));
    const host = /^https:\/\/([^/]+)/.exec(url.indicatorValue)?.[1] ?? '';
    const ofHost = tenant().indicators.filter(({ indicatorValue }) => indicatorValue === host);
    expect(await search(url.indicatorValue.replace('https', 'hxxps').replaceAll('.', '[.]'))).toEqual({
      hits: [`DOMAIN Domain ${host}`, ...[...ofHost, url].map(({ id }) => `INDICATOR_VALUE Indicator ${id}`)],
      errors: undefined,
      calls: [`listIndicators indicatorValue in ('${host}','${url.indicatorValue}')`],
    });
  });

  test('finds devices by the beginning of their names, 10 at the most', async () => {
    const name = firstOf(tenant().machines.filter(({ computerDnsName }) => computerDnsName !== '')).computerDnsName;
    const label = firstOf(name.split('.')).slice(0, 2);
    const begun = tenant().machines.filter(({ computerDnsName }) => computerDnsName.startsWith(label));
    expect(await search(label)).toEqual({
      hits: begun.slice(0, 10).map(({ id }) => `HOST_NAME Machine ${id}`),
      errors: undefined,
      calls: [`listMachines startswith(computerDnsName,'${label}')`],
    });
    expect((await search(name)).hits?.some((hit) => hit.startsWith('HOST_NAME Machine'))).toBe(true);
  });

  test('finds an account for an application, also by a bare word', async () => {
    const user = firstOf(tenant().users.filter(({ accountName }) => accountName.startsWith('adm-')));
    const hit = `ACCOUNT User ${user.id}`;
    expect(await search(user.id, 'app')).toEqual({ hits: [hit], errors: undefined, calls: ['getUser'] });
    const word = await search(user.accountName.replace(/’|'/g, ''), 'app');
    expect(word.errors).toBeUndefined();
    expect(word.calls).toContain('getUser');
  });

  test('costs the hit of an account for a person, unless its alerts and devices are all that is asked for', async () => {
    const { id } = firstOf(tenant().users);
    const { hits, errors, calls } = await search(id);
    expect(hits).toEqual(['ACCOUNT null']);
    expect(errors).toMatchObject([{ path: ['search', 0, 'node'], extensions: { code: 'FORBIDDEN' } }]);
    expect(calls).toEqual(['getUser']);
    const { data } = await gateway.run<object>(
      'query ($text: String!) { search(text: $text) { node { id ... on User { userId alerts { nodes { title } } } } } }',
      { text: id },
    );
    expect(data).toMatchObject({
      search: [{ node: { userId: id, alerts: { nodes: expect.any(Array) as object[] } } }],
    });
  });

  test('refuses what it cannot read before any call', async () => {
    const { errors, calls } = await search('what happened here?');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toMatch(/^text: is nothing that can be searched for; give a hash/);
    expect(calls).toEqual([]);
  });
});

test('one failure costs one hit', async () => {
  const forbidden: Reply = (_, response) =>
    void response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{"code":"Forbidden"}}');
  const gone: Reply = (_, response) => void response.writeHead(404).end('{"error":{"code":"ResourceNotFound"}}');
  const replies = {
    'GET /api/indicators': forbidden,
    [`GET /api/files/${SHA1}`]: { sha1: SHA1 },
    [`GET /api/machines/${SHA1}`]: gone,
  };
  await withFakeGateway(replies, async (fake) => {
    const { data, errors } = await fake.attempt<object>(`{ search(text: "${SHA1}") { kind node { __typename } } }`);
    expect(data).toEqual({
      search: [
        { kind: 'FILE_HASH', node: { __typename: 'File' } },
        { kind: 'INDICATOR_VALUE', node: null },
      ],
    });
    expect(errors).toMatchObject([{ path: ['search', 1, 'node'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

test.each([
  ['CVE-2026-12345', 1],
  [SHA1, 3],
  ['https://evil.example/x', 1],
  ['desktop-17', 2],
])('a search for %s is priced at %i calls', async (text, calls) => {
  await withFakeGateway({}, async (fake) => {
    const response = await fetch(`${fake.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token', 'x-dry-run': 'true' },
      body: JSON.stringify({ query: 'query ($text: String!) { search(text: $text) { kind } }', variables: { text } }),
    });
    expect(await response.json()).toMatchObject({ extensions: { plan: { calls } } });
  });
});
