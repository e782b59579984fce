import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian's package and CI have it. */
const CHROMIUM = '/usr/bin/chromium';

/** Why tests in a browser are skipped here; null where they run. */
export const WITHOUT_BROWSER = existsSync(CHROMIUM) ? null : `there is no ${CHROMIUM} on this machine`;

/** Headless Chromium that loads nothing by itself. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
