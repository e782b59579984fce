#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { apisOfToken, audiencesOf } from './auth/pass-through.ts';
import { claimHints, textClaim } from './auth/verify/token-claims.ts';
import { consentUrl } from './cli/consent-url.ts';
import {
  examineFeatures,
  examineHunt,
  examineProperties,
  examineReads,
  examineToken,
  type Finding,
} from './cli/doctor.ts';
import { inspectToken } from './cli/inspect.ts';
import { reconcileFiles, type ReconcileFilesOptions } from './cli/reconcile-files.ts';
import { acquireToken, writeToken } from './cli/token.ts';
import { UsageError } from './cli/usage-error.ts';
import { USAGE } from './cli/usage.ts';
import { ConfigError } from './config.ts';
import { readConnection, type Connection } from './connection.ts';
import { rowTypesOf } from './graphql/schema/row-types.ts';
import { RowReader } from './rest/rows/row-reader.ts';
import { VendorApi } from './rest/api/vendor-api.ts';
import type { RestClient } from './rest/client/rest-client.ts';
import { API_LABELS, type ApiName } from './rest/operation.ts';
import { RestError } from './rest/rest-error.ts';
import { createSchema } from './schema.ts';

/** Exit code of `reconcile` where an outcome is unknown, or an attempt is left open. */
const LEFT_TO_LOOK_AT = 3;

function line({ subject, verdict, detail }: Finding): string {
  return `${verdict.padEnd(8)} ${subject.padEnd(28)} ${detail}\n`;
}

function connect(name: ApiName, settings: Connection, token: string, rows?: RowReader) {
  const baseUrl = { defender: settings.apiUrl, graph: settings.graphUrl, xdr: settings.xdrUrl }[name];
  const api = new VendorApi({ api: name, baseUrl, proxy: settings.proxy, ...(rows !== undefined && { rows }) });
  // One person, one process: whose quota it is matters to no one else here.
  const account = { applicationId: 'cli', tenantId: 'cli', principal: 'cli', verified: true };
  const rest: RestClient = api.client({ account, token: () => Promise.resolve(token) });
  return { api, rest };
}

async function tokenFor(api: ApiName, settings: Connection, tenantId = settings.auth.homeTenantId): Promise<string> {
  const { authority, registration } = settings.auth;
  const named = audiencesOf(api, settings.auth);
  if (named === null) throw new UsageError('--graph: set HUNTING_BACKEND=graph, or nothing takes such a token.');
  return acquireToken({
    authority,
    tenantId,
    clientId: settings.clientId,
    registration,
    audience: named[0],
    proxy: settings.proxy,
    tell: (message) => void process.stderr.write(`${message}\n`),
  });
}

async function tokenIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    throw new UsageError(`--token-file: ${file} cannot be read; write one with: defender-graphql token --out ${file}`);
  }
}

async function huntWith(token: string, settings: Connection): Promise<Finding> {
  const { api, rest } = connect(settings.huntingBackend, settings, token);
  try {
    return await examineHunt(rest, settings.huntingBackend);
  } finally {
    await api.close();
  }
}

/** The hunt of `doctor`, with a token of its own where another API runs it; a person would have to sign in twice for that. */
async function examineHunting(token: string, tokenFile: string | undefined, settings: Connection): Promise<Finding> {
  const { huntingBackend: backend } = settings;
  if (backend === 'defender') return huntWith(token, settings);
  if (tokenFile === undefined && settings.auth.registration !== null) {
    return huntWith(await tokenFor(backend, settings), settings);
  }
  const detail = `needs a token for ${API_LABELS[backend]}: token --${backend} --out FILE, then doctor --token-file FILE`;
  return { subject: 'hunt', verdict: 'unknown', detail };
}

async function examineDefender(token: string, tokenFile: string | undefined, settings: Connection): Promise<Finding[]> {
  const { huntingBackend } = settings;
  const rows = new RowReader(rowTypesOf(await createSchema({ huntingBackend })));
  const { api, rest } = connect('defender', settings, token, rows);
  try {
    const findings = [
      ...examineToken(token, settings.auth.audiences),
      ...(await examineReads(rest)),
      await examineHunting(token, tokenFile, settings),
      ...(await examineFeatures(rest)),
    ];
    return [...findings, examineProperties(rows.unknown)];
  } finally {
    await api.close();
  }
}

async function doctor(settings: Connection, tokenFile: string | undefined): Promise<string> {
  const { apiUrl, graphUrl, xdrUrl, huntingBackend, auth } = settings;
  const token = tokenFile === undefined ? await tokenFor('defender', settings) : await tokenIn(tokenFile);
  const huntUrl = { defender: null, graph: graphUrl, xdr: xdrUrl }[huntingBackend];
  const addresses = huntUrl === null ? apiUrl : `${apiUrl}, hunts at ${huntUrl}`;
  // A token for the API that hunts alone must not reach Defender.
  const apis = apisOfToken(claimHints(token), auth);
  const forHunts = apis.includes(huntingBackend) && !apis.includes('defender');
  const findings: Finding[] = [
    { subject: 'configuration', verdict: 'ok', detail: `${addresses}, sign-in at ${auth.authority}` },
    {
      subject: 'sign-in',
      verdict: 'ok',
      detail: tokenFile === undefined ? 'a token was issued' : `token of ${tokenFile}`,
    },
    ...(forHunts
      ? [...examineToken(token, audiencesOf(huntingBackend, auth) ?? []), await huntWith(token, settings)]
      : await examineDefender(token, tokenFile, settings)),
  ];
  if (findings.some(({ verdict }) => verdict === 'fault')) process.exitCode = 1;
  return findings.map(line).join('');
}

/** A token for Defender in a tenant: the given one where it is of that tenant, else the application's or a person's. */
async function tokenOfTenant(tenantId: string, given: string | undefined, settings: Connection): Promise<string> {
  const { homeTenantId, tenantIds, registration } = settings.auth;
  const wanted = tenantId.toLowerCase();
  if (given !== undefined) {
    const own = textClaim(claimHints(given)?.tid) ?? homeTenantId;
    if (own?.toLowerCase() === wanted) return given;
    throw new UsageError(`the token of --token-file is for tenant ${own ?? 'unknown'}`);
  }
  const isServed = registration === null ? wanted === homeTenantId : tenantIds?.has(wanted) === true;
  if (isServed) return tokenFor('defender', settings, wanted);
  throw new UsageError('it is not the one of ENTRA_TENANT_ID, nor, with an application, one of ENTRA_TENANT_IDS');
}

/** Sets the exit code. */
async function reconcileAudit(
  settings: Connection,
  tokenFile: string | undefined,
  options: Pick<ReconcileFilesOptions, 'files' | 'isDryRun' | 'isStopped'>,
): Promise<void> {
  const given = tokenFile === undefined ? undefined : await tokenIn(tokenFile);
  const tenants = new Map<string, ReturnType<typeof connect>>();
  const clientOf = async (tenantId: string): Promise<RestClient> => {
    const known = tenants.get(tenantId);
    if (known !== undefined) return known.rest;
    const connected = connect('defender', settings, await tokenOfTenant(tenantId, given, settings));
    tenants.set(tenantId, connected);
    return connected.rest;
  };
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  const isAllKnown = await reconcileFiles({ ...options, format: settings.auditFormat, clientOf, tell });
  for (const { api } of tenants.values()) await api.close();
  if (!isAllKnown) process.exitCode = LEFT_TO_LOOK_AT;
}

async function run(): Promise<string> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      tenant: { type: 'string' },
      out: { type: 'string' },
      graph: { type: 'boolean' },
      xdr: { type: 'boolean' },
      'token-file': { type: 'string' },
      audit: { type: 'string', multiple: true },
      stopped: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
    },
  });
  const [command, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`${command} takes no further words, got: ${rest.join(' ')}`);
  switch (command) {
    case 'serve':
      await import('./main.ts');
      return '';
    case 'token': {
      if (values.graph === true && values.xdr === true) throw new UsageError('--graph, --xdr: give one of them.');
      const api = values.graph === true ? 'graph' : values.xdr === true ? 'xdr' : 'defender';
      const token = await tokenFor(api, readConnection(process.env));
      if (values.out === undefined) return `${token}\n`;
      await writeToken(values.out, token);
      return `The token is in ${values.out}.\n`;
    }
    case 'inspect': {
      const { auth, huntingBackend } = readConnection(process.env);
      const { audiences, graphAudiences, xdrAudiences } = auth;
      const gatewayAudience = auth.registration?.audience;
      const schema = await createSchema({ huntingBackend });
      const options = { schema, audiences, graphAudiences, xdrAudiences, gatewayAudience, now: Date.now };
      return `${await inspectToken(await text(process.stdin), options)}\n`;
    }
    case 'consent-url': {
      const { auth, clientId } = readConnection(process.env);
      return `${consentUrl(auth.authority, values.tenant, clientId)}\n`;
    }
    case 'doctor':
      return doctor(readConnection(process.env), values['token-file']);
    case 'reconcile': {
      const { audit: files = [], 'dry-run': isDryRun = false, stopped: isStopped = false } = values;
      await reconcileAudit(readConnection(process.env), values['token-file'], { files, isDryRun, isStopped });
      return '';
    }
    case undefined:
      throw new UsageError(USAGE);
    default:
      throw new UsageError(`There is no command ${command}.\n\n${USAGE}`);
  }
}

try {
  process.stdout.write(await run());
} catch (error) {
  const expected = error instanceof UsageError || error instanceof ConfigError || error instanceof RestError;
  // parseArgs names the option at fault in a TypeError of its own.
  const usage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!expected && !usage) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError || usage ? 2 : 1;
}
