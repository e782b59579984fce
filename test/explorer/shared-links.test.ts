import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { describeInBrowser, openPage, startBrowser, type WatchedPage } from '../support/browser/browser.ts';
import { Explorer } from '../support/browser/explorer.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';

const MAX_UNPACKED_BYTES = 256 * 1024;

const fragmentOf = (text: string): string => `#operation=${gzipSync(text, { level: 9 }).toString('base64url')}`;

/** Counts what the page has unpacked. */
const COUNTER = `(() => {
  const Original = DecompressionStream;
  window.unpackedBytes = 0;
  window.DecompressionStream = class {
    constructor(format) {
      const stream = new Original(format);
      this.writable = stream.writable;
      this.readable = stream.readable.pipeThrough(new TransformStream({
        transform(chunk, controller) {
          window.unpackedBytes += chunk.length;
          controller.enqueue(chunk);
        },
      }));
    }
  };
})()`;

describeInBrowser('a link to an operation', () => {
  let program: Program;
  let address: string;
  let browser: Browser;
  const opened: WatchedPage[] = [];

  beforeAll(async () => {
    program = startProgram({});
    [address, browser] = await Promise.all([addressOf(program), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    program.child.kill('SIGKILL');
    await program.ended;
  });

  async function follow(fragment: string): Promise<Explorer> {
    const watched = await openPage(browser, address);
    opened.push(watched);
    await watched.page.addInitScript(COUNTER);
    const explorer = new Explorer(watched.page);
    await explorer.open(`${address}/${fragment}`);
    return explorer;
  }

  const noticeOn = ({ page }: Explorer): Promise<string> => page.innerText('.notice');

  test('opens what it holds', async () => {
    const query = 'query Large { viewer { name } }'.padEnd(MAX_UNPACKED_BYTES - 100, ' #');
    const explorer = await follow(fragmentOf(JSON.stringify({ query, variables: '{ "a": 1 }' })));
    expect(await explorer.text('operation.graphql')).toBe(query);
    expect(await explorer.text('variables.json')).toBe('{ "a": 1 }');
    expect(await noticeOn(explorer)).toBe('');
  });

  test('is unpacked no further than an operation may be large', async () => {
    const query = 'query Bomb { viewer { name } }'.padEnd(40_000_000, ' ');
    const fragment = fragmentOf(JSON.stringify({ query, variables: '' }));
    expect(fragment.length).toBeLessThan(64 * 1024);
    const explorer = await follow(fragment);
    expect(await noticeOn(explorer)).toMatch(/^The link was not opened\. The operation is too large for a link/);
    expect(await explorer.text('operation.graphql')).not.toContain('Bomb');
    const unpacked = await explorer.page.evaluate<number>('unpackedBytes');
    expect(unpacked).toBeGreaterThan(MAX_UNPACKED_BYTES);
    expect(unpacked).toBeLessThan(8 * MAX_UNPACKED_BYTES);
  });

  test('is not unpacked at all where it is too long, nor where it is none', async () => {
    for (const [fragment, notice] of [
      [`#operation=${'A'.repeat(65_537)}`, 'The link was not opened. '],
      ['#operation=A%', 'The link to an operation cannot be read.'],
      ['#other=1', 'The link to an operation cannot be read.'],
      [fragmentOf('null'), 'The link to an operation cannot be read.'],
    ] as const) {
      const explorer = await follow(fragment);
      expect(await noticeOn(explorer)).toContain(notice);
      expect(await explorer.page.evaluate<number>('unpackedBytes')).toBeLessThan(10);
    }
  });

  test('is not made of an operation that it cannot hold', async () => {
    const explorer = await follow('');
    // Not typed: that takes an editor minutes.
    await explorer.page.evaluate(`(() => {
      const model = __MONACO.editor.getModels().find(({ uri }) => uri.path.endsWith('operation.graphql'));
      model.setValue('# long\\n'.repeat(${MAX_UNPACKED_BYTES / 8}));
    })()`);
    await explorer.page.click('button[aria-label="Share by link"]');
    await explorer.page.waitForSelector('.notice:has-text("The operation is too large for a link")');
  });

  test('does no harm to the page', () => {
    expect(opened.flatMap(({ foreign, faults }) => [...foreign, ...faults])).toEqual([]);
  });
});
