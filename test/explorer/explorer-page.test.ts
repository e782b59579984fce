import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse, print } from 'graphql';
import type { Browser } from 'playwright-core';
import { describeInBrowser, openPage, startBrowser, type WatchedPage } from '../support/browser/browser.ts';
import { Explorer } from '../support/browser/explorer.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';

interface Answer {
  data: Record<string, { nodes: { title: string; computerDnsName: string }[] } & Record<string, unknown>>;
  errors?: { extensions: { code: string; permission: string } }[];
  extensions: { upstream: { calls: number }; plan: { calls: number } };
}

const SCREENSHOT = fileURLToPath(new URL('../../docs/explorer.png', import.meta.url));
const MAX_SCREENSHOT_BYTES = 300_000;
const hasCurl = spawnSync('curl', ['--version']).status === 0;

describeInBrowser('the explorer in Chromium', () => {
  let program: Program;
  let address: string;
  let browser: Browser;
  let opened: WatchedPage[];
  let explorer: Explorer;

  beforeAll(async () => {
    program = startProgram({});
    [address, browser] = await Promise.all([addressOf(program), startBrowser()]);
    opened = [await openPage(browser, address, { colorScheme: 'light' })];
    explorer = new Explorer((opened[0] as WatchedPage).page);
    await explorer.open(address);
  });
  afterAll(async () => {
    await browser.close();
    program.child.kill('SIGKILL');
    await program.ended;
  });

  test('opens signed in, with an operation to run', async () => {
    expect(await explorer.page.textContent('.bar .viewer')).toMatch(/^rita\.reader · on-behalf-of · \d+ permissions$/);
    expect(await explorer.text('operation.graphql')).toContain('query OpenHighAlerts');
    expect(await explorer.violations()).toEqual([]);
  });

  test('shows rows, what they cost and what is left', async () => {
    const { data, extensions } = await explorer.run<Answer>();
    expect(data.alerts?.nodes).toHaveLength(20);
    expect(extensions.upstream.calls).toBe(2);
    const cost = await explorer.page.innerText('.cost');
    expect(cost).toMatch(/Upstream calls\s+2\s/);
    await explorer.page.waitForSelector('.cost .budget');
    expect(await explorer.page.innerText('.cost')).toMatch(/listAlerts \d+ of 100/);
    await explorer.page.click('.cost summary:text-is("Calls of the REST API (2)")');
    expect(await explorer.page.innerText('.cost table')).toMatch(/GET\s+\/api\/alerts\?\S+\s+200\s+\d+/);
    if (process.env.UPDATE_SCREENSHOT !== '1') return;
    await explorer.page.screenshot({ path: SCREENSHOT });
    expect((await stat(SCREENSHOT)).size).toBeLessThanOrEqual(MAX_SCREENSHOT_BYTES);
  });

  test('opens worked operations with ids that exist, as who may run them', async () => {
    await explorer.openOperation('One machine');
    const machine = (await explorer.run<Answer>()).data.machine as unknown as { computerDnsName: string };
    expect(machine.computerDnsName).not.toBe('');
    await explorer.openOperation('Risky machines');
    expect((await explorer.run<Answer>()).data.machines?.nodes.length).toBeGreaterThan(0);
    await explorer.openOperation('Missing updates');
    await explorer.page.waitForSelector('.bar .viewer:has-text("application")');
    expect((await explorer.run<Answer>()).errors).toBeUndefined();
  });

  test('tells which permission is missing and who has it, and plays them', async () => {
    await explorer.play('reader');
    const { errors } = await explorer.run<Answer>();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    await explorer.page.waitForSelector('.permissions button');
    expect(await explorer.page.innerText('.permissions')).toContain(errors?.[0]?.extensions.permission);
    expect(await explorer.page.locator('.permissions button').allInnerTexts()).toEqual(['play app']);
    expect(await explorer.violations()).toEqual([]);
    await explorer.page.click('.permissions button');
    expect((await explorer.run<Answer>()).errors).toBeUndefined();
  });

  test('completes fields, and marks what the schema does not have', async () => {
    await explorer.newTab('');
    await explorer.page.keyboard.type('{ alertSum');
    await explorer.page.waitForSelector('.suggest-widget .monaco-list-row:has-text("alertSummary")');
    await explorer.page.keyboard.press('Escape');
    await explorer.paste('.graphiql-query-editor .graphiql-editor', '{ alerts { nodes { titel } } }');
    await explorer.page.waitForSelector('.graphiql-query-editor .squiggly-error');
  });

  test('tells the price of an operation without running it', async () => {
    await explorer.newTab('{ alerts(first: 500) { nodes { title machine { computerDnsName } } } }');
    const { data, extensions } = await explorer.run<Answer>('Dry run');
    expect([data, extensions.plan.calls]).toEqual([null, 6]);
    expect(await explorer.page.innerText('.cost')).toMatch(/at most 6 of 60 upstream calls/);
  });

  test('marks what is wrong with KQL where it stands, and runs a saved hunt', async () => {
    const { page } = explorer;
    await page.click('button[aria-label="Show Saved hunts"]');
    await page.selectOption('.hunts select', { label: 'Encoded PowerShell' });
    await page.waitForSelector('.hunts .view-line:has-text("DeviceProcessEvents")');
    expect(await explorer.violations()).toEqual([]);
    await page.click('.hunts button:text-is("Open in a tab")');
    await page.waitForSelector('.notice:has-text("The hunt is open")');
    const { data } = await explorer.run<{ data: { runSavedHunt: { rowCount: number } } }>();
    expect(data.runSavedHunt.rowCount).toBeGreaterThan(0);
    await explorer.paste('.hunts', 'DeviceInfo\n| where Nmae == "a"');
    await page.waitForSelector('.hunts .findings li:has-text("Nmae")');
    await page.waitForSelector('.hunts .squiggly-error, .hunts .squiggly-warning');
    expect(await explorer.violations()).toEqual([]);
    await page.click('button[aria-label="Show Worked operations"]');
  });

  const copy = async (label: string): Promise<string> => {
    await explorer.page.click('button[aria-label="Copy as …"]');
    await explorer.page.click(`[role=menuitem]:text-is("${label}")`);
    await explorer.page.waitForSelector(`.notice:text-is("The ${label} is on the clipboard.")`);
    return explorer.copied();
  };

  test('copies an operation in forms that work elsewhere, without its token', async () => {
    const query = "query Named($text: String!) { search(text: $text) { kind } } # it's `quoted`";
    await explorer.newTab(query);
    await explorer.paste('.graphiql-editor-tool .graphiql-editor:not(.hidden)', '{ "text": "198.51.100.7" }');
    await explorer.page.click('.graphiql-editor-tools button[data-name=headers]');
    await explorer.paste(
      '.graphiql-editor-tool .graphiql-editor:not(.hidden)',
      '{ "Authorization": "Bearer secret-7", "x-dry-run": "false" }',
    );
    const curl = await copy('curl command');
    expect(curl).toContain('"authorization: Bearer $TOKEN"');
    if (hasCurl) {
      const token = await fetch(`${address}/sandbox/token`, {
        method: 'POST',
        headers: { accept: 'text/plain' },
        body: new URLSearchParams({ as: 'reader' }),
      });
      const env = { PATH: process.env.PATH, TOKEN: await token.text() };
      const printed = execFileSync('sh', ['-c', curl], { env, encoding: 'utf8' });
      expect((JSON.parse(printed) as Answer).data).toEqual({ search: [{ kind: 'IP_ADDRESS' }] });
    }
    const code = await copy('graphql-request call');
    expect(code).toContain("# it's \\`quoted\\`\n`;");
    const entry = JSON.parse(await copy('persisted operation')) as Record<string, string>;
    const body = print(parse(query));
    const id = createHash('sha256').update(body).digest('hex');
    expect(entry).toEqual({ id, name: 'Named', type: 'query', body });
    expect(`${curl}${code}`).not.toContain('secret-7');
  });

  test('shares query and variables by a link, and keeps them over a reload', async () => {
    await explorer.page.click('button[aria-label="Share by link"]');
    await explorer.page.waitForSelector('.notice:has-text("on the clipboard")');
    const link = await explorer.copied();
    expect(link.startsWith(`${address}/#operation=`)).toBe(true);
    const other = await openPage(browser, address, { colorScheme: 'dark' });
    opened.push(other);
    const shown = new Explorer(other.page);
    await shown.open(link);
    expect(await shown.text('operation.graphql')).toContain('query Named');
    expect(JSON.parse(await shown.text('variables.json'))).toEqual({ text: '198.51.100.7' });
    expect(await shown.text('request-headers.json')).toBe('');
    await shown.page.reload();
    await shown.ready();
    expect(await shown.text('operation.graphql')).toContain('query Named');
    expect(await shown.violations()).toEqual([]);
    await shown.typeAndReload('query JustTyped { viewer { kind } }');
    expect(await shown.text('operation.graphql')).toContain('query JustTyped');
    await other.page.context().close();
  });

  test('keeps no token: not in the storage, the history or the address', async () => {
    await explorer.run();
    await explorer.page.click('button[aria-label="Show History"]');
    await explorer.page.waitForSelector('.graphiql-history-item:has-text("Named")');
    expect(await explorer.violations()).toEqual([]);
    const kept = await explorer.kept();
    expect(kept).toContain('Named');
    expect(kept).not.toMatch(/secret-7|Bearer|eyJ/);
  });

  test('is used by the keyboard alone: the editor is entered, left again and runs', async () => {
    const { keyboard } = explorer.page;
    const isIn = (part: string): Promise<boolean> =>
      explorer.page.evaluate<boolean>(`document.activeElement.closest(${JSON.stringify(part)}) !== null`);
    await explorer.page.locator('.bar select').focus();
    for (let pressed = 0; pressed < 60 && !(await isIn('.graphiql-query-editor .graphiql-editor')); pressed += 1) {
      await keyboard.press('Tab');
    }
    await keyboard.press('Enter');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.press('Delete');
    await keyboard.insertText('{ viewer { kind } }');
    expect(await isIn('.monaco-editor')).toBe(true);
    await keyboard.press('ControlOrMeta+Enter');
    await explorer.page.waitForSelector('.result-window :text("viewer")');
    await keyboard.press('Tab');
    expect(await isIn('.graphiql-toolbar')).toBe(true);
  });

  test.each(['light', 'dark'] as const)('has no barrier in %s, on a desk and on a phone', async (colorScheme) => {
    const { page } = explorer;
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [390, 844],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const plugin of ['Worked operations', 'Documentation Explorer']) {
        await page.click(`button[aria-label="Show ${plugin}"]`);
        expect([plugin, width, await explorer.violations()]).toEqual([plugin, width, []]);
      }
      await page.click('button[aria-label="Hide Documentation Explorer"]');
      expect([width, await explorer.violations()]).toEqual([width, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  test('asked nothing of any other host, and nothing went wrong', () => {
    expect(opened.flatMap(({ foreign }) => foreign)).toEqual([]);
    expect(opened.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
