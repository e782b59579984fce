import { Budgets } from './budgets.tsx';
import { useLastRun, type Plan, type Run, type UpstreamReport } from './last-run.ts';
import { MissingPermissions } from './missing-permissions.tsx';

function Requests({ requests, requestsOmitted: omitted = 0 }: Pick<UpstreamReport, 'requests' | 'requestsOmitted'>) {
  if (requests === undefined) {
    return (
      <p>
        The gateway lists the calls themselves when it runs with <code>EXPLAIN=true</code>.
      </p>
    );
  }
  if (requests.length === 0) return null;
  return (
    <details>
      <summary>Calls of the REST API ({requests.length + omitted})</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Address</th>
            <th scope="col">Status</th>
            <th scope="col">ms</th>
          </tr>
        </thead>
        <tbody>
          {requests.map(({ method, url, status, durationMs }, index) => (
            <tr key={index}>
              <td>{method}</td>
              <td className="address">{url}</td>
              <td>{status ?? 'no answer'}</td>
              <td>{Math.round(durationMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {omitted > 0 && <p>and {omitted} more</p>}
    </details>
  );
}

function Upstream({ run, upstream }: { run: Run; upstream: UpstreamReport }) {
  return (
    <>
      <dl>
        <dt>Upstream calls</dt>
        <dd>{upstream.calls}</dd>
        <dt>From memory</dt>
        <dd>{upstream.cacheHits}</dd>
        <dt>Shared</dt>
        <dd>{upstream.coalesced}</dd>
        <dt>Waited</dt>
        <dd>{upstream.waitedMs} ms</dd>
        <dt>Took</dt>
        <dd>{Math.round(run.elapsed)} ms</dd>
        {run.answer.data != null && <Budgets run={run} />}
      </dl>
      <Requests {...upstream} />
    </>
  );
}

function DryRun({ plan }: { plan: Plan }) {
  return (
    <>
      <p>
        Dry run, nothing was done: at most <strong>{plan.calls}</strong> of {plan.limit} upstream calls.{' '}
        {plan.allowed ? 'It would run.' : plan.remedy}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Operation</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {plan.fields.map(({ field, operation, calls }, index) => (
            <tr key={index}>
              <td>{field}</td>
              <td>{operation}</td>
              <td>{calls}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Below each answer: what it cost, and what it lacked. */
export function CostPanel() {
  const run = useLastRun((state) => state.run);
  const { upstream, plan } = (run?.answer.extensions ?? {}) as { upstream?: UpstreamReport; plan?: Plan };
  return (
    <section className="cost" aria-label="What the run cost" tabIndex={0}>
      {run === null && <p>What a run costs is told here.</p>}
      {run !== null && <MissingPermissions run={run} />}
      {plan !== undefined && <DryRun plan={plan} />}
      {run !== null && plan === undefined && upstream !== undefined && <Upstream run={run} upstream={upstream} />}
    </section>
  );
}
