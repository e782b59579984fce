/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query TriageAlerts($after: String) {\n    alerts(first: 20, after: $after, where: { severity: { eq: HIGH }, status: { ne: RESOLVED } }) {\n      totalCount\n      edges {\n        node {\n          id\n          title\n          status\n          alertCreationTime\n          machine {\n            id\n            computerDnsName\n            riskScore\n            exposureLevel\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.TriageAlertsDocument,
    "\n  query DeviceStory($id: ID!) {\n    machine(id: $id) {\n      id\n      computerDnsName\n      osPlatform\n      riskScore\n      exposureLevel\n      healthStatus\n      lastSeen\n      machineTags\n      isolation {\n        state\n        asOf\n      }\n      alerts(first: 10) {\n        edges {\n          node {\n            id\n            title\n            severity\n            alertCreationTime\n            evidence {\n              entityType\n              fileName\n              processCommandLine\n            }\n          }\n        }\n      }\n      actions(first: 5) {\n        edges {\n          node {\n            id\n            type\n            status\n            requestor\n            creationDateTimeUtc\n          }\n        }\n      }\n    }\n  }\n": typeof types.DeviceStoryDocument,
    "\n  query TriageMissing($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n": typeof types.TriageMissingDocument,
    "\n  query TriagePlan($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        refusals\n        pendingActions {\n          id\n          type\n          status\n        }\n      }\n      warnings\n      planToken\n      upstreamCalls\n    }\n  }\n": typeof types.TriagePlanDocument,
    "\n  mutation TriageIsolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n": typeof types.TriageIsolateDocument,
    "\n  query TriageFollow($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n          asOf\n        }\n        actions(first: 5) {\n          edges {\n            node {\n              id\n              type\n              status\n              requestor\n              creationDateTimeUtc\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.TriageFollowDocument,
};
const documents: Documents = {
    "\n  query TriageAlerts($after: String) {\n    alerts(first: 20, after: $after, where: { severity: { eq: HIGH }, status: { ne: RESOLVED } }) {\n      totalCount\n      edges {\n        node {\n          id\n          title\n          status\n          alertCreationTime\n          machine {\n            id\n            computerDnsName\n            riskScore\n            exposureLevel\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.TriageAlertsDocument,
    "\n  query DeviceStory($id: ID!) {\n    machine(id: $id) {\n      id\n      computerDnsName\n      osPlatform\n      riskScore\n      exposureLevel\n      healthStatus\n      lastSeen\n      machineTags\n      isolation {\n        state\n        asOf\n      }\n      alerts(first: 10) {\n        edges {\n          node {\n            id\n            title\n            severity\n            alertCreationTime\n            evidence {\n              entityType\n              fileName\n              processCommandLine\n            }\n          }\n        }\n      }\n      actions(first: 5) {\n        edges {\n          node {\n            id\n            type\n            status\n            requestor\n            creationDateTimeUtc\n          }\n        }\n      }\n    }\n  }\n": types.DeviceStoryDocument,
    "\n  query TriageMissing($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n": types.TriageMissingDocument,
    "\n  query TriagePlan($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        refusals\n        pendingActions {\n          id\n          type\n          status\n        }\n      }\n      warnings\n      planToken\n      upstreamCalls\n    }\n  }\n": types.TriagePlanDocument,
    "\n  mutation TriageIsolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n": types.TriageIsolateDocument,
    "\n  query TriageFollow($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n          asOf\n        }\n        actions(first: 5) {\n          edges {\n            node {\n              id\n              type\n              status\n              requestor\n              creationDateTimeUtc\n            }\n          }\n        }\n      }\n    }\n  }\n": types.TriageFollowDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TriageAlerts($after: String) {\n    alerts(first: 20, after: $after, where: { severity: { eq: HIGH }, status: { ne: RESOLVED } }) {\n      totalCount\n      edges {\n        node {\n          id\n          title\n          status\n          alertCreationTime\n          machine {\n            id\n            computerDnsName\n            riskScore\n            exposureLevel\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query TriageAlerts($after: String) {\n    alerts(first: 20, after: $after, where: { severity: { eq: HIGH }, status: { ne: RESOLVED } }) {\n      totalCount\n      edges {\n        node {\n          id\n          title\n          status\n          alertCreationTime\n          machine {\n            id\n            computerDnsName\n            riskScore\n            exposureLevel\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeviceStory($id: ID!) {\n    machine(id: $id) {\n      id\n      computerDnsName\n      osPlatform\n      riskScore\n      exposureLevel\n      healthStatus\n      lastSeen\n      machineTags\n      isolation {\n        state\n        asOf\n      }\n      alerts(first: 10) {\n        edges {\n          node {\n            id\n            title\n            severity\n            alertCreationTime\n            evidence {\n              entityType\n              fileName\n              processCommandLine\n            }\n          }\n        }\n      }\n      actions(first: 5) {\n        edges {\n          node {\n            id\n            type\n            status\n            requestor\n            creationDateTimeUtc\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeviceStory($id: ID!) {\n    machine(id: $id) {\n      id\n      computerDnsName\n      osPlatform\n      riskScore\n      exposureLevel\n      healthStatus\n      lastSeen\n      machineTags\n      isolation {\n        state\n        asOf\n      }\n      alerts(first: 10) {\n        edges {\n          node {\n            id\n            title\n            severity\n            alertCreationTime\n            evidence {\n              entityType\n              fileName\n              processCommandLine\n            }\n          }\n        }\n      }\n      actions(first: 5) {\n        edges {\n          node {\n            id\n            type\n            status\n            requestor\n            creationDateTimeUtc\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TriageMissing($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n"): (typeof documents)["\n  query TriageMissing($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TriagePlan($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        refusals\n        pendingActions {\n          id\n          type\n          status\n        }\n      }\n      warnings\n      planToken\n      upstreamCalls\n    }\n  }\n"): (typeof documents)["\n  query TriagePlan($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        refusals\n        pendingActions {\n          id\n          type\n          status\n        }\n      }\n      warnings\n      planToken\n      upstreamCalls\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TriageIsolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation TriageIsolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TriageFollow($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n          asOf\n        }\n        actions(first: 5) {\n          edges {\n            node {\n              id\n              type\n              status\n              requestor\n              creationDateTimeUtc\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TriageFollow($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n          asOf\n        }\n        actions(first: 5) {\n          edges {\n            node {\n              id\n              type\n              status\n              requestor\n              creationDateTimeUtc\n            }\n          }\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;