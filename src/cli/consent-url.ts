import { UsageError } from './usage-error.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The link by which an administrator of another tenant consents to an application there; given again after each added
 * permission (exposed-apis-create-app-partners.md).
 */
export function consentUrl(authority: string, tenant: string | undefined, clientId: string | undefined): string {
  if (tenant === undefined || !GUID.test(tenant))
    throw new UsageError('Name the customer: --tenant <tenant id>, a GUID.');
  if (clientId === undefined) throw new UsageError('Set ENTRA_CLIENT_ID to the application that asks for consent.');
  const url = new URL(`${authority}/${tenant.toLowerCase()}/adminconsent`);
  url.searchParams.set('client_id', clientId);
  return url.href;
}
