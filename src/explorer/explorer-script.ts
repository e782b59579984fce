/** What the page does; `examples` stands before it. */
export const SCRIPT = `
  const at = (id) => document.getElementById(id);
  const example = () => examples[at('example').value];
  let token = null;
  let running = null;
  let caller = at('as')?.value;

  async function bearer() {
    if (at('token')) return at('token').value.trim();
    const as = at('as').value;
    if (token?.as !== as || token.until < Date.now()) {
      const answer = await fetch('/sandbox/token', { method: 'POST', body: new URLSearchParams({ as }) });
      if (!answer.ok) throw new Error('No token could be had: ' + answer.status);
      const { access_token: value } = await answer.json();
      token = { as, until: Date.now() + 50 * 60 * 1000, value };
    }
    return token.value;
  }

  async function send(query, variables, signal) {
    const authorization = 'Bearer ' + (await bearer());
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query, variables }),
      signal,
    });
    return answer.json();
  }

  function readVariables() {
    const text = at('variables').value.trim();
    if (text === '') return {};
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Error('variables: ' + error.message);
    }
  }

  function stopped() {
    running = null;
    at('run').disabled = false;
  }

  async function run() {
    if (running) return;
    const own = new AbortController();
    running = own;
    at('run').disabled = true;
    at('result').textContent = 'Running …';
    let text;
    try {
      text = JSON.stringify(await send(at('query').value, readVariables(), own.signal), null, 2);
    } catch (error) {
      text = error.message;
    }
    // Another example has been chosen, whose result this is not.
    if (running !== own) return;
    at('result').textContent = text;
    stopped();
  }

  // On any failure the placeholder stays, and says what to paste.
  async function fill({ ask, variables }) {
    if (!ask || at('token')?.value.trim() === '') return;
    const answer = await send(ask.query, {}).catch(() => null);
    const id = Object.values(answer?.data ?? {}).flatMap((list) => list.nodes)[0]?.id;
    if (id && at('variables').value === variables) at('variables').value = variables.replace(ask.placeholder, id);
  }

  function show() {
    running?.abort();
    stopped();
    const { query, variables, as } = example();
    at('query').value = query;
    at('variables').value = variables;
    at('result').textContent = '';
    if (at('as')) at('as').value = as ?? caller;
    void fill(example());
  }

  examples.forEach(({ name }, index) => at('example').add(new Option(name, index)));
  at('example').onchange = show;
  if (at('as')) at('as').onchange = () => { caller = at('as').value; };
  if (at('token')) at('token').onchange = () => void fill(example());
  at('run').onclick = run;
  for (const id of ['query', 'variables']) {
    at(id).onkeydown = (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run(); };
  }
  if (examples.length > 0) {
    at('example').value = Math.max(0, examples.findIndex(({ name }) => name === 'open high alerts'));
    show();
  }
`;
