export interface Example {
  name: string;
  query: string;
}

/** JSON that can stand inside a script element. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
  body { margin: 0; display: grid; grid-template-rows: auto 1fr; height: 100vh; }
  header { display: flex; gap: .75rem; padding: .75rem 1rem; align-items: center; flex-wrap: wrap; }
  h1 { font-size: 1rem; margin: 0 auto 0 0; }
  main { display: grid; grid-template-columns: 1fr 1fr; gap: 1px; min-height: 0; background: #8884; }
  section { display: grid; grid-template-rows: 1fr auto 6rem; min-height: 0; background: Canvas; }
  textarea, pre { font: 13px/1.45 ui-monospace, monospace; border: 0; margin: 0; padding: .75rem 1rem; box-sizing: border-box;
    width: 100%; resize: none; overflow: auto; background: Canvas; color: CanvasText; }
  label { padding: .25rem 1rem; font-size: .8rem; opacity: .8; }
`;

const SCRIPT = `
  const at = (id) => document.getElementById(id);
  let token = null;
  async function bearer() {
    if (at('token')) return at('token').value.trim();
    const as = at('as').value;
    if (token?.as !== as || token.until < Date.now()) {
      const answer = await fetch('/sandbox/token', { method: 'POST', body: new URLSearchParams({ as }) });
      if (!answer.ok) throw new Error('No token could be had: ' + answer.status);
      token = { as, until: Date.now() + 50 * 60 * 1000, value: (await answer.json()).access_token };
    }
    return token.value;
  }
  async function run() {
    at('result').textContent = 'Running …';
    try {
      const variables = at('variables').value.trim() ? JSON.parse(at('variables').value) : {};
      const answer = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer ' + (await bearer()) },
        body: JSON.stringify({ query: at('query').value, variables }),
      });
      at('result').textContent = JSON.stringify(await answer.json(), null, 2);
    } catch (error) {
      at('result').textContent = String(error);
    }
  }
  function show() {
    at('query').value = examples[at('example').value].query;
    const first = /# variables: (.*)/.exec(at('query').value);
    at('variables').value = first ? first[1] : '';
  }
  examples.forEach(({ name }, index) => at('example').add(new Option(name, index)));
  at('example').onchange = show;
  at('run').onclick = run;
  at('query').onkeydown = (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run(); };
  if (examples.length > 0) show();
`;

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
    <textarea id="variables" spellcheck="false"></textarea>
  </section>
  <pre id="result" aria-live="polite"></pre>
</main>
<script>const examples = ${scriptJson(examples)};${SCRIPT}</script>
</body>
</html>
`;
}
