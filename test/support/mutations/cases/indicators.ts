import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { USUAL_FAULTS, type ChangeCase, type Input } from '../mutation-cases.ts';

let made = 0;
/** An indicator of a value that no case had before. */
function blocked(): Input {
  made += 1;
  return {
    indicatorValue: `https://files${made}.fabrikam.example/a?b=1`,
    indicatorType: 'URL',
    action: 'BLOCK',
    title: "O'Neill's list",
    description: 'Größe ✓',
    application: 'Contoso Browser',
    expirationTime: '2030-12-01T00:00:00.1234567Z',
    severity: 'INFORMATIONAL',
    recommendedActions: 'Ask first',
    rbacGroupNames: ['Workstations', 'Servers'],
    educateUrl: 'https://contoso.example/why',
    generateAlert: true,
  };
}

/** Small enough for a thousand to go in one request. */
const SMALL = {
  indicatorValue: '192.0.2.1',
  indicatorType: 'IP_ADDRESS',
  action: 'BLOCK',
  title: 'x',
  description: 'x',
};

const wire = (input: Input): object => ({
  ...input,
  indicatorType: 'Url',
  action: 'Block',
  severity: 'Informational',
});

/** Ids of indicators that no case had before. */
function indicatorIds({ tenant }: Sandbox, count: number): string[] {
  return tenant.indicators.slice(-count).map(({ id }) => id);
}

const valuesOf = ({ tenant }: Sandbox): string[] => tenant.indicators.map(({ indicatorValue }) => indicatorValue);
const idsOf = ({ tenant }: Sandbox): string[] => tenant.indicators.map(({ id }) => id);

const escaped = (at: string): string => at.replace(/[.[\]]/g, '\\$&');

/** What is wrong with one indicator; `at` is where it stands. */
const badIndicators = (at: string): ChangeCase['bad'] => {
  const field = (name: string, says: string): RegExp => new RegExp(`${escaped(at)}\\.${name}.*${says}`);
  return [
    ['no value', { indicatorValue: '' }, field('indicatorValue', 'is blank')],
    ['no type', { indicatorType: null }, field('indicatorType', 'is missing; give it, or indicatorTypeRaw')],
    ['a blank title', { title: ' ' }, field('title', 'is blank')],
    ['a blank description', { description: '' }, field('description', 'is blank')],
    ['a group without a name', { rbacGroupNames: ['Servers', ''] }, field('rbacGroupNames', 'is blank')],
    ['a type nobody knows', { indicatorType: 'UNRECOGNIZED' }, /indicatorType.*indicatorTypeRaw/],
    ['an action nobody knows', { action: 'Block' }, /action".*actionRaw/],
    ['a severity nobody knows', { severity: 'CRITICAL' }, /severity".*severityRaw/],
    ['an end that is no time', { expirationTime: 'never' }, /expirationTime".*ISO 8601/],
  ];
};

/** What the vendor's pages have against one indicator, which is sent all the same; `at` is where it stands. */
const oddIndicators = (at: string): ChangeCase['warned'] => {
  const value = (indicatorType: string, indicatorValue: string, says: string): [string, Input, RegExp, object] => [
    `${indicatorType} ${indicatorValue}`,
    { indicatorType, indicatorValue, educateUrl: null },
    new RegExp(`^${escaped(at)}\\.indicatorValue: ${says}`),
    { indicatorValue },
  ];
  const field = (name: string, says: string): RegExp => new RegExp(`^${escaped(at)}\\.${name}: .*${says}`);
  return [
    value('FILE_SHA1', 'a'.repeat(39), 'is not 40 hex'),
    value('FILE_SHA1', `${'a'.repeat(39)}g`, 'is not 40 hex'),
    value('FILE_SHA256', 'a'.repeat(40), 'is not 64 hex'),
    value('FILE_MD5', 'a'.repeat(33), 'is not 32 hex'),
    value('CERTIFICATE_THUMBPRINT', 'not a thumbprint', 'is not 40 hex'),
    value('IP_ADDRESS', '192.0.2.0/24', 'is a range'),
    value('IP_ADDRESS', '2001:db8::/32', 'is a range'),
    value('IP_ADDRESS', '192.0.2.256', 'is not an IP address'),
    value('DOMAIN_NAME', 'https://fabrikam.example', 'is not a domain name'),
    value('DOMAIN_NAME', 'fabrikam', 'is not a domain name'),
    value('URL', 'fabrikam.example/a', 'is not a URL'),
    ...[false, null].map((generateAlert): ChangeCase['warned'][number] => [
      `AUDIT with generateAlert ${generateAlert}`,
      { action: 'AUDIT', educateUrl: null, generateAlert },
      field('generateAlert', 'AUDIT'),
      { action: 'Audit' },
    ]),
    [
      'an address to educate when nothing is blocked',
      { action: 'ALLOWED' },
      field('educateUrl', 'BLOCK or WARN'),
      { action: 'Allowed', educateUrl: 'https://contoso.example/why' },
    ],
    [
      'an address to educate for a domain',
      { indicatorType: 'DOMAIN_NAME', indicatorValue: 'fabrikam.example' },
      field('educateUrl', 'type URL'),
    ],
    [
      'advice that is blank',
      { recommendedActions: '' },
      field('recommendedActions', 'is blank'),
      { recommendedActions: '' },
    ],
  ];
};

const COUNTED = { 'GET /api/indicators': { value: [], '@odata.count': 3 } };
const LEFT = (sandbox: Sandbox, ids: string[]): void => {
  for (const id of ids) expect(idsOf(sandbox)).not.toContain(id);
};

export const cases: Record<string, ChangeCase> = {
  submitIndicator: {
    as: 'responder',
    without: 'hunter',
    role: 'Defender.Configure',
    input: blocked,
    select: 'indicator { indicatorValue indicatorType action severity rbacGroupNames generateAlert educateUrl }',
    shows: ({ indicatorValue }) => ({
      indicator: {
        indicatorValue,
        indicatorType: 'URL',
        action: 'BLOCK',
        severity: 'INFORMATIONAL',
        rbacGroupNames: ['Workstations', 'Servers'],
        generateAlert: true,
        educateUrl: 'https://contoso.example/why',
      },
    }),
    arrives: (input) => ({ method: 'POST', path: '/api/indicators', body: wire(input) }),
    state: ({ indicatorValue }, sandbox) => expect(valuesOf(sandbox)).toContain(indicatorValue),
    names: null,
    bad: badIndicators('input'),
    warned: oddIndicators('input'),
    faults: [
      ...USUAL_FAULTS,
      [400, 'InvalidHashValue', 'BAD_USER_INPUT'],
      [400, 'InvalidDomainName', 'BAD_USER_INPUT'],
      [400, 'InvalidIpAddress', 'BAD_USER_INPUT'],
      [400, 'InvalidUrl', 'BAD_USER_INPUT'],
    ],
    reads: COUNTED,
  },
  importIndicators: {
    as: 'responder',
    without: 'hunter',
    role: 'Defender.Configure',
    input: () => ({ indicators: [blocked(), blocked()] }),
    select: 'results { indicatorId indicator isFailed failureReason }',
    shows: ({ indicators }) => ({
      results: (indicators as Input[]).map(({ indicatorValue }) => ({
        indicatorId: expect.stringMatching(/^\d+$/) as unknown,
        indicator: indicatorValue,
        isFailed: false,
        failureReason: null,
      })),
    }),
    arrives: ({ indicators }) => ({
      method: 'POST',
      path: '/api/indicators/import',
      body: { Indicators: (indicators as Input[]).map(wire) },
    }),
    state: ({ indicators }, sandbox) => {
      for (const { indicatorValue } of indicators as Input[]) expect(valuesOf(sandbox)).toContain(indicatorValue);
    },
    names: null,
    bad: [
      ['none', { indicators: [] }, /^input\.indicators: is empty/],
      ['1,001', { indicators: Array(1_001).fill(SMALL) }, /1,?000/],
      ...badIndicators('input.indicators[1]').map(
        ([what, change, message]) => [what, { indicators: [blocked(), { ...blocked(), ...change }] }, message] as const,
      ),
    ],
    warned: [
      [
        '501',
        { indicators: Array(501).fill(SMALL) },
        /^input\.indicators: Defender’s pages let 500 go in one call, these are 501/,
      ],
      ...oddIndicators('input.indicators[1]').map(
        ([what, change, message, arrives]) =>
          [
            what,
            { indicators: [blocked(), { ...blocked(), ...change }] },
            message,
            { Indicators: [{}, arrives ?? {}] },
          ] as const,
      ),
    ],
    faults: [...USUAL_FAULTS, [400, 'MaximumBatchSizeExceeded', 'BAD_USER_INPUT']],
  },
  deleteIndicator: {
    as: 'app',
    without: 'hunter',
    role: 'Defender.Configure',
    input: (sandbox) => ({ indicatorId: indicatorIds(sandbox, 1)[0] }),
    select: 'deletedIndicatorId',
    shows: ({ indicatorId }) => ({ deletedIndicatorId: indicatorId }),
    arrives: ({ indicatorId }) => ({ method: 'DELETE', path: `/api/indicators/${String(indicatorId)}`, body: null }),
    state: ({ indicatorId }, sandbox) => LEFT(sandbox, [String(indicatorId)]),
    names: { field: 'indicatorId', type: 'Indicator' },
    bad: [
      ['no id', { indicatorId: '' }, /^input\.indicatorId: is not an id of type Indicator/],
      ['an id that is an operation', { indicatorId: '$count' }, /is not an id that Defender gives out/],
    ],
    warned: [],
    faults: USUAL_FAULTS,
  },
  deleteIndicators: {
    as: 'app',
    without: 'hunter',
    role: 'Defender.Configure',
    input: (sandbox) => ({ indicatorIds: indicatorIds(sandbox, 3) }),
    select: 'results { indicatorId outcome }',
    shows: ({ indicatorIds: ids }) => ({
      results: (ids as string[]).map((indicatorId) => ({ indicatorId, outcome: 'DELETED' })),
    }),
    arrives: ({ indicatorIds: ids }) => ({
      method: 'POST',
      path: '/api/indicators/BatchDelete',
      body: { IndicatorIds: ids },
    }),
    state: ({ indicatorIds: ids }, sandbox) => LEFT(sandbox, ids as string[]),
    names: { field: 'indicatorIds', type: 'Indicator' },
    bad: [
      ['none', { indicatorIds: [] }, /^input\.indicatorIds: is empty/],
      ['1,001', { indicatorIds: Array(1_001).fill('1') }, /1,?000/],
    ],
    warned: [
      [
        '501',
        { indicatorIds: Array.from({ length: 501 }, (_, at) => String(at)) },
        /^input\.indicatorIds: Defender’s pages let 500 go in one call, these are 501/,
      ],
    ],
    // A batch with an unknown id is answered item by item: test/mutations/indicators.test.ts.
    faults: [...USUAL_FAULTS.filter(([status]) => status !== 404), [400, 'MaximumBatchSizeExceeded', 'BAD_USER_INPUT']],
  },
};
