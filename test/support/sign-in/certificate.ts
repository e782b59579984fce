import { webcrypto } from 'node:crypto';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

export interface MadeCertificate {
  /** PEM. */
  certificate: string;
  /** PEM, PKCS #8. */
  privateKey: string;
}

/** A self-signed certificate that ends at `expires`. */
export async function makeCertificate(expires: Date): Promise<MadeCertificate> {
  const keys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=contoso-gateway',
    keys,
    notBefore: new Date(expires.getTime() - 86_400_000 * 365),
    notAfter: expires,
    signingAlgorithm: RSA,
  });
  return {
    certificate: certificate.toString('pem'),
    privateKey: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  };
}
