import type { Browser } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { describeInBrowser, openPage, startBrowser } from '../support/browser/browser.ts';
import { Explorer } from '../support/browser/explorer.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';
import { startSignInProgram } from '../support/sign-in/sign-in-program.ts';

const APOLLO = 'https://sandbox.embed.apollographql.com';

/** As Apollo's page does it: what it wants to know is asked by the page around it. */
const FRAME = `<!doctype html><title>Sandbox</title><p></p><script>
  const tell = (message) => parent.postMessage(message, '*');
  const asked = { endpointUrl: new URLSearchParams(location.search).get('endpoint'), operationId: '1', operationName: 'A' };
  const operation = 'query A { viewer { mode } }';
  window.addEventListener('message', ({ data }) => {
    if (data.name === 'HandshakeResponse') tell({ ...asked, name: 'ExplorerRequest', operation, variables: {}, headers: {} });
    if (data.name === 'ExplorerResponse') document.querySelector('p').textContent = JSON.stringify(data);
  });
  tell({ name: 'ExplorerListeningForHandshake' });
</script>`;

describeInBrowser('the explorer elsewhere', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  const programs: Program[] = [];
  const serve = (variables: Readonly<Record<string, string>>): Promise<string> => {
    const program = startProgram(variables);
    programs.push(program);
    return addressOf(program);
  };

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandbox({ machines: 20, alerts: 60 }), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    for (const program of programs) program.child.kill('SIGKILL');
    await Promise.all(programs.map(({ ended }) => ended));
    await sandbox.close();
  });

  test('takes a token of a real tenant, asks nothing before, and forgets it', async () => {
    const address = await serve({ DEFENDER_API_URL: sandbox.url, EXPLORER: 'true' });
    const { page, faults, foreign } = await openPage(browser, address);
    const explorer = new Explorer(page);
    await page.goto(address);
    await page.waitForSelector('.graphiql-query-editor .view-line');
    expect(await explorer.violations()).toEqual([]);
    const token = await sandbox.mintToken('reader');
    await page.fill('.token input', token);
    await page.click('.token button');
    await explorer.ready();
    expect(await page.innerText('.bar .viewer')).toMatch(/rita\.reader · passthrough/);
    await explorer.openOperation('One machine');
    expect(await explorer.run()).toMatchObject({
      data: { machine: { computerDnsName: expect.any(String) as string } },
    });
    expect(await explorer.kept()).not.toContain(token.slice(0, 20));
    await page.reload();
    await page.waitForSelector('.bar :text("A token is needed")');
    expect([...faults, ...foreign]).toEqual([]);
  });

  test('signs people in above Apollo Sandbox too, with a token that is passed through', async () => {
    const signIn = await startSignIn({ tenantIds: [sandbox.tenantId] });
    const program = await startSignInProgram(signIn, sandbox.url, {
      AUTH_MODES: 'passthrough',
      EXPLORER: 'apollo',
      EXPLORER_CLIENT_ID: signIn.applications[3]?.clientId ?? '',
    });
    const { page, faults, foreign } = await openPage(browser, program.address, {
      answers: { [APOLLO]: '' },
      reaches: [signIn.url],
      ignoreHTTPSErrors: true,
    });
    await page.goto(program.address);
    await page.click('.bar button:text-is("Sign in")');
    await page.click(`button[value="responder@${sandbox.tenantId}"]`);
    await page.waitForSelector('.bar .viewer:has-text("passthrough")');
    expect(await page.innerText('.bar .viewer')).toMatch(/^ronan\.o'neill · passthrough · \d+ permissions$/);
    expect([...faults, ...foreign]).toEqual([]);
    await program.close();
    await signIn.close();
  });

  test('embeds Apollo Sandbox, which gets answers and no token', async () => {
    const address = await serve({ SANDBOX: 'true', EXPLORER: 'apollo' });
    const { page, faults, foreign } = await openPage(browser, address, { answers: { [APOLLO]: FRAME } });
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(new URL(request.url()).origin);
    });
    await page.goto(address);
    await page.frameLocator('iframe').locator('p:has-text("ON_BEHALF_OF")').waitFor();
    // What runs in the page, where the token is, is the gateway's alone.
    expect(new Set(scripts)).toEqual(new Set([address]));
    const frame = page.frames().find((each) => each.url().startsWith(APOLLO));
    expect(`${frame?.url()} ${await frame?.content()}`).not.toMatch(/eyJ|Bearer/);
    await page.selectOption('.bar select', 'app');
    await page.waitForSelector('.bar .viewer:has-text("application")');
    expect([...faults, ...foreign]).toEqual([]);
  });

  test('says that Apollo Sandbox needs the internet where there is none', async () => {
    const { page, foreign } = await openPage(browser, await addressOf(programs[1] as Program));
    await page.goto(await addressOf(programs[1] as Program));
    await page.waitForSelector('.sandbox :text("it needs the internet")');
    expect(await new Explorer(page).violations()).toEqual([]);
    expect(foreign.map((url) => new URL(url).origin)).toEqual([APOLLO]);
  });
});
