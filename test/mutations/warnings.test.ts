import { getNamedType, isEnumType, isInputObjectType, type GraphQLInputType, type GraphQLObjectType } from 'graphql';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createSchema } from '../../src/schema.ts';
import { changeCases, documentOf, type ChangeCase, type Input } from '../support/mutations/mutation-cases.ts';
import type { Reply } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

const table = [...(await changeCases())];
const mutationType = (await createSchema()).getMutationType() as GraphQLObjectType;

interface Place {
  name: string;
  /** The input with members put in where the enum stands. */
  with: (change: Input) => Input;
}

const replies: Record<string, Reply> = {};
let fake: FakeGateway;
/** Only its data is used, for inputs that name something. */
let sandbox: Sandbox;
beforeAll(async () => {
  fake = await startFakeGateway(replies);
  sandbox = await startSandbox({ machines: 60, alerts: 200 });
});
afterAll(async () => {
  await fake.close();
  await sandbox.close();
});

/** Sends an input to a vendor who accepts it: the warnings, and the bodies of the changes that arrived. */
const accepted = async (mutation: string, each: ChangeCase, input: Input) => {
  for (const name of Object.keys(replies)) delete replies[name];
  const { method, path } = each.arrives(input, sandbox);
  const reads = typeof each.reads === 'function' ? each.reads(input, sandbox) : each.reads;
  Object.assign(replies, reads, { [`${method} ${decodeURIComponent(path)}`]: { id: 'made', value: [] } });
  const before = fake.api.calls.length;
  const document = documentOf(mutation, 'warnings');
  const { data, errors } = await fake.attempt<Record<string, { warnings: string[] }>>(document, { input });
  const bodies = fake.api.calls.slice(before).filter((call) => call.method !== 'GET');
  return { errors, warnings: data?.[mutation]?.warnings, bodies: bodies.map(({ body }) => body) };
};

test.each(table)('%s is told nothing where there is nothing', async (mutation, each) => {
  const { errors, warnings } = await accepted(mutation, each, await each.input(sandbox));
  expect(errors).toBeUndefined();
  const always = mutation === 'offboardMachine' ? [expect.stringMatching(/no action brings it back/)] : [];
  expect(warnings).toEqual(always);
});

const odd = table.flatMap(([mutation, each]) =>
  each.warned.map(([what, change, warning, arrives = {}]) => ({ mutation, each, what, change, warning, arrives })),
);
test.each(odd)(
  '$mutation with $what is sent, and told what Defender’s pages have against it',
  async ({ mutation, each, change, warning, arrives }) => {
    const input = { ...(await each.input(sandbox)), ...change };
    const { errors, warnings, bodies } = await accepted(mutation, each, input);
    expect(errors).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(warning)]);
    expect(bodies).toHaveLength(1);
    if (Object.keys(arrives).length > 0) expect(JSON.parse(bodies[0] ?? '')).toMatchObject(arrives);
  },
);

/** Every place of an input where an enum stands and its text might: how to put something else there. */
const enumPlaces = (value: unknown, type: GraphQLInputType, put: (value: unknown) => Input): Place[] => {
  if (Array.isArray(value)) {
    const [first, ...rest] = value as unknown[];
    return enumPlaces(first, type, (other) => put([other, ...rest]));
  }
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  const given = value as Input;
  return Object.values(named.getFields()).flatMap(({ name, type: fieldType }) => {
    if (given[name] === undefined) return [];
    if (!isEnumType(getNamedType(fieldType))) {
      return enumPlaces(given[name], fieldType, (other) => put({ ...given, [name]: other }));
    }
    return [{ name, with: (change: Input) => put({ ...given, ...change }) }];
  });
};
const typeOf = (mutation: string) => mutationType.getFields()[mutation]?.args[0]?.type as GraphQLInputType;

test('takes a word that this version does not know in the place of every enum of every input', async () => {
  const seen = new Set<string>();
  for (const [mutation, each] of table) {
    const type = typeOf(mutation);
    const found = enumPlaces(await each.input(sandbox), type, (input) => input as Input);
    for (const [index, { name }] of found.entries()) {
      const fresh = await each.input(sandbox);
      const place = enumPlaces(fresh, type, (input) => input as Input)[index] as Place;
      const raw = `${name}Raw`;
      const { errors, warnings, bodies } = await accepted(
        mutation,
        each,
        place.with({ [name]: undefined, [raw]: 'Brand New' }),
      );
      expect([mutation, name, errors]).toEqual([mutation, name, undefined]);
      expect(warnings).toContainEqual(
        expect.stringMatching(new RegExp(`${raw}: this version does not know the value “Brand New”`)),
      );
      expect(bodies).toEqual([expect.stringContaining('"Brand New"')]);
      const both = await accepted(mutation, each, place.with({ [raw]: 'Brand New' }));
      expect(both.errors?.[0]?.message).toMatch(new RegExp(`${raw}: stands in the place of ${name}`));
      const open = await accepted(mutation, each, place.with({ [name]: 'UNRECOGNIZED' }));
      expect(open.errors?.[0]?.message).toContain(`the vendor’s own word in ${raw}`);
      const blank = await accepted(mutation, each, place.with({ [name]: undefined, [raw]: ' ' }));
      expect(blank.errors?.[0]?.message).toMatch(new RegExp(`${raw}: is blank`));
      expect([both.bodies, open.bodies, blank.bodies]).toEqual([[], [], []]);
      seen.add(`${mutation}.${name}`);
    }
  }
  expect(seen.size).toBe(30);
});
