/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What became of a response action that was asked for. */
export type ActionOutcome =
  /** An equal one was under way already, and nothing was added to it. */
  | 'ALREADY_PENDING'
  /** Defender has taken it: now, or when the same call was made before. */
  | 'CREATED';

/** What happens when an indicator is seen. */
export type IndicatorAction =
  /** It is let through and raises an alert. */
  | 'ALERT'
  /** It is blocked and raises an alert. */
  | 'ALERT_AND_BLOCK'
  /** It is let through, whatever else speaks against it. */
  | 'ALLOWED'
  /** It is let through and noted. */
  | 'AUDIT'
  /** It is blocked. */
  | 'BLOCK'
  /** It is blocked, and the file is put away. */
  | 'BLOCK_AND_REMEDIATE'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** The user is warned and may go on. */
  | 'WARN';

/** An indicator to be made, or updated if one of this value is there. */
export type IndicatorInput = {
  /** Needed. AUDIT goes with `generateAlert: true`. */
  action?: IndicatorAction | null | undefined;
  /** In the place of `action`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  actionRaw?: string | null | undefined;
  /** Name shown in a block notification; taken when the indicator is made, ignored when it is updated. */
  application?: string | null | undefined;
  /** What it is and why it is here. */
  description: string;
  /** Notification or support address, for a URL that is to be blocked or warned of. */
  educateUrl?: string | null | undefined;
  /** When it stops to apply; never if left out. */
  expirationTime?: string | null | undefined;
  /** Whether a match raises an alert; must be true with AUDIT. */
  generateAlert?: boolean | null | undefined;
  /** Needed. */
  indicatorType?: IndicatorType | null | undefined;
  /** In the place of `indicatorType`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  indicatorTypeRaw?: string | null | undefined;
  /** The hash, thumbprint, address, domain or URL. An indicator of the same value is updated. */
  indicatorValue: string;
  /** Device groups where it applies; all devices if left out. */
  rbacGroupNames?: Array<string> | null | undefined;
  /** What an analyst should do about a match. */
  recommendedActions?: string | null | undefined;
  /** Severity of the alert on a match. */
  severity?: IndicatorSeverity | null | undefined;
  /** In the place of `severity`: the vendor’s own word, for a value that this version does not know. It is sent as given. */
  severityRaw?: string | null | undefined;
  /** Headline of the indicator, and of the alert on a match. */
  title: string;
};

/** Severity of the alert that an indicator raises. */
export type IndicatorSeverity =
  /** Grave. */
  | 'HIGH'
  /** Worth knowing. */
  | 'INFORMATIONAL'
  /** Of little weight. */
  | 'LOW'
  /** Of some weight. */
  | 'MEDIUM'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED';

/** What an indicator names. No page lists WEB_CATEGORY; it was seen in answers. */
export type IndicatorType =
  /** A certificate by the SHA-1 of its content. */
  | 'CERTIFICATE_THUMBPRINT'
  /** A host name without scheme and path. */
  | 'DOMAIN_NAME'
  /** A file by its MD5. */
  | 'FILE_MD5'
  /** A file by its SHA-1. */
  | 'FILE_SHA1'
  /** A file by its SHA-256. */
  | 'FILE_SHA256'
  /** A single IPv4 or IPv6 address. */
  | 'IP_ADDRESS'
  /** A value that this version does not know; the field of the same name that ends in `Raw` shows it. */
  | 'UNRECOGNIZED'
  /** An address of the web. */
  | 'URL'
  /** A category of web sites; on no page, seen in answers. */
  | 'WEB_CATEGORY';

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

export type PlanIsolationQueryVariables = Exact<{
  machineId: string;
}>;


export type PlanIsolationQuery = { planAction: { warnings: Array<string>, planToken: string | null, targets: Array<{ refusals: Array<string> }> } };

export type IsolateMutationVariables = Exact<{
  input: IsolateMachineInput;
}>;


export type IsolateMutation = { isolateMachine: { outcome: ActionOutcome, machineAction: { machineActionId: string, status: MachineActionStatus | null } | null } };

export type FollowActionQueryVariables = Exact<{
  id: string;
}>;


export type FollowActionQuery = { machineAction: { machineActionId: string, status: MachineActionStatus | null } | null };

export type ImportIndicatorsMutationVariables = Exact<{
  indicators: Array<IndicatorInput> | IndicatorInput;
}>;


export type ImportIndicatorsMutation = { importIndicators: { results: Array<{ indicator: string | null, isFailed: boolean | null, failureReason: string | null }> } };

export type ProcessesOfQueryVariables = Exact<{
  file: unknown;
  since: unknown;
}>;


export type ProcessesOfQuery = { hunt: { rowCount: number, rows: { nodes: Array<{ values: Record<string, unknown> }> } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const PlanIsolationDocument = new TypedDocumentString(`
    query PlanIsolation($machineId: ID!) {
  planAction(
    input: {action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL}
  ) {
    targets {
      refusals
    }
    warnings
    planToken
  }
}
    `) as unknown as TypedDocumentString<PlanIsolationQuery, PlanIsolationQueryVariables>;
export const IsolateDocument = new TypedDocumentString(`
    mutation Isolate($input: IsolateMachineInput!) {
  isolateMachine(input: $input) {
    outcome
    machineAction {
      machineActionId
      status
    }
  }
}
    `) as unknown as TypedDocumentString<IsolateMutation, IsolateMutationVariables>;
export const FollowActionDocument = new TypedDocumentString(`
    query FollowAction($id: ID!) {
  machineAction(id: $id, waitSeconds: 30) {
    machineActionId
    status
  }
}
    `) as unknown as TypedDocumentString<FollowActionQuery, FollowActionQueryVariables>;
export const ImportIndicatorsDocument = new TypedDocumentString(`
    mutation ImportIndicators($indicators: [IndicatorInput!]!) {
  importIndicators(input: {indicators: $indicators}) {
    results {
      indicator
      isFailed
      failureReason
    }
  }
}
    `) as unknown as TypedDocumentString<ImportIndicatorsMutation, ImportIndicatorsMutationVariables>;
export const ProcessesOfDocument = new TypedDocumentString(`
    query ProcessesOf($file: JSON!, $since: JSON!) {
  hunt(
    query: """
    DeviceProcessEvents
    | where Timestamp > ago(since) and FileName =~ file
    | project Timestamp, DeviceName, AccountName, ProcessCommandLine
    | sort by Timestamp desc
    """
    parameters: [{name: "file", type: STRING, value: $file}, {name: "since", type: TIMESPAN, value: $since}]
  ) {
    rowCount
    rows(first: 5) {
      nodes {
        values
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProcessesOfQuery, ProcessesOfQueryVariables>;