import { settings } from './settings.ts';

/** Tells the editor where its threads are; before it is loaded. */
export function provideWorkers(): void {
  const { editor, json, graphql } = settings.workers;
  const paths: Readonly<Record<string, string>> = { json, graphql };
  window.MonacoEnvironment = { getWorker: (_, label) => new Worker(paths[label] ?? editor) };
}
