import { randomUUID } from 'node:crypto';
import { TENANT_ALIASES } from '../directory/directory.ts';
import type { Directory } from '../directory/directory.ts';
import { describedPersonas, identityOf, isPerson } from '../directory/personas.ts';
import { isRedirectUri } from '../directory/registered-application.ts';
import { errorBody, SignInError } from '../directory/sign-in-error.ts';
import { authorizeRequestOf, refusalUrl, replyAddressOf, replyUrl } from './authorize-request.ts';
import { accountPage, refusalPage, signedOutPage } from './sign-in-page.ts';
import type { Account } from './sign-in-page.ts';

/** A page, or the address that the browser is sent to. */
export type PageOutcome = { status: number; html: string } | { status: 302; location: string };

/** `GET authorize`: the page on which a person is chosen. */
export function showAccounts(directory: Directory, tenant: string, query: URLSearchParams): PageOutcome {
  return answering(directory, tenant, query, ({ application }) => ({
    status: 200,
    html: accountPage(application.name, `/${tenant}/login?${query.toString()}`, accountsOf(directory, tenant)),
  }));
}

/** `POST login`: sends the browser back with a code for the person who was chosen, or with what became of it. */
export function chooseAccount(
  directory: Directory,
  tenant: string,
  query: URLSearchParams,
  form: URLSearchParams,
): PageOutcome {
  return answering(directory, tenant, query, (address, request) => {
    if (form.has('cancel')) {
      const declined = new SignInError(400, 'access_denied', 65004, 'User declined to consent to access the app.');
      return { status: 302, location: refusalUrl(directory, address, declined, 'cancel') };
    }
    const [as = '', tenantId = ''] = (form.get('as') ?? '').split('@');
    if (!isPerson(as) || !tenantsOf(directory, tenant).includes(tenantId)) {
      return { status: 400, html: refusalPage('Choose one of the accounts.') };
    }
    const user = identityOf(as, tenantId);
    const { clientId } = address.application;
    const code = directory.authorizationCodes.issue({
      ...request,
      clientId,
      redirectUri: address.redirectUri,
      tenantId,
      user,
    });
    const clientInfo = Buffer.from(JSON.stringify({ uid: user.oid, utid: tenantId })).toString('base64url');
    const location = replyUrl(address, { code, client_info: clientInfo, session_state: randomUUID() });
    return { status: 302, location };
  });
}

/** `GET logout`: leads back where an application is registered, and else to a page of its own. */
export function signOut({ applications }: Directory, query: URLSearchParams): PageOutcome {
  const target = query.get('post_logout_redirect_uri') ?? '';
  if (!applications.some((application) => isRedirectUri(application, target))) {
    return { status: 200, html: signedOutPage() };
  }
  const state = query.get('state');
  return { status: 302, location: state === null ? target : `${target}?${new URLSearchParams({ state }).toString()}` };
}

type Address = ReturnType<typeof replyAddressOf>;
type Request = ReturnType<typeof authorizeRequestOf>;

/** Answers a sound request; others are refused, where the application can be told there, else on a page. */
function answering(
  directory: Directory,
  tenant: string,
  query: URLSearchParams,
  answer: (address: Address, request: Request) => PageOutcome,
): PageOutcome {
  let address: Address | null = null;
  try {
    address = replyAddressOf(directory, tenant, query);
    return answer(address, authorizeRequestOf(directory, tenant, query));
  } catch (fault) {
    if (!(fault instanceof SignInError)) throw fault;
    if (address !== null) return { status: 302, location: refusalUrl(directory, address, fault) };
    const { error_description } = errorBody(fault, directory.url(), directory.now(), null);
    return { status: 400, html: refusalPage(error_description) };
  }
}

function tenantsOf({ tenantIds }: Directory, tenant: string): readonly string[] {
  return TENANT_ALIASES.includes(tenant) ? tenantIds : [tenant];
}

function accountsOf(directory: Directory, tenant: string): Account[] {
  return tenantsOf(directory, tenant).flatMap((tenantId) =>
    describedPersonas()
      .filter(({ name }) => isPerson(name))
      .map(({ name, description }) => ({
        value: `${name}@${tenantId}`,
        upn: identityOf(name, tenantId).upn,
        description: `${description} Tenant ${tenantId}.`,
      })),
  );
}
