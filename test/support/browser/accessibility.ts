import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Violations of WCAG 2.1 AA on a page, each with the first elements that break it. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(`${axe.source};undefined`);
  const tags = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']);
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ${tags} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary).join(' | ')))`,
  );
}
