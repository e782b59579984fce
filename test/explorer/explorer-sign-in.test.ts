import type { Browser } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { until } from '../support/clocks/until.ts';
import { describeInBrowser, openPage, startBrowser, type WatchedPage } from '../support/browser/browser.ts';
import { Explorer } from '../support/browser/explorer.ts';
import { PARTNER_TENANT } from '../support/sign-in/sign-in-gateway.ts';
import { startSignInProgram, type SignInProgram } from '../support/sign-in/sign-in-program.ts';

/** A tenant of the sign-in service that the gateway does not serve. */
const STRANGERS = '5c3e8a70-1d2b-4f69-8b0c-7e6d5f4a3b21';
const QUERY = 'query Typed { alerts(first: 1) { nodes { title } } }';

interface Answer {
  data: { alerts?: { nodes: { title: string }[] } | null } | null;
  errors?: { extensions: { code: string; permission: string } }[];
}

describeInBrowser('a person who signs in to the explorer', () => {
  let sandbox: Sandbox;
  let signIn: SignIn;
  let program: SignInProgram;
  let browser: Browser;
  let opened: WatchedPage;
  let explorer: Explorer;
  /** All tokens and codes that came to the page. */
  const secrets: string[] = [];

  beforeAll(async () => {
    const size = { machines: 20, alerts: 60, tenantIds: [PARTNER_TENANT] };
    [sandbox, browser] = await Promise.all([startSandbox(size), startBrowser()]);
    const served = [...sandbox.tenants.keys()];
    // Short of the five minutes that MSAL wants left of a token, so that each use of it asks for another.
    signIn = await startSignIn({ tenantIds: [...served, STRANGERS], tokenSeconds: 240 });
    program = await startSignInProgram(signIn, sandbox.url, {
      ENTRA_TENANT_IDS: served.join(','),
      EXPLORER: 'true',
      EXPLORER_CLIENT_ID: signIn.applications[3]?.clientId ?? '',
    });
    opened = await openPage(browser, program.address, { reaches: [signIn.url], ignoreHTTPSErrors: true });
    const { page } = opened;
    explorer = new Explorer(page);
    page.on('response', (response) => {
      const code = /#.*\bcode=([^&]+)/.exec(response.headers().location ?? '')?.[1];
      if (code !== undefined) secrets.push(code);
      if (new URL(response.url()).pathname.endsWith('/token')) {
        const kept = response.json().then((answer: Record<string, string>) => {
          secrets.push(...['access_token', 'refresh_token', 'id_token'].map((name) => answer[name] ?? ''));
        });
        void kept.catch(() => undefined);
      }
    });
    await page.goto(program.address);
    await page.waitForSelector('.graphiql-query-editor .view-line');
  });
  afterAll(async () => {
    await browser.close();
    await program.close();
    await signIn.close();
    await sandbox.close();
  });

  const begin = async (): Promise<void> => {
    await opened.page.click('.bar button:text-is("Sign in")');
    await opened.page.waitForSelector('h1:text-is("Pick an account")');
  };
  const signInAs = async (as: string, tenantId: string): Promise<void> => {
    await begin();
    await opened.page.click(`button[value="${as}@${tenantId}"]`);
  };
  const signOut = async (): Promise<void> => {
    await opened.page.click('.bar button:text-is("Sign out")');
    await opened.page.waitForSelector('.notice:text-is("Signed out.")');
  };
  const grants = (type: string): number => signIn.requests.filter(({ grantType }) => grantType === type).length;

  test('is asked to, on a page without barriers that has asked nothing of the sign-in service', async () => {
    expect(await opened.page.innerText('.bar')).toContain('A sign-in is needed');
    await opened.page.setViewportSize({ width: 390, height: 844 });
    expect(await explorer.violations()).toEqual([]);
    expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await opened.page.setViewportSize({ width: 1280, height: 720 });
    expect(await explorer.violations()).toEqual([]);
    expect(signIn.requests.filter(({ path }) => path.includes('authorize'))).toEqual([]);
  });

  test('is not signed in by a link that carries a code, nor told what one says', async () => {
    for (const answer of ['code=1.of-another', 'error=access_denied&error_description=AADSTS1%3A%20call%20me']) {
      await opened.page.goto('about:blank');
      await opened.page.goto(`${program.address}/#${answer}&state=eyJpZCI6IjEifQ%3D%3D`);
      await opened.page.waitForSelector('.bar [role=alert]:has-text("This page had not asked for the sign-in")');
      expect(opened.page.url()).toBe(`${program.address}/`);
    }
    expect(grants('authorization_code')).toBe(0);
  });

  test('may cancel it, and is told that nobody is signed in', async () => {
    await begin();
    // As good as Cancel, but that the page is not told.
    await opened.page.goBack();
    await begin();
    await opened.page.click('button:text-is("Cancel")');
    await opened.page.waitForSelector('.bar [role=alert]:text-is("The sign-in was cancelled: nobody is signed in.")');
    expect(opened.page.url()).toBe(`${program.address}/`);
    expect(await explorer.violations()).toEqual([]);
  });

  test('is told where the sign-in service cannot be reached', async () => {
    signIn.faults.metadataDown = true;
    await opened.page.click('.bar button:text-is("Sign in")');
    await opened.page.waitForSelector('.bar [role=alert]:has-text("The sign-in service cannot be reached")');
    signIn.faults.metadataDown = false;
    expect(opened.faults.splice(0).join()).toContain('503 ');
  });

  test('finds the query as it was typed, and gets answers in their own name', async () => {
    await explorer.newTab(QUERY);
    const tabs = await opened.page.locator('.graphiql-tab').count();
    await signInAs('reader', sandbox.tenantId);
    await explorer.ready();
    expect(await opened.page.locator('.graphiql-tab').count()).toBe(tabs);
    expect(opened.page.url()).toBe(`${program.address}/`);
    expect(await opened.page.innerText('.bar .viewer')).toMatch(/^rita\.reader · on-behalf-of · \d+ permissions$/);
    expect(await explorer.text('operation.graphql')).toBe(QUERY);
    const { data, errors } = await explorer.run<Answer>();
    expect([data?.alerts?.nodes.length, errors]).toEqual([1, undefined]);
    expect(await explorer.violations()).toEqual([]);
  });

  test('has a token that is renewed before a run, and that the browser keeps nowhere', async () => {
    const [before, renewed] = [grants('authorization_code'), grants('refresh_token')];
    await explorer.run<Answer>();
    expect(grants('refresh_token')).toBeGreaterThan(renewed);
    expect(grants('authorization_code')).toBe(before);
    // One code, and twice three tokens.
    await until('the tokens to be read', () => secrets.length >= 7);
    const kept = await explorer.kept();
    expect(kept).toContain('Typed');
    expect(secrets.filter((secret) => secret === '' || kept.includes(secret))).toEqual([]);
    expect(kept).not.toMatch(/eyJ|code_verifier|Bearer/);
  });

  test('is refused what they may not, with the permission that is missing', async () => {
    await signOut();
    await opened.page.waitForSelector('.bar :text("A sign-in is needed")');
    await signInAs('hunter', sandbox.tenantId);
    await explorer.ready();
    await explorer.newTab('{ exposureScore { score } }');
    const { errors } = await explorer.run<Answer>();
    expect(errors?.map(({ extensions }) => extensions.code)).toContain('FORBIDDEN');
    await opened.page.waitForSelector('.permissions li');
    expect(await opened.page.innerText('.permissions')).not.toContain('persona');
  });

  test('of a tenant that is not served is told that the gateway refuses them', async () => {
    await signOut();
    await signInAs('reader', STRANGERS);
    await opened.page.waitForSelector('.bar [role=alert]');
    const said = 'rita.reader@contoso.example is signed in, and the gateway refuses: The token is not accepted';
    expect(await opened.page.innerText('.bar [role=alert]')).toContain(said);
    expect(opened.faults.splice(0)).toContain(`401 ${program.address}/graphql`);
    await signOut();
  });

  test('finds what a link opens, which was followed before', async () => {
    await explorer.newTab('query Linked($text: String!) { search(text: $text) { kind } }');
    await explorer.paste('.graphiql-editor-tool .graphiql-editor:not(.hidden)', '{ "text": "198.51.100.7" }');
    await opened.page.click('button[aria-label="Share by link"]');
    await opened.page.waitForSelector('.notice:has-text("on the clipboard")');
    const link = await explorer.copied();
    const first = opened;
    opened = await openPage(browser, program.address, { reaches: [signIn.url], ignoreHTTPSErrors: true });
    await opened.page.goto(link);
    await opened.page.waitForSelector('.graphiql-query-editor .view-line:has-text("Linked")');
    await signInAs('reader', sandbox.tenantId);
    const linked = new Explorer(opened.page);
    await linked.ready();
    expect(await linked.text('operation.graphql')).toContain('query Linked');
    expect(JSON.parse(await linked.text('variables.json'))).toEqual({ text: '198.51.100.7' });
    expect([...opened.foreign, ...opened.faults]).toEqual([]);
    await opened.page.context().close();
    opened = first;
  });

  test('whose sign-in has ended is told to sign in again, and can', async () => {
    await signInAs('reader', sandbox.tenantId);
    await explorer.ready();
    signIn.faults.invalidGrant = true;
    await opened.page.click('button[aria-label^="Execute query"]');
    await opened.page.waitForSelector('.bar [role=alert]:has-text("Your sign-in has ended: sign in again.")');
    signIn.faults.invalidGrant = false;
    // Chromium says of every such answer that it is one.
    expect(opened.faults.splice(0).filter((fault) => /^\d/.test(fault) && !/^400 .*\/token\?/.test(fault))).toEqual([]);
    await signInAs('reader', sandbox.tenantId);
    await explorer.ready();
  });

  test('asked nothing of any other host, and nothing went wrong', () => {
    expect(opened.foreign).toEqual([]);
    expect(opened.faults).toEqual([]);
  });
});
