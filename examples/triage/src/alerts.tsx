import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { graphql } from './gql/gql.ts';
import { Failure, Time, words } from './words.tsx';

const TriageAlerts = graphql(`
  query TriageAlerts($after: String) {
    alerts(first: 20, after: $after, where: { severity: { eq: HIGH }, status: { ne: RESOLVED } }) {
      totalCount
      edges {
        node {
          id
          title
          status
          alertCreationTime
          machine {
            id
            computerDnsName
            riskScore
            exposureLevel
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export interface AlertsProps {
  /** Id of the device that is open. */
  selected: string | null;
  onSelect: (machineId: string) => void;
}

export function Alerts({ selected, onSelect }: AlertsProps): ReactNode {
  const { data, error, loading, fetchMore } = useQuery(TriageAlerts, { errorPolicy: 'all' });
  const { edges = [], totalCount, pageInfo } = data?.alerts ?? {};
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">Open alerts of high severity</h2>
      <p role="status">{loading ? 'Loading …' : `${edges.length} of ${totalCount ?? 'unknown'} alerts`}</p>
      <Failure error={error} />
      <div className="scroll" role="region" aria-label="List of alerts" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Alert</th>
              <th scope="col">Status</th>
              <th scope="col">Created</th>
              <th scope="col">Device</th>
              <th scope="col">Risk</th>
              <th scope="col">Exposure</th>
            </tr>
          </thead>
          <tbody>
            {edges.map(({ node: { id, title, status, alertCreationTime, machine } }) => (
              <tr key={id}>
                <td>{title}</td>
                <td>{words(status)}</td>
                <td>
                  <Time at={alertCreationTime} />
                </td>
                <td>
                  {machine == null ? (
                    'gone'
                  ) : (
                    <button
                      type="button"
                      className="link"
                      aria-current={machine.id === selected}
                      onClick={() => onSelect(machine.id)}
                    >
                      {machine.computerDnsName || 'without a name'}
                    </button>
                  )}
                </td>
                <td>{words(machine?.riskScore)}</td>
                <td>{words(machine?.exposureLevel)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pageInfo?.hasNextPage === true && (
        <button
          type="button"
          disabled={loading}
          onClick={() => void fetchMore({ variables: { after: pageInfo.endCursor } })}
        >
          More alerts
        </button>
      )}
    </section>
  );
}
