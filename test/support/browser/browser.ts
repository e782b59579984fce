import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((path) => existsSync(path));

/** Tests that need Chromium; skipped, and said so, where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath !== undefined) return describe(name, tests);
  process.stderr.write(
    `Skipped: ${name}: there is no Chromium at ${PLACES.join(', ')}, nor does CHROMIUM_PATH name one.\n`,
  );
  describe.skip(name, tests);
}

/** A page, and what went wrong on it. */
export interface WatchedPage {
  page: Page;
  /** Errors and warnings of the console, exceptions, requests that failed or were answered with 4xx or 5xx. */
  faults: string[];
  /** Addresses of other hosts that were asked for, and not reached. */
  foreign: string[];
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? '', args: ARGUMENTS });
}

export interface PageOptions extends BrowserContextOptions {
  /** Documents by the origin of another host, which are there in place of what that host would answer. */
  answers?: Readonly<Record<string, string>>;
  /** Origins of other hosts that are reached. */
  reaches?: readonly string[];
}

/** Opens a page in a profile of its own, which reaches `origin`, and nothing else but where that is said. */
export async function openPage(
  browser: Browser,
  origin: string,
  { answers = {}, reaches = [], ...options }: PageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const faults: string[] = [];
  const foreign: string[] = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if ([origin, ...reaches].includes(new URL(url).origin)) return route.continue();
    const body = answers[new URL(url).origin];
    if (body !== undefined) return route.fulfill({ contentType: 'text/html', body });
    foreign.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left drops what it was still loading.
    if (reason !== 'net::ERR_ABORTED') faults.push(`${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  return { page, faults, foreign };
}
