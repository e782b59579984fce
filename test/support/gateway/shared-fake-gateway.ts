import type { Reply } from '../fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from './fake-gateway.ts';

export interface SharedFakeGateway {
  /** What the API answers, by `METHOD /path`; emptied before each test. */
  replies: Record<string, Reply>;
  /** Its calls and logs are those of the running test. */
  readonly gateway: FakeGateway;
}

/** Has one fake gateway serve all tests of a file; a call that no one expected fails the file. */
export function sharedFakeGateway(variables: Readonly<Record<string, string>> = {}): SharedFakeGateway {
  const replies: Record<string, Reply> = {};
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway(replies, variables);
  });
  beforeEach(() => {
    for (const path of Object.keys(replies)) delete replies[path];
    gateway.api.calls.length = 0;
    gateway.logs.length = 0;
  });
  afterAll(async () => {
    await gateway.close();
    expect(gateway.api.unexpected).toEqual([]);
  });
  return {
    replies,
    get gateway() {
      return gateway;
    },
  };
}
