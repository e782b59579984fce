import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { SigningKeys } from './signing-keys.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

/** PEM texts of a TLS server and of the authority that its clients have to trust. */
export interface ServerCertificate {
  ca: string;
  certificate: string;
  privateKey: string;
}

/** Makes a certificate for `localhost`, 127.0.0.1 and a name of a host, issued by an authority of its own; both last 30 days. */
export async function makeServerCertificate(host = 'localhost'): Promise<ServerCertificate> {
  // Who trusts several of them looks them up by name.
  const name = `CN=Sandbox CA ${randomBytes(4).toString('hex')}, O=Contoso`;
  const [authority, server] = await Promise.all([makeKeys(), makeKeys()]);
  const life = () => ({ serialNumber: serialNumber(), notBefore: daysAhead(-1), notAfter: daysAhead(30) });
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...life(),
    name,
    keys: authority,
    signingAlgorithm: CURVE,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const leaf = await X509CertificateGenerator.create({
    ...life(),
    subject: 'CN=localhost, O=Contoso',
    issuer: name,
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: CURVE,
    extensions: [
      new SubjectAlternativeNameExtension([
        ...[...new Set(['localhost', host])].map((value) => ({ type: 'dns' as const, value })),
        { type: 'ip', value: '127.0.0.1' },
      ]),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    ],
  });
  const privateKey = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', server.privateKey), 'PRIVATE KEY');
  return { ca: ca.toString('pem'), certificate: leaf.toString('pem'), privateKey };
}

/** A self-signed certificate around signing keys, DER encoded, as a key set shows it. */
export async function certificateOf({ publicKey, privateKey, kid }: SigningKeys): Promise<Buffer> {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    notBefore: daysAhead(-1),
    notAfter: daysAhead(365),
    name: `CN=${kid}, O=Contoso`,
    keys: { publicKey, privateKey },
    signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  });
  return Buffer.from(certificate.rawData);
}

function makeKeys() {
  return webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
}

// The first digit keeps the number positive, whatever the bytes.
function serialNumber(): string {
  return `1${randomBytes(8).toString('hex')}0`;
}

function daysAhead(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}
