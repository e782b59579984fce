import type { Page } from 'playwright-core';
import { violationsOn } from './accessibility.ts';

// Expressions for the browser are texts: its types are not those of the tests.

const modelOf = (name: string): string =>
  `__MONACO.editor.getModels().find(({ uri }) => uri.path.endsWith(${JSON.stringify(name)}))`;

/** What one does on the explorer's page, and what it then shows. */
export class Explorer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens an address and waits for the editor and the schema. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.ready();
  }

  /** Waits until the editor has its text and the page knows who calls. */
  async ready(): Promise<void> {
    await this.page.waitForSelector('.graphiql-query-editor .view-line');
    await this.page.waitForSelector('.bar .viewer');
    await this.page.waitForSelector('.graphiql-sidebar button[aria-label^="Re-fetch"]:not([disabled])');
  }

  /** The text of an editor: `operation.graphql`, `variables.json`, `request-headers.json`, `response.json`. */
  text(name: string): Promise<string> {
    return this.page.evaluate<string>(`${modelOf(name)}?.getValue() ?? ''`);
  }

  /** Changes the operation, and loads the page again before anything else can happen on it. */
  async typeAndReload(query: string): Promise<void> {
    const change = `${modelOf('operation.graphql')}.setValue(${JSON.stringify(query)}); location.reload()`;
    await Promise.all([this.page.waitForEvent('load'), this.page.evaluate(change)]);
    await this.ready();
  }

  /** Replaces the text of the editor in a part of the page, as somebody who pastes. */
  async paste(part: string, text: string): Promise<void> {
    await this.page.click(`${part} .monaco-editor .view-lines`);
    await this.page.keyboard.press('ControlOrMeta+a');
    // Otherwise a bracket is put around what is chosen.
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(text);
  }

  async newTab(query: string): Promise<void> {
    await this.page.click('button[aria-label="New tab"]');
    await this.paste('.graphiql-query-editor .graphiql-editor', query);
  }

  /** Runs what the editor holds and gives the answer. */
  async run<T>(button = 'Execute query'): Promise<T> {
    await this.page.click(`button[aria-label^="${button}"]`);
    return this.answer<T>();
  }

  /** The answer, once it is there in full with what it cost. */
  async answer<T>(): Promise<T> {
    await this.page.waitForSelector('.cost:not(:has(> p:only-child:text-is("What a run costs is told here.")))');
    return JSON.parse(await this.text('response.json')) as T;
  }

  /** Opens a worked operation in a tab of its own. */
  async openOperation(title: string): Promise<void> {
    const button = this.page.locator('.operations button', { has: this.page.locator(`strong:text-is("${title}")`) });
    if (!(await button.isVisible())) await this.page.click('button[aria-label="Show Worked operations"]');
    await button.click();
    await this.page.waitForSelector(`.notice:text-is("${title} is open in a tab of its own.")`);
  }

  async play(as: string): Promise<void> {
    await this.page.selectOption('.bar select', as);
  }

  copied(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** All that the browser keeps of the page. */
  kept(): Promise<string> {
    return this.page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state])',
    );
  }

  violations(): Promise<string[]> {
    return violationsOn(this.page);
  }
}
