import { useEffect, useRef, useState } from 'react';
import { settings } from '../browser/settings.ts';
import { SessionBar } from '../session/session-bar.tsx';
import { embedSandbox, watchFrame } from './apollo-sandbox.ts';

/** Who calls, above Apollo Sandbox. */
export function ApolloPage() {
  const frame = useRef<HTMLDivElement>(null);
  const [isSilent, setSilent] = useState(false);
  useEffect(() => watchFrame(setSilent), []);
  useEffect(() => {
    const [first] = settings.examples.filter(({ name }) => name === 'open high alerts');
    return frame.current === null ? undefined : embedSandbox(frame.current, first?.query);
  }, []);
  return (
    <>
      <SessionBar />
      <main className="sandbox">
        {isSilent && (
          <p role="alert">
            Apollo Sandbox has not been loaded: it needs the internet. <code>EXPLORER=true</code> serves an explorer
            that does not.
          </p>
        )}
        <div ref={frame} />
      </main>
    </>
  );
}
