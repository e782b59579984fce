import { useNotice } from '../browser/notice.ts';
import { settings } from '../browser/settings.ts';
import { choosePersona, useSession } from './session.ts';
import { SignInControl } from './sign-in-control.tsx';
import { TokenField } from './token-field.tsx';

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

/** Who one is to the gateway, and with which permissions. */
function ViewerGlance() {
  const { viewer, fault, isSignedIn } = useSession();
  if (fault !== null) {
    return (
      <p className="fault" role="alert">
        {fault}
      </p>
    );
  }
  if (!isSignedIn)
    return (
      <p>{settings.signIn === null ? 'A token is' : 'A sign-in is'} needed to read the schema and to run anything.</p>
    );
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

/** Whom one calls as, and how one comes to be another. */
function Caller() {
  if (settings.personas.length > 0) return <PersonaSwitch />;
  return settings.signIn === null ? <TokenField /> : <SignInControl />;
}

/** The top of the page: who calls, and what has just happened. */
export function SessionBar() {
  const notice = useNotice((state) => state.text);
  const isSandbox = settings.personas.length > 0;
  return (
    <header className="bar">
      <h1>defender-graphql{isSandbox ? ' · sandbox, no real data' : ''}</h1>
      <Caller />
      <ViewerGlance />
      <p role="status" className="notice">
        {notice}
      </p>
    </header>
  );
}
