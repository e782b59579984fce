import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { violationsOn } from '../support/browser/accessibility.ts';
import { describeInBrowser, openPage, startBrowser } from '../support/browser/browser.ts';
import { until } from '../support/clocks/until.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

const DESK = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'triage-'));
  await promisify(execFile)(process.execPath, [VITE, 'build', 'examples/triage', '--outDir', folder], { cwd: ROOT });
});
afterAll(() => rm(folder, { recursive: true }));

/** Serves what was built, with the gateway behind the same address. */
async function preview(gateway: string): Promise<{ child: ChildProcess; url: string }> {
  const argv = [VITE, 'preview', 'examples/triage', '--outDir', folder, '--host', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, argv, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, GATEWAY: gateway, NO_COLOR: '1' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = (): string | undefined => /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
  await until('the preview to serve', () => {
    if (child.exitCode !== null) throw new Error(said);
    return url() !== undefined;
  });
  return { child, url: String(url()) };
}

test('the triage application is built from what npm ci installs', () => {
  expect(existsSync(join(folder, 'index.html'))).toBe(true);
});

describeInBrowser('the triage application', () => {
  let program: Program;
  let served: { child: ChildProcess; url: string };
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];
  let foreign: readonly string[];
  beforeAll(async () => {
    program = startProgram({ SANDBOX: 'true' });
    served = await preview(await addressOf(program));
    browser = await startBrowser();
    ({ page, faults, foreign } = await openPage(browser, new URL(served.url).origin));
    await page.goto(served.url);
  });
  afterAll(async () => {
    await browser.close();
    served.child.kill();
    program.child.kill();
    await Promise.all([once(served.child, 'close'), program.ended]);
  });

  test('shows open alerts of high severity with their devices, and pages through them', async () => {
    const rows = page.getByRole('region', { name: 'List of alerts' }).locator('tbody tr');
    await page
      .getByRole('status')
      .filter({ hasText: /^20 of \d+ alerts$/ })
      .waitFor();
    expect(await rows.count()).toBe(20);
    await page.getByRole('button', { name: 'More alerts' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /^40 of \d+ alerts$/ })
      .waitFor();
    expect(await rows.count()).toBe(40);
    expect(await violationsOn(page)).toEqual([]);
  });

  const isolate = () => page.getByRole('button', { name: 'Isolate' });

  /** Opens the first device that nothing speaks against isolating, and plans it. */
  async function planIsolation(): Promise<void> {
    const devices = page.getByRole('region', { name: 'List of alerts' }).getByRole('button');
    for (const device of await devices.all()) {
      await device.press('Enter');
      await page.getByRole('heading', { level: 2, name: await device.innerText(), exact: true }).waitFor();
      await page.getByRole('button', { name: 'Plan isolation' }).press('Enter');
      const refusals = page.getByRole('list', { name: 'Refusals' });
      await isolate().or(refusals).first().waitFor();
      if ((await refusals.or(page.getByRole('list', { name: 'Warnings' })).count()) === 0) return;
    }
    throw new Error('There is no device to isolate.');
  }

  test('opens a device with its story, isolates it as planned, and shows when that has ended', async () => {
    await planIsolation();
    expect(await page.getByRole('heading', { name: 'Story' }).locator('+ ol > li').count()).toBeGreaterThan(0);
    expect(await page.getByTestId('isolation').innerText()).toBe('not isolated');
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(size.width);
      expect(await violationsOn(page)).toEqual([]);
    }
    await page.getByLabel('Why').fill('Alert 4711');
    await isolate().press('Enter');
    await page.getByText('Isolation succeeded').waitFor();
    // The cache has it wherever the device is shown.
    expect(await page.getByTestId('isolation').innerText()).toBe('isolated');
    await page.getByText('isolate: succeeded, by').waitFor();
  });

  test('follows an action for ten minutes, says so, and goes on where it is told to', async () => {
    await planIsolation();
    await page.getByLabel('Why').fill('Alert 4712');
    await page.clock.install();
    let looks = 0;
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('TriageFollow') !== true) return route.fallback();
      looks += 1;
      // The minutes pass while the gateway waits for the action; what is sent then, is sent by nobody any more.
      if (looks === 1) return page.clock.fastForward('10:00');
      return route.fallback();
    });
    await isolate().press('Enter');
    await page.getByText('It has not ended within 10 minutes, and is no longer looked at').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(looks).toBe(1);
    await page.getByRole('button', { name: 'Follow on' }).press('Enter');
    await page.getByText('Isolation succeeded').waitFor();
    expect(await page.getByRole('button', { name: 'Follow on' }).count()).toBe(0);
    expect(looks).toBeGreaterThan(1);
    await page.unroute('**/graphql');
  });

  test('tells who may not isolate which permission it takes', async () => {
    await page.getByLabel('Signed in as').selectOption('reader');
    await page.getByRole('region', { name: 'List of alerts' }).getByRole('button').first().click();
    await page.getByText('To isolate it you need Machine.Isolate').waitFor();
    expect(await page.getByRole('button', { name: 'Plan isolation' }).count()).toBe(0);
  });

  test('has had no fault and loaded nothing from elsewhere', () => {
    expect([faults, foreign]).toEqual([[], []]);
  });
});
