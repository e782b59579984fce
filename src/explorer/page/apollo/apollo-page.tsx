import { useEffect } from 'react';
import { settings } from '../browser/settings.ts';
import { SessionBar } from '../session/session-bar.tsx';
import { embedSandbox, isSandboxLoaded } from './apollo-sandbox.ts';

/** Who calls, above Apollo Sandbox. */
export function ApolloPage() {
  useEffect(() => {
    const [first] = settings.examples.filter(({ name }) => name === 'open high alerts');
    embedSandbox('#sandbox', first?.query);
  }, []);
  return (
    <>
      <SessionBar />
      <main id="sandbox" className="sandbox">
        {!isSandboxLoaded() && (
          <p>
            Apollo Sandbox cannot be loaded: it needs the internet. <code>EXPLORER=true</code> serves an explorer that
            does not.
          </p>
        )}
      </main>
    </>
  );
}
