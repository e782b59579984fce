import type { ExplorerKind, ExplorerSettings } from './explorer-settings.ts';
import { pathOf, type PageManifest } from './page-files.ts';

/** JSON that can stand inside a script element. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/**
 * The document of `GET /`. What it shows before its script runs is what stays of it; all else comes from files. The
 * settings are data to a browser, no script, so that the policy need not allow them.
 */
export function explorerPage(
  { pages, workers }: PageManifest,
  kind: ExplorerKind,
  { examples, personas, signIn }: Omit<ExplorerSettings, 'workers'>,
): string {
  const { script, style, preload } = pages[kind];
  const { editor, json, graphql } = workers;
  const paths = { editor: pathOf(editor), json: pathOf(json), graphql: pathOf(graphql) };
  const told: ExplorerSettings = { examples, personas, signIn, workers: paths };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>defender-graphql explorer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${pathOf(style)}">
${preload.map((file) => `<link rel="modulepreload" href="${pathOf(file)}">`).join('\n')}
<script type="application/json" id="settings">${scriptJson(told)}</script>
<script type="module" src="${pathOf(script)}"></script>
</head>
<body>
<div id="explorer"><header class="bar"><h1>defender-graphql${personas.length > 0 ? ' · sandbox, no real data' : ''}</h1></header><main class="loading">Loading the editor …</main></div>
</body>
</html>
`;
}
