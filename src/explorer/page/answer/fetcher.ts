import type { GraphiQLProps } from 'graphiql';
import { send } from '../session/send.ts';
import { useSession } from '../session/session.ts';
import { useLastRun } from './last-run.ts';
import { isIntrospection, meantName } from './meant-operation.ts';

type Fetcher = GraphiQLProps['fetcher'];
type Request = Parameters<Fetcher>[0];
type Options = { headers?: Record<string, string> } | undefined;

interface Observer {
  next(value: unknown): void;
  error(fault: unknown): void;
  complete(): void;
}

let isDryRun = false;

/** Has the next run tell its price only; GraphiQL hands no options of a single run on. */
export function dryRunNext(): void {
  isDryRun = true;
}

/** Runs an operation; GraphiQL's stop button ends it by leaving. */
function run(request: Request, headers: Readonly<Record<string, string>>) {
  const leaving = new AbortController();
  return {
    subscribe(observer: Observer) {
      const start = performance.now();
      const { credential } = useSession.getState();
      useLastRun.setState({ run: null });
      send<Record<string, unknown>>(credential, request, { headers, signal: leaving.signal })
        .then((answer) => {
          const elapsed = performance.now() - start;
          useLastRun.setState({ run: { request, credential, headers, answer, elapsed } });
          observer.next(answer);
          observer.complete();
        })
        .catch((fault: unknown) => {
          if (!leaving.signal.aborted) observer.error(fault);
        });
      return { unsubscribe: () => leaving.abort() };
    },
  };
}

/** How GraphiQL reaches the gateway: as the caller of now, with the headers of the tab. */
export const fetcher = ((request: Request, options: Options) => {
  const headers = options?.headers ?? {};
  // GraphiQL's own question for the schema is no run.
  if (isIntrospection(request) && !isDryRun) return send(useSession.getState().credential, request, { headers });
  const dryRun: Record<string, string> = isDryRun ? { 'x-dry-run': 'true' } : {};
  isDryRun = false;
  return run({ ...request, operationName: meantName(request) }, { ...headers, ...dryRun });
}) as Fetcher;
