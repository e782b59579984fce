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

/** State of the sensor on a device. */
export type HealthStatus =
  /** It reports. */
  | 'ACTIVE'
  /** It reports, but commands do not reach it reliably. */
  | 'IMPAIRED_COMMUNICATION'
  /** No signal for more than seven days. */
  | 'INACTIVE'
  /** It answers, but sends no sensor data. */
  | 'NO_SENSOR_DATA'
  /** Neither sensor data nor a reliable connection. */
  | 'NO_SENSOR_DATA_IMPAIRED_COMMUNICATION'
  /** Not told. */
  | 'UNKNOWN'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

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

/** Kind of a response action. */
export type MachineActionType =
  /** Forensic data are gathered into a package. */
  | 'COLLECT_INVESTIGATION_PACKAGE'
  /** The device is cut off the network. */
  | 'ISOLATE'
  /** A session of commands. */
  | 'LIVE_RESPONSE'
  /** The sensor is taken out of the service. */
  | 'OFFBOARD'
  /** Only programs signed by Microsoft run. */
  | 'RESTRICT_CODE_EXECUTION'
  /** A scan for malware. */
  | 'RUN_ANTI_VIRUS_SCAN'
  /** Processes of a file are stopped and the file is put away. */
  | 'STOP_AND_QUARANTINE_FILE'
  /** The device is let back into the network. */
  | 'UNISOLATE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** All programs run again. */
  | 'UNRESTRICT_CODE_EXECUTION';

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

export type TriageAlertsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TriageAlertsQuery = { __typename: 'Query', alerts: { __typename: 'AlertConnection', totalCount: number | null, edges: Array<{ __typename: 'AlertEdge', node: { __typename: 'Alert', id: string, title: string | null, status: AlertStatus | null, alertCreationTime: string | null, machine: { __typename: 'Machine', id: string, computerDnsName: string | null, riskScore: RiskScore | null, exposureLevel: ExposureLevel | null } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } };

export type DeviceStoryQueryVariables = Exact<{
  id: string;
}>;


export type DeviceStoryQuery = { __typename: 'Query', machine: { __typename: 'Machine', id: string, computerDnsName: string | null, osPlatform: string | null, riskScore: RiskScore | null, exposureLevel: ExposureLevel | null, healthStatus: HealthStatus | null, lastSeen: string | null, machineTags: Array<string> | null, isolation: { __typename: 'MachineIsolation', state: IsolationState, asOf: string } | null, alerts: { __typename: 'AlertConnection', edges: Array<{ __typename: 'AlertEdge', node: { __typename: 'Alert', id: string, title: string | null, severity: AlertSeverity | null, alertCreationTime: string | null, evidence: Array<{ __typename: 'AlertEvidence', entityType: string | null, fileName: string | null, processCommandLine: string | null }> | null } }> } | null, actions: { __typename: 'MachineActionConnection', edges: Array<{ __typename: 'MachineActionEdge', node: { __typename: 'MachineAction', id: string, type: MachineActionType | null, status: MachineActionStatus | null, requestor: string | null, creationDateTimeUtc: string | null } }> } | null } | null };

export type TriageMissingQueryVariables = Exact<{
  operation: string;
}>;


export type TriageMissingQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', missing: Array<string> } };

export type TriagePlanQueryVariables = Exact<{
  machineId: string;
}>;


export type TriagePlanQuery = { __typename: 'Query', planAction: { __typename: 'ActionPlan', warnings: Array<string>, planToken: string | null, upstreamCalls: number, targets: Array<{ __typename: 'PlannedTarget', refusals: Array<string>, pendingActions: Array<{ __typename: 'MachineAction', id: string, type: MachineActionType | null, status: MachineActionStatus | null }> }> } };

export type TriageIsolateMutationVariables = Exact<{
  input: IsolateMachineInput;
}>;


export type TriageIsolateMutation = { __typename: 'Mutation', isolateMachine: { __typename: 'MachineActionPayload', outcome: ActionOutcome, machineAction: { __typename: 'MachineAction', id: string, status: MachineActionStatus | null } | null } };

export type TriageFollowQueryVariables = Exact<{
  id: string;
}>;


export type TriageFollowQuery = { __typename: 'Query', machineAction: { __typename: 'MachineAction', id: string, status: MachineActionStatus | null, machine: { __typename: 'Machine', id: string, isolation: { __typename: 'MachineIsolation', state: IsolationState, asOf: string } | null, actions: { __typename: 'MachineActionConnection', edges: Array<{ __typename: 'MachineActionEdge', node: { __typename: 'MachineAction', id: string, type: MachineActionType | null, status: MachineActionStatus | null, requestor: string | null, creationDateTimeUtc: string | null } }> } | null } | null } | null };


export const TriageAlertsDocument = {"__meta__":{"hash":"sha256:a6908113626b4ad1b538fc40f039bfdd58019b6b940157a1cbf1d777bed48efa"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TriageAlerts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"severity"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"HIGH"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ne"},"value":{"kind":"EnumValue","value":"RESOLVED"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"alertCreationTime"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"exposureLevel"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<TriageAlertsQuery, TriageAlertsQueryVariables>;
export const DeviceStoryDocument = {"__meta__":{"hash":"sha256:cf565ac005df81e57e7ef1f9ab883b048fc7f249f910a57cd0034d55077486a1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeviceStory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"computerDnsName"}},{"kind":"Field","name":{"kind":"Name","value":"osPlatform"}},{"kind":"Field","name":{"kind":"Name","value":"riskScore"}},{"kind":"Field","name":{"kind":"Name","value":"exposureLevel"}},{"kind":"Field","name":{"kind":"Name","value":"healthStatus"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeen"}},{"kind":"Field","name":{"kind":"Name","value":"machineTags"}},{"kind":"Field","name":{"kind":"Name","value":"isolation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"alertCreationTime"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"processCommandLine"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestor"}},{"kind":"Field","name":{"kind":"Name","value":"creationDateTimeUtc"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeviceStoryQuery, DeviceStoryQueryVariables>;
export const TriageMissingDocument = {"__meta__":{"hash":"sha256:4e2f55ee54b3e26cd0faa67d330aa482c08e6518f91265db3908c140589e3548"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TriageMissing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"operation"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"operation"},"value":{"kind":"Variable","name":{"kind":"Name","value":"operation"}}}]}]}}]}}]} as unknown as DocumentNode<TriageMissingQuery, TriageMissingQueryVariables>;
export const TriagePlanDocument = {"__meta__":{"hash":"sha256:acdd0c4e4210ee39ec23ab54adc0aa8768bb67616c69dec140b93b2ac26a7ccb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TriagePlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"machineId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"planAction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"ISOLATE_MACHINE"}},{"kind":"ObjectField","name":{"kind":"Name","value":"machineIds"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"machineId"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"isolationType"},"value":{"kind":"EnumValue","value":"FULL"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"}},{"kind":"Field","name":{"kind":"Name","value":"pendingActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"planToken"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamCalls"}}]}}]}}]} as unknown as DocumentNode<TriagePlanQuery, TriagePlanQueryVariables>;
export const TriageIsolateDocument = {"__meta__":{"hash":"sha256:a557d91c3c2d4ea2f2613f895b0846c8e00b849ba838007b8561fab045423afc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TriageIsolate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IsolateMachineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"isolateMachine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"machineAction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<TriageIsolateMutation, TriageIsolateMutationVariables>;
export const TriageFollowDocument = {"__meta__":{"hash":"sha256:a86afd8adcbbf0d61f54806aea6bde4105253b58fc9e08c2e2080f45ebff0d14"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TriageFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"machineAction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"waitSeconds"},"value":{"kind":"IntValue","value":"30"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"machine"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"isolation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestor"}},{"kind":"Field","name":{"kind":"Name","value":"creationDateTimeUtc"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TriageFollowQuery, TriageFollowQueryVariables>;