import { createHash, createPublicKey, timingSafeEqual, X509Certificate } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey, KeyObject, ProtectedHeaderParameters } from 'jose';
import type { Directory } from '../directory/directory.ts';
import type { RegisteredApplication } from '../directory/registered-application.ts';
import { invalidClient, missingField } from '../directory/sign-in-error.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const FEDERATED_AUDIENCE = 'api://AzureADTokenExchange';

/** Proves that the request comes from the application, by secret, certificate or federated assertion; otherwise 401. */
export async function authenticateClient(
  directory: Directory,
  application: RegisteredApplication,
  tenant: string,
  form: URLSearchParams,
): Promise<void> {
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw missingField('client_assertion_type');
    const { header, claims } = decode(assertion);
    return claims.iss === application.clientId
      ? verifyByCertificate(directory, application, tenant, assertion, header)
      : verifyFederated(directory, application, assertion, claims);
  }
  const secret = form.get('client_secret');
  if (secret === null) {
    throw invalidClient(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  if (application.secret === null || !sameText(secret, application.secret)) {
    throw invalidClient(
      7000215,
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not ' +
        `the client secret ID, for a secret added to app '${application.clientId}'.`,
    );
  }
}

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

async function verifyByCertificate(
  directory: Directory,
  { clientId, certificate }: RegisteredApplication,
  tenant: string,
  assertion: string,
  header: ProtectedHeaderParameters,
): Promise<void> {
  const thumbprint = text(header['x5t#S256'] ?? header.x5t);
  const registered = (certificate?.match(CERTIFICATES) ?? [])
    .map((pem) => new X509Certificate(pem))
    .find((each) => thumbprintsOf(each).includes(thumbprint));
  if (registered === undefined) {
    throw invalidClient(
      700027,
      'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ' +
        `The key was not found., Please visit the Azure Portal to see configured keys for app Id '${clientId}'.]`,
    );
  }
  const { aud, sub } = await verify(directory, assertion, createPublicKey(registered.publicKey.export(PEM)));
  const own = `${directory.url()}/${tenant}`;
  if (![`${own}/oauth2/v2.0/token`, `${own}/oauth2/token`, `${own}/v2.0`, `${own}/`].includes(text(aud))) {
    throw invalidClient(700023, 'Client assertion audience claim does not match Realm issuer.');
  }
  if (sub !== clientId) {
    throw invalidClient(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
  }
}

async function verifyFederated(
  directory: Directory,
  { federatedIssuers }: RegisteredApplication,
  assertion: string,
  { iss, sub, aud }: JWTPayload,
): Promise<void> {
  const trusted = federatedIssuers.filter(({ issuer }) => issuer === iss);
  if (trusted.length === 0) {
    throw invalidClient(700211, noRecord('issuer', iss));
  }
  const match = trusted.find(({ subject }) => subject === sub);
  if (!match) throw invalidClient(700213, noRecord('subject', sub));
  if (aud !== FEDERATED_AUDIENCE) throw invalidClient(700212, noRecord('audience', text(aud)));
  await verify(directory, assertion, createLocalJWKSet(match.keys));
}

const PEM = { type: 'spki', format: 'pem' } as const;

async function verify(directory: Directory, assertion: string, key: KeyObject | JWTVerifyGetKey): Promise<JWTPayload> {
  const options = {
    algorithms: ['PS256', 'RS256'],
    currentDate: new Date(directory.now()),
    clockTolerance: 300,
    requiredClaims: ['exp'],
  };
  try {
    // Two overloads: a key, or a function that finds one.
    return (
      typeof key === 'function' ? await jwtVerify(assertion, key, options) : await jwtVerify(assertion, key, options)
    ).payload;
  } catch (fault) {
    if (fault instanceof errors.JWTExpired || fault instanceof errors.JWTClaimValidationFailed) {
      throw invalidClient(
        700024,
        'Client assertion is not within its valid time range. Current time: ' +
          `${new Date(directory.now()).toISOString()}, expiry time of assertion ${moment(decodeJwt(assertion).exp)}.`,
      );
    }
    throw invalidClient(
      700027,
      'Client assertion failed signature validation. [Reason - Key was found, but use of the key to verify the ' +
        'signature failed.]',
    );
  }
}

function decode(assertion: string) {
  try {
    return { header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion) };
  } catch {
    throw invalidClient(50027, 'JWT token is invalid or malformed.');
  }
}

function thumbprintsOf({ raw }: X509Certificate): string[] {
  return ['sha256', 'sha1'].map((algorithm) => createHash(algorithm).update(raw).digest('base64url'));
}

function noRecord(member: string, value: string | undefined): string {
  return (
    `No matching federated identity record found for presented assertion ${member} '${value ?? ''}'. Check your ` +
    'federated identity credential Subject, Audience and Issuer against the presented assertion.'
  );
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [one, other].map((value) => createHash('sha256').update(value).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function moment(seconds: number | undefined): string {
  return seconds === undefined ? 'unknown' : new Date(seconds * 1000).toISOString();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
