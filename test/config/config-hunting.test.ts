import { readConfig } from '../../src/config.ts';
import { faultsOf } from '../support/process/config-faults.ts';

const GRAPH_ID = '00000003-0000-0000-c000-000000000000';

/** Where hunts go by these variables, and the audiences of tokens for there. */
function hunting(variables: Readonly<Record<string, string>>) {
  const { defender, huntingBackend } = readConfig({ SANDBOX: 'false', ...variables });
  return [huntingBackend, defender?.graphUrl, defender?.auth.graphAudiences];
}

describe('hunts', () => {
  test.each(['commercial', 'gcc', 'gcc-high', 'dod'])('go to Defender unless said, in the cloud %s', (cloud) => {
    expect(hunting({ DEFENDER_CLOUD: cloud })).toMatchObject(['defender', expect.any(String), null]);
  });

  test.each([
    ['commercial', 'https://graph.microsoft.com'],
    ['gcc', 'https://graph.microsoft.com'],
    ['gcc-high', 'https://graph.microsoft.us'],
    ['dod', 'https://dod-graph.microsoft.us'],
  ])('through Graph have in the cloud %s the address and audience %s', (DEFENDER_CLOUD, graph) => {
    expect(hunting({ DEFENDER_CLOUD, HUNTING_BACKEND: 'graph' })).toEqual(['graph', graph, [graph, GRAPH_ID]]);
  });

  test.each([
    ['of a known host its own', 'gcc-high', 'https://dod-graph.microsoft.us/', 'https://dod-graph.microsoft.us'],
    ['of another host that of the cloud', 'dod', 'https://graph.contoso.example', 'https://dod-graph.microsoft.us'],
    ['of this machine that of the cloud', 'commercial', 'http://127.0.0.1:8080', 'https://graph.microsoft.com'],
    [
      'of a host with more before it that of the cloud',
      'gcc',
      'https://graph.microsoft.us.contoso.example',
      'https://graph.microsoft.com',
    ],
  ])('at another address have the audience %s', (_, DEFENDER_CLOUD, GRAPH_API_URL, audience) => {
    expect(hunting({ DEFENDER_CLOUD, HUNTING_BACKEND: 'graph', GRAPH_API_URL })).toEqual([
      'graph',
      GRAPH_API_URL,
      [audience, GRAPH_ID],
    ]);
  });
});

describe('an address of Graph', () => {
  test('that nothing would call is a fault; the usual one is none', () => {
    const variables = { HUNTING_BACKEND: 'defender', GRAPH_API_URL: 'https://graph.contoso.example' };
    expect(faultsOf(variables)).toEqual(['GRAPH_API_URL: is used with HUNTING_BACKEND=graph alone']);
    expect(faultsOf({ GRAPH_API_URL: 'https://graph.microsoft.com' })).toEqual([]);
    expect(faultsOf({ GRAPH_API_URL: 'https://graph.microsoft.us', DEFENDER_CLOUD: 'gcc-high' })).toEqual([]);
  });

  test.each([
    ['commercial', 'https://graph.microsoft.us', 'gcc-high'],
    ['gcc', 'https://dod-graph.microsoft.us', 'dod'],
    ['dod', 'https://graph.microsoft.com', 'commercial or gcc'],
  ])('of another cloud than %s, %s, is a fault that names the right one', (DEFENDER_CLOUD, GRAPH_API_URL, right) => {
    expect(faultsOf({ HUNTING_BACKEND: 'graph', DEFENDER_CLOUD, GRAPH_API_URL })).toEqual([
      `GRAPH_API_URL: is of another cloud, DEFENDER_CLOUD=${right}`,
    ]);
  });

  test('is refused together with the sandbox, which has a Graph of its own', () => {
    const sandbox = { SANDBOX: 'true', HUNTING_BACKEND: 'graph' };
    expect(readConfig(sandbox)).toMatchObject({ sandbox: true, huntingBackend: 'graph', defender: undefined });
    expect(faultsOf({ ...sandbox, GRAPH_API_URL: 'https://graph.microsoft.com' })).toEqual([
      'GRAPH_API_URL: cannot be set together with SANDBOX=true',
    ]);
  });
});
