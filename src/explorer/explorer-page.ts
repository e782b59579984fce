import type { Example } from './example.ts';
import { SCRIPT } from './explorer-script.ts';
import { STYLE } from './explorer-style.ts';

/** JSON that can stand inside a script element. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** The explorer: one HTML document that needs nothing else, with the worked operations to start from. */
export function explorerPage(examples: readonly Example[], sandbox: boolean): string {
  const caller = sandbox
    ? '<label>as <select id="as"><option>reader<option>responder<option>hunter<option>admin<option>app</select></label>'
    : '<label>token <input id="token" type="password" autocomplete="off" size="24"></label>';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>defender-graphql explorer</title><style>${STYLE}</style></head>
<body>
<header>
  <h1>defender-graphql${sandbox ? ' · sandbox, no real data' : ''}</h1>
  <label>example <select id="example"></select></label>
  ${caller}
  <button id="run" title="Ctrl+Enter">Run</button>
</header>
<main>
  <section>
    <textarea id="query" spellcheck="false" aria-label="query"></textarea>
    <label for="variables">variables (JSON)</label>
    <textarea id="variables" spellcheck="false" placeholder="{ }"></textarea>
  </section>
  <pre id="result" aria-live="polite" data-hint="Press Run or Ctrl+Enter; the answer appears here."></pre>
</main>
<script>const examples = ${scriptJson(examples)};${SCRIPT}</script>
</body>
</html>
`;
}
