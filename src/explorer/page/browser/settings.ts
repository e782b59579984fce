import type { ExplorerSettings } from '../../explorer-settings.ts';

/** What the gateway wrote into the page. */
export const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '') as ExplorerSettings;
