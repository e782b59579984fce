/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What became of a response action that was asked for. */
export type ActionOutcome =
  /** An equal one was under way already, and nothing was added to it. */
  | 'ALREADY_PENDING'
  /** Defender has taken it: now, or when the same call was made before. */
  | 'CREATED';

/** How severe an alert is. */
export type AlertSeverity =
  /** Behaviour that is often seen in advanced attacks; look at it first. */
  | 'HIGH'
  /** Worth knowing; no harm by itself. */
  | 'INFORMATIONAL'
  /** Widespread unwanted software or an early sign of little weight. */
  | 'LOW'
  /** Behaviour that may be part of an advanced attack. */
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** None was given. */
  | 'UN_SPECIFIED';

/** By a `AlertSeverity`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type AlertSeverityFilter = {
  /** Equal to this. */
  eq?: AlertSeverity | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<AlertSeverity> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: AlertSeverity | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** Where an alert stands in triage. */
export type AlertStatus =
  /** An analyst looks into it. */
  | 'IN_PROGRESS'
  /** Nobody has begun with it. */
  | 'NEW'
  /** Done with. */
  | 'RESOLVED'
  /** Not told; no page lets it be set. */
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By a `AlertStatus`, in the graph’s names or, with `Raw`, in the vendor’s words. */
export type AlertStatusFilter = {
  /** Equal to this. */
  eq?: AlertStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `eq`. */
  eqRaw?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<AlertStatus> | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `in`. */
  inRaw?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: AlertStatus | null | undefined;
  /** In the vendor’s own words, for values that this version does not know; in the place of `ne`. */
  neRaw?: string | null | undefined;
};

/** The properties that the vendor documents as filterable; several are joined with and. */
export type AlertWhere = {
  /** By `Alert.alertCreationTime`: When the alert was made (UTC). */
  alertCreationTime?: DateTimeFilter | null | undefined;
  /** By `Alert.assignedTo`: Owner of the alert. */
  assignedTo?: StringFilter | null | undefined;
  /** By `Alert.category`: Attack category. */
  category?: StringFilter | null | undefined;
  /** By `Alert.detectionSource`: Product part that raised the alert. */
  detectionSource?: StringFilter | null | undefined;
  /** By `Alert.id`: The global id: opaque, holds type, tenant and key. */
  id?: IdFilter | null | undefined;
  /** By `Alert.incidentId`: Incident that holds the alert. */
  incidentId?: NumberIdFilter | null | undefined;
  /** By `Alert.investigationId`: Automated investigation tied to the alert. */
  investigationId?: NumberIdFilter | null | undefined;
  /** By `Alert.lastEventTime`: Latest triggering event on the device. */
  lastEventTime?: DateTimeFilter | null | undefined;
  /** By `Alert.lastUpdateTime`: When the alert last changed (UTC). */
  lastUpdateTime?: DateTimeFilter | null | undefined;
  /** By `Alert.severity`: Severity. */
  severity?: AlertSeverityFilter | null | undefined;
  /** By `Alert.status`: Triage status. */
  status?: AlertStatusFilter | null | undefined;
};

/** How Defender Antivirus runs: as the only antivirus, beside another one, not at all, or blocking after detection. */
export type AvMode =
  /** `0` in the vendor’s own words. */
  | 'ACTIVE'
  /** `2` in the vendor’s own words. */
  | 'DISABLED'
  /** `4` in the vendor’s own words. */
  | 'EDR_BLOCKED'
  /** `3` in the vendor’s own words. */
  | 'OTHER'
  /** `1` in the vendor’s own words. */
  | 'PASSIVE'
  /** `5` in the vendor’s own words. */
  | 'PASSIVE_AUDIT'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By an instant; several operators are joined with and, so that `ge` and `lt` make a span. */
export type DateTimeFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** At this or after it. */
  ge?: string | null | undefined;
  /** After this. */
  gt?: string | null | undefined;
  /** At this or before it. */
  le?: string | null | undefined;
  /** Before this. */
  lt?: string | null | undefined;
};

/** Exposure rating of a device. */
export type ExposureLevel =
  /** Many or grave weaknesses are open. */
  | 'HIGH'
  /** Few weaknesses are open. */
  | 'LOW'
  /** Some weaknesses are open. */
  | 'MEDIUM'
  /** Not rated. */
  | 'NONE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By id: a global id or the vendor’s own. */
export type IdFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: string | null | undefined;
};

/** The device to be cut off the network. */
export type IsolateMachineInput = {
  /** Given back in the payload, for the caller’s own bookkeeping. */
  clientMutationId?: string | null | undefined;
  /** Why; stored with the action. */
  comment: string;
  /** The caller’s name for this very action, such as a UUID. Asked again with it, the first result is given, and nothing is sent. */
  idempotencyKey?: string | null | undefined;
  /** FULL unless given. */
  isolationType?: IsolationTypeInput | null | undefined;
  /** In the place of `isolationType`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  isolationTypeRaw?: string | null | undefined;
  /** The device: a global id or the vendor’s own. */
  machineId: string;
  /** Token of a plan that holds this action and this device. */
  planToken?: string | null | undefined;
};

/** Whether a device is cut off the network. ISOLATING and RELEASING are told by its actions alone. */
export type IsolationState =
  /** It is cut off. */
  | 'ISOLATED'
  /** An isolation is under way. */
  | 'ISOLATING'
  /** It is on the network. */
  | 'NOT_ISOLATED'
  /** A release is under way. */
  | 'RELEASING'
  /** It cannot be told; `reason` says why. */
  | 'UNKNOWN';

/** FULL cuts all connections but that to the service, SELECTIVE leaves a few applications theirs, UN_MANAGED_DEVICE contains a device that is not onboarded. */
export type IsolationTypeInput =
  /** Cuts all connections but that to the service. */
  | 'FULL'
  /** Leaves a few applications their connections. */
  | 'SELECTIVE'
  /** Contains a device that is not onboarded. */
  | 'UN_MANAGED_DEVICE';

/** Where an action stands; all but PENDING and IN_PROGRESS are final. */
export type MachineActionStatus =
  /** Called off. */
  | 'CANCELLED'
  /** The device could not do it. */
  | 'FAILED'
  /** The device is at it. */
  | 'IN_PROGRESS'
  /** Sent, and not begun. */
  | 'PENDING'
  /** Done. */
  | 'SUCCEEDED'
  /** The device did not answer in time. */
  | 'TIME_OUT'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By an id that the vendor keeps as a number. */
export type NumberIdFilter = {
  /** Equal to this. */
  eq?: number | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<number> | null | undefined;
  /** Not equal to this. */
  ne?: number | null | undefined;
};

/** Risk rating of a device. */
export type RiskScore =
  /** High risk by the open alerts. */
  | 'HIGH'
  /** Only informational alerts. */
  | 'INFORMATIONAL'
  /** Low risk by the open alerts. */
  | 'LOW'
  /** Medium risk by the open alerts. */
  | 'MEDIUM'
  /** No open alert gives rise to a risk. */
  | 'NONE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** By a text as a whole. Whether letter case counts is Defender’s affair. */
export type StringFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Not equal to this. */
  ne?: string | null | undefined;
};

export type OpenAlertsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  where?: AlertWhere | null | undefined;
}>;


export type OpenAlertsQuery = { __typename: 'Query', alerts: { __typename: 'AlertConnection', edges: Array<{ __typename: 'AlertEdge', node: { __typename: 'Alert', id: string, title: string | null, severity: AlertSeverity | null, status: AlertStatus | null, machine: { __typename: 'Machine', id: string, computerDnsName: string | null, riskScore: RiskScore | null } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, completeness: { __typename: 'Completeness', complete: boolean, reason: string | null } } };

export type MissingForQueryVariables = Exact<{
  operation: string;
}>;


export type MissingForQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', missing: Array<string> } };

export type PlanIsolationQueryVariables = Exact<{
  machineId: string;
}>;


export type PlanIsolationQuery = { __typename: 'Query', planAction: { __typename: 'ActionPlan', warnings: Array<string>, planToken: string | null, targets: Array<{ __typename: 'PlannedTarget', machineId: string, refusals: Array<string> }> } };

export type IsolateMutationVariables = Exact<{
  input: IsolateMachineInput;
}>;


export type IsolateMutation = { __typename: 'Mutation', isolateMachine: { __typename: 'MachineActionPayload', outcome: ActionOutcome, machineAction: { __typename: 'MachineAction', id: string, status: MachineActionStatus | null } | null } };

export type FollowActionQueryVariables = Exact<{
  id: string;
}>;


export type FollowActionQuery = { __typename: 'Query', machineAction: { __typename: 'MachineAction', id: string, status: MachineActionStatus | null, machine: { __typename: 'Machine', id: string, isolation: { __typename: 'MachineIsolation', state: IsolationState } | null } | null } | null };

export type AlertStoryQueryVariables = Exact<{
  id: string;
}>;


export type AlertStoryQuery = { __typename: 'Query', alert: { __typename: 'Alert', id: string, title: string | null, evidence: Array<{ __typename: 'AlertEvidence', entityType: string | null, fileName: string | null, processCommandLine: string | null }> | null, user: { __typename: 'User', id: string, accountName: string | null } | null } | null };

export type RiskyMachinesPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type RiskyMachinesPageQuery = { __typename: 'Query', machines: { __typename: 'MachineConnection', nodes: Array<{ __typename: 'Machine', id: string, computerDnsName: string | null, exposureLevel: ExposureLevel | null, antivirusHealth: { __typename: 'DeviceAvInfo', avMode: AvMode | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } };


export const OpenAlertsDocument = {"__meta__":{"hash":"sha256:7ed7c21bb3f73769436b5b43baacd9e2cb860a23aae64825feac7a9c3d89232d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpenAlerts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertWhere"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"completeness"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<OpenAlertsQuery, OpenAlertsQueryVariables>;
export const MissingForDocument = {"__meta__":{"hash":"sha256:88f1a319618f1dd46f9568815a162cada912d14ba4ce66180dad885ab2c36b90"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MissingFor"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"operation"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"operation"},"value":{"kind":"Variable","name":{"kind":"Name","value":"operation"}}}]}]}}]}}]} as unknown as DocumentNode<MissingForQuery, MissingForQueryVariables>;
export const PlanIsolationDocument = {"__meta__":{"hash":"sha256:ce2ef7f00f3eb755e57b7fcf23b614c2b61c3753d877a227379df680eb789d92"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanIsolation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"machineId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"planAction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"ISOLATE_MACHINE"}},{"kind":"ObjectField","name":{"kind":"Name","value":"machineIds"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"machineId"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"isolationType"},"value":{"kind":"EnumValue","value":"FULL"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"machineId"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"planToken"}}]}}]}}]} as unknown as DocumentNode<PlanIsolationQuery, PlanIsolationQueryVariables>;
export const IsolateDocument = {"__meta__":{"hash":"sha256:6ba672e10da21872e9dd8a1e2b3d4b2e38226f65dd1a3ac670cb2fb51437b31b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Isolate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IsolateMachineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"isolateMachine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"machineAction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<IsolateMutation, IsolateMutationVariables>;
export const FollowActionDocument = {"__meta__":{"hash":"sha256:e0f87e4b37aea4a44611787a3255b34c12d828d68826415bf45f616c2d28e4a4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowAction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"machineAction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"waitSeconds"},"value":{"kind":"IntValue","value":"30"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"isolation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowActionQuery, FollowActionQueryVariables>;
export const AlertStoryDocument = {"__meta__":{"hash":"sha256:68d4c4d6ff058ed0800592bd11c104fc559d26779c4066c4bd8f3fb847b1ddb0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlertStory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"processCommandLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}}]}}]}}]}}]} as unknown as DocumentNode<AlertStoryQuery, AlertStoryQueryVariables>;
export const RiskyMachinesPageDocument = {"__meta__":{"hash":"sha256:48553cb6a5965c43ec783f22e384b3713518b99010f58a04d7dd5f5a60e16aa1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RiskyMachinesPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"machines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"riskScore"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"HIGH"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"exposureLevel"}},{"kind":"Field","name":{"kind":"Name","value":"antivirusHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"avMode"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RiskyMachinesPageQuery, RiskyMachinesPageQueryVariables>;