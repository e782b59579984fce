import { useEffect, useState } from 'react';
import { settings } from '../browser/settings.ts';
import { SessionBar } from '../session/session-bar.tsx';
import { embedSandbox } from './apollo-sandbox.ts';

/** Who calls, above Apollo Sandbox. */
export function ApolloPage() {
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const [first] = settings.examples.filter(({ name }) => name === 'open high alerts');
    setMissing(!embedSandbox('#sandbox', first?.query));
  }, []);
  return (
    <>
      <SessionBar />
      <main id="sandbox" className="sandbox">
        {isMissing && (
          <p>
            Apollo Sandbox cannot be loaded: it needs the internet. <code>EXPLORER=true</code> serves an explorer that
            does not.
          </p>
        )}
      </main>
    </>
  );
}
