import { useQuery } from '@apollo/client/react';
import { useEffect, useRef, type ReactNode } from 'react';
import { graphql } from './gql/gql.ts';
import { Isolation } from './isolation.tsx';
import { Failure, Time, words } from './words.tsx';

const DeviceStory = graphql(`
  query DeviceStory($id: ID!) {
    machine(id: $id) {
      id
      computerDnsName
      osPlatform
      riskScore
      exposureLevel
      healthStatus
      lastSeen
      machineTags
      isolation {
        state
        asOf
      }
      alerts(first: 10) {
        edges {
          node {
            id
            title
            severity
            alertCreationTime
            evidence {
              entityType
              fileName
              processCommandLine
            }
          }
        }
      }
      actions(first: 5) {
        edges {
          node {
            id
            type
            status
            requestor
            creationDateTimeUtc
          }
        }
      }
    }
  }
`);

export function Device({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const { data, error, loading } = useQuery(DeviceStory, { variables: { id }, errorPolicy: 'all' });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const machine = data?.machine;
  return (
    <section aria-labelledby="device" className="device">
      <button type="button" className="close" onClick={onClose}>
        Close
      </button>
      <h2 id="device" tabIndex={-1} ref={heading}>
        {machine?.computerDnsName || 'Device'}
      </h2>
      {loading && <p role="status">Loading …</p>}
      <Failure error={error} />
      {machine != null && (
        <>
          <dl>
            <dt>Platform</dt>
            <dd>{machine.osPlatform}</dd>
            <dt>Risk</dt>
            <dd>{words(machine.riskScore)}</dd>
            <dt>Exposure</dt>
            <dd>{words(machine.exposureLevel)}</dd>
            <dt>Health</dt>
            <dd>{words(machine.healthStatus)}</dd>
            <dt>Last seen</dt>
            <dd>
              <Time at={machine.lastSeen} />
            </dd>
            <dt>Tags</dt>
            <dd>{machine.machineTags?.join(', ') || '–'}</dd>
            <dt>Isolation</dt>
            <dd data-testid="isolation">{words(machine.isolation?.state)}</dd>
          </dl>
          <Isolation machineId={machine.id} />
          <h3>Story</h3>
          <ol>
            {(machine.alerts?.edges ?? []).map(({ node }) => (
              <li key={node.id}>
                <Time at={node.alertCreationTime} /> <strong>{node.title}</strong> ({words(node.severity)})
                <ul>
                  {(node.evidence ?? []).slice(0, 3).map((part, at) => (
                    <li key={at}>
                      {part.entityType} {part.processCommandLine ?? part.fileName}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
          <h3>Response actions</h3>
          <ol>
            {(machine.actions?.edges ?? []).map(({ node }) => (
              <li key={node.id}>
                <Time at={node.creationDateTimeUtc} /> {words(node.type)}: {words(node.status)}, by {node.requestor}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
