import type { GraphiQLProps } from 'graphiql';
import { Kind, parse } from 'graphql';
import { send } from '../session/send.ts';
import { useSession } from '../session/session.ts';
import { useLastRun } from './last-run.ts';

type Fetcher = GraphiQLProps['fetcher'];
type Request = Parameters<Fetcher>[0];
type Options = { headers?: Record<string, string> } | undefined;

interface Observer {
  next(value: unknown): void;
  error(fault: unknown): void;
  complete(): void;
}

const INTROSPECTION = 'IntrospectionQuery';

let isDryRun = false;

/** Has the next run tell its price only; GraphiQL hands no options of a single run on. */
export function dryRunNext(): void {
  isDryRun = true;
}

/**
 * The operation that was meant: GraphiQL reads its name a moment after the document has changed, and until then names
 * one of the document before.
 */
function meantOperation({ query, operationName }: Request): string | null {
  try {
    const names = parse(query).definitions.map((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? node.name?.value : null,
    );
    return operationName && names.includes(operationName) ? operationName : null;
  } catch {
    // The gateway says what is wrong with it.
    return null;
  }
}

/** Runs an operation; GraphiQL's stop button ends it by leaving. */
function run(request: Request, headers: Readonly<Record<string, string>>) {
  const leaving = new AbortController();
  return {
    subscribe(observer: Observer) {
      const start = performance.now();
      useLastRun.setState({ run: null });
      send<Record<string, unknown>>(useSession.getState().credential, request, { headers, signal: leaving.signal })
        .then((answer) => {
          useLastRun.setState({ run: { request, answer, elapsed: performance.now() - start } });
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
  if (request.operationName === INTROSPECTION) return send(useSession.getState().credential, request, { headers });
  const dryRun: Record<string, string> = isDryRun ? { 'x-dry-run': 'true' } : {};
  isDryRun = false;
  return run({ ...request, operationName: meantOperation(request) }, { ...headers, ...dryRun });
}) as Fetcher;
