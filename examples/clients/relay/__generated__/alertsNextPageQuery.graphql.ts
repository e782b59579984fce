/**
 * @generated SignedSource<<2603c7949f9ce39429e6e22eabee6a55>>
 * @relayHash daf53f44b4e90d0b57b94257742a5916
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

// @relayRequestID 4b1750a7331990ce5f73826f7b0e89e732ad8485faa38794211ec0d4a48c0c01

import { ConcreteRequest } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type AlertSeverity = "HIGH" | "INFORMATIONAL" | "LOW" | "MEDIUM" | "UNRECOGNIZED" | "UN_SPECIFIED" | "%future added value";
export type AlertStatus = "IN_PROGRESS" | "NEW" | "RESOLVED" | "UNKNOWN" | "UNRECOGNIZED" | "%future added value";
export type AlertWhere = {
  alertCreationTime?: DateTimeFilter | null | undefined;
  assignedTo?: StringFilter | null | undefined;
  category?: StringFilter | null | undefined;
  detectionSource?: StringFilter | null | undefined;
  id?: IdFilter | null | undefined;
  incidentId?: NumberIdFilter | null | undefined;
  investigationId?: NumberIdFilter | null | undefined;
  lastEventTime?: DateTimeFilter | null | undefined;
  lastUpdateTime?: DateTimeFilter | null | undefined;
  severity?: AlertSeverityFilter | null | undefined;
  status?: AlertStatusFilter | null | undefined;
};
export type DateTimeFilter = {
  eq?: string | null | undefined;
  ge?: string | null | undefined;
  gt?: string | null | undefined;
  le?: string | null | undefined;
  lt?: string | null | undefined;
};
export type StringFilter = {
  eq?: string | null | undefined;
  in?: ReadonlyArray<string> | null | undefined;
  ne?: string | null | undefined;
};
export type IdFilter = {
  eq?: string | null | undefined;
  in?: ReadonlyArray<string> | null | undefined;
  ne?: string | null | undefined;
};
export type NumberIdFilter = {
  eq?: number | null | undefined;
  in?: ReadonlyArray<number> | null | undefined;
  ne?: number | null | undefined;
};
export type AlertSeverityFilter = {
  eq?: AlertSeverity | null | undefined;
  eqRaw?: string | null | undefined;
  in?: ReadonlyArray<AlertSeverity> | null | undefined;
  inRaw?: ReadonlyArray<string> | null | undefined;
  ne?: AlertSeverity | null | undefined;
  neRaw?: string | null | undefined;
};
export type AlertStatusFilter = {
  eq?: AlertStatus | null | undefined;
  eqRaw?: string | null | undefined;
  in?: ReadonlyArray<AlertStatus> | null | undefined;
  inRaw?: ReadonlyArray<string> | null | undefined;
  ne?: AlertStatus | null | undefined;
  neRaw?: string | null | undefined;
};
export type alertsNextPageQuery$variables = {
  after?: string | null | undefined;
  first: number;
  where?: AlertWhere | null | undefined;
};
export type alertsNextPageQuery$data = {
  readonly " $fragmentSpreads": FragmentRefs<"alerts_list">;
};
export type alertsNextPageQuery = {
  response: alertsNextPageQuery$data;
  variables: alertsNextPageQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "after"
  },
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "first"
  },
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "where"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "after",
    "variableName": "after"
  },
  {
    "kind": "Variable",
    "name": "first",
    "variableName": "first"
  },
  {
    "kind": "Variable",
    "name": "where",
    "variableName": "where"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "alertsNextPageQuery",
    "selections": [
      {
        "args": (v1/*:: as any*/),
        "kind": "FragmentSpread",
        "name": "alerts_list"
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "alertsNextPageQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "AlertConnection",
        "kind": "LinkedField",
        "name": "alerts",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "AlertEdge",
            "kind": "LinkedField",
            "name": "edges",
            "plural": true,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": "Alert",
                "kind": "LinkedField",
                "name": "node",
                "plural": false,
                "selections": [
                  (v2/*:: as any*/),
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "title",
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "concreteType": "Machine",
                    "kind": "LinkedField",
                    "name": "machine",
                    "plural": false,
                    "selections": [
                      (v2/*:: as any*/),
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "computerDnsName",
                        "storageKey": null
                      },
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "riskScore",
                        "storageKey": null
                      },
                      {
                        "alias": null,
                        "args": null,
                        "concreteType": "MachineIsolation",
                        "kind": "LinkedField",
                        "name": "isolation",
                        "plural": false,
                        "selections": [
                          {
                            "alias": null,
                            "args": null,
                            "kind": "ScalarField",
                            "name": "state",
                            "storageKey": null
                          }
                        ],
                        "storageKey": null
                      }
                    ],
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "__typename",
                    "storageKey": null
                  }
                ],
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "cursor",
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "concreteType": "PageInfo",
            "kind": "LinkedField",
            "name": "pageInfo",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "hasNextPage",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "endCursor",
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      },
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "filters": [
          "where"
        ],
        "handle": "connection",
        "key": "alerts_list_alerts",
        "kind": "LinkedHandle",
        "name": "alerts"
      }
    ]
  },
  "params": {
    "id": "4b1750a7331990ce5f73826f7b0e89e732ad8485faa38794211ec0d4a48c0c01",
    "metadata": {},
    "name": "alertsNextPageQuery",
    "operationKind": "query",
    "text": null
  }
};
})();

(node as any).hash = "42f9411cc9bc191eb040003ac4f8095d";

export default node;
