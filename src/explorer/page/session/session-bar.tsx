import { useState, type FormEvent } from 'react';
import { useNotice } from '../browser/notice.ts';
import { settings } from '../browser/settings.ts';
import { choosePersona, pasteToken, useSession } from './session.ts';

function PersonaSwitch() {
  const as = useSession((session) => session.as);
  return (
    <label>
      Play{' '}
      <select value={as ?? ''} onChange={(event) => choosePersona(event.target.value)}>
        {settings.personas.map((persona) => (
          <option key={persona.as} value={persona.as} title={persona.may}>
            {persona.as}
          </option>
        ))}
      </select>
    </label>
  );
}

function TokenField() {
  const [token, setToken] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    pasteToken(token);
    // Nothing is left in the field for the browser to keep.
    setToken('');
  };
  return (
    <form className="token" onSubmit={submit}>
      <label>
        Token{' '}
        <input
          type="password"
          autoComplete="off"
          size={24}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
      </label>
      <button type="submit">Use</button>
    </form>
  );
}

/** Who one is to the gateway, and with which permissions. */
function ViewerGlance() {
  const { viewer, fault, isSignedIn } = useSession();
  if (!isSignedIn) return <p>A token is needed to read the schema and to run anything.</p>;
  if (fault !== null) return <p className="fault">{fault}</p>;
  if (viewer === null) return null;
  return (
    <>
      <button type="button" className="viewer" popoverTarget="viewer">
        {viewer.name ?? viewer.kind.toLowerCase()} · {viewer.mode.toLowerCase().replaceAll('_', '-')} ·{' '}
        {viewer.permissions.length} permissions
      </button>
      <div id="viewer" className="card" popover="auto">
        <p>Tenant {viewer.tenantId}</p>
        <ul>
          {viewer.permissions.map((permission) => (
            <li key={permission}>{permission}</li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** The top of the page: who calls, and what has just happened. */
export function SessionBar() {
  const notice = useNotice((state) => state.text);
  const isSandbox = settings.personas.length > 0;
  return (
    <header className="bar">
      <h1>defender-graphql{isSandbox ? ' · sandbox, no real data' : ''}</h1>
      {isSandbox ? <PersonaSwitch /> : <TokenField />}
      <ViewerGlance />
      <p role="status" className="notice">
        {notice}
      </p>
    </header>
  );
}
