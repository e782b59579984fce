/**
 * @generated SignedSource<<53096bc6935543672829a99df5bcafe8>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ReaderFragment } from 'relay-runtime';
export type IsolationState = "ISOLATED" | "ISOLATING" | "NOT_ISOLATED" | "RELEASING" | "UNKNOWN" | "%future added value";
export type RiskScore = "HIGH" | "INFORMATIONAL" | "LOW" | "MEDIUM" | "NONE" | "UNRECOGNIZED" | "%future added value";
import { FragmentRefs } from "relay-runtime";
export type machine_row$data = {
  readonly computerDnsName: string | null | undefined;
  readonly id: string;
  readonly isolation: {
    readonly state: IsolationState;
  } | null | undefined;
  readonly riskScore: RiskScore | null | undefined;
  readonly " $fragmentType": "machine_row";
};
export type machine_row$key = {
  readonly " $data"?: machine_row$data;
  readonly " $fragmentSpreads": FragmentRefs<"machine_row">;
};

import machineRefetchQuery_graphql from './machineRefetchQuery.graphql';

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": {
    "refetch": {
      "connection": null,
      "fragmentPathInResult": [
        "node"
      ],
      "operation": machineRefetchQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    }
  },
  "name": "machine_row",
  "selections": [
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
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "id",
      "storageKey": null
    }
  ],
  "type": "Machine",
  "abstractKey": null
};

(node as any).hash = "70ad512b83b78f9cb61fe8f1a4994473";

export default node;
