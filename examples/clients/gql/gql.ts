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
    "\n  query OpenAlerts($first: Int!, $after: String, $where: AlertWhere) {\n    alerts(first: $first, after: $after, where: $where) {\n      edges {\n        node {\n          id\n          title\n          severity\n          status\n          machine {\n            id\n            computerDnsName\n            riskScore\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      completeness {\n        complete\n        reason\n      }\n    }\n  }\n": typeof types.OpenAlertsDocument,
    "\n  query MissingFor($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n": typeof types.MissingForDocument,
    "\n  query PlanIsolation($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        machineId\n        refusals\n      }\n      warnings\n      planToken\n    }\n  }\n": typeof types.PlanIsolationDocument,
    "\n  mutation Isolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n": typeof types.IsolateDocument,
    "\n  query FollowAction($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n        }\n      }\n    }\n  }\n": typeof types.FollowActionDocument,
    "\n  query AlertStory($id: ID!) {\n    alert(id: $id) {\n      id\n      title\n      evidence {\n        entityType\n        fileName\n        processCommandLine\n      }\n      user {\n        id\n        accountName\n      }\n    }\n  }\n": typeof types.AlertStoryDocument,
    "\n  query RiskyMachinesPage($first: Int!, $after: String) {\n    machines(first: $first, after: $after, where: { riskScore: { eq: HIGH } }) {\n      nodes {\n        id\n        computerDnsName\n        exposureLevel\n        antivirusHealth {\n          avMode\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.RiskyMachinesPageDocument,
};
const documents: Documents = {
    "\n  query OpenAlerts($first: Int!, $after: String, $where: AlertWhere) {\n    alerts(first: $first, after: $after, where: $where) {\n      edges {\n        node {\n          id\n          title\n          severity\n          status\n          machine {\n            id\n            computerDnsName\n            riskScore\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      completeness {\n        complete\n        reason\n      }\n    }\n  }\n": types.OpenAlertsDocument,
    "\n  query MissingFor($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n": types.MissingForDocument,
    "\n  query PlanIsolation($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        machineId\n        refusals\n      }\n      warnings\n      planToken\n    }\n  }\n": types.PlanIsolationDocument,
    "\n  mutation Isolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n": types.IsolateDocument,
    "\n  query FollowAction($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n        }\n      }\n    }\n  }\n": types.FollowActionDocument,
    "\n  query AlertStory($id: ID!) {\n    alert(id: $id) {\n      id\n      title\n      evidence {\n        entityType\n        fileName\n        processCommandLine\n      }\n      user {\n        id\n        accountName\n      }\n    }\n  }\n": types.AlertStoryDocument,
    "\n  query RiskyMachinesPage($first: Int!, $after: String) {\n    machines(first: $first, after: $after, where: { riskScore: { eq: HIGH } }) {\n      nodes {\n        id\n        computerDnsName\n        exposureLevel\n        antivirusHealth {\n          avMode\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.RiskyMachinesPageDocument,
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
export function graphql(source: "\n  query OpenAlerts($first: Int!, $after: String, $where: AlertWhere) {\n    alerts(first: $first, after: $after, where: $where) {\n      edges {\n        node {\n          id\n          title\n          severity\n          status\n          machine {\n            id\n            computerDnsName\n            riskScore\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      completeness {\n        complete\n        reason\n      }\n    }\n  }\n"): (typeof documents)["\n  query OpenAlerts($first: Int!, $after: String, $where: AlertWhere) {\n    alerts(first: $first, after: $after, where: $where) {\n      edges {\n        node {\n          id\n          title\n          severity\n          status\n          machine {\n            id\n            computerDnsName\n            riskScore\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      completeness {\n        complete\n        reason\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MissingFor($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n"): (typeof documents)["\n  query MissingFor($operation: String!) {\n    viewer {\n      missing(operation: $operation)\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlanIsolation($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        machineId\n        refusals\n      }\n      warnings\n      planToken\n    }\n  }\n"): (typeof documents)["\n  query PlanIsolation($machineId: ID!) {\n    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {\n      targets {\n        machineId\n        refusals\n      }\n      warnings\n      planToken\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Isolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Isolate($input: IsolateMachineInput!) {\n    isolateMachine(input: $input) {\n      outcome\n      machineAction {\n        id\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FollowAction($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FollowAction($id: ID!) {\n    machineAction(id: $id, waitSeconds: 30) {\n      id\n      status\n      machine {\n        id\n        isolation {\n          state\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AlertStory($id: ID!) {\n    alert(id: $id) {\n      id\n      title\n      evidence {\n        entityType\n        fileName\n        processCommandLine\n      }\n      user {\n        id\n        accountName\n      }\n    }\n  }\n"): (typeof documents)["\n  query AlertStory($id: ID!) {\n    alert(id: $id) {\n      id\n      title\n      evidence {\n        entityType\n        fileName\n        processCommandLine\n      }\n      user {\n        id\n        accountName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RiskyMachinesPage($first: Int!, $after: String) {\n    machines(first: $first, after: $after, where: { riskScore: { eq: HIGH } }) {\n      nodes {\n        id\n        computerDnsName\n        exposureLevel\n        antivirusHealth {\n          avMode\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query RiskyMachinesPage($first: Int!, $after: String) {\n    machines(first: $first, after: $after, where: { riskScore: { eq: HIGH } }) {\n      nodes {\n        id\n        computerDnsName\n        exposureLevel\n        antivirusHealth {\n          avMode\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;