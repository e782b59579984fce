import { create } from 'zustand';

/** A sentence that tells what has just happened, read out by screen readers. */
export const useNotice = create<{ text: string }>()(() => ({ text: '' }));

/** Shows a sentence until the next one. */
export function notify(text: string): void {
  useNotice.setState({ text });
}

/** Puts a text on the clipboard and says so; browsers let pages do that on https and on this machine only. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(`${what} is on the clipboard.`);
  } catch {
    notify('The browser does not let this page use the clipboard.');
  }
}
