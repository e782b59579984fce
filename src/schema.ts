import './graphql/schema/reflect-metadata.ts';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import { idSpelling, type Context } from './context.ts';
import { nameRawFields } from './graphql/schema/closed-enum.ts';
import { describeConventions } from './graphql/schema/describe-conventions.ts';
import { acceptUnknownEnumValues, showRawTexts } from './graphql/schema/open-enum.ts';
import { replaceOperations, describeUpstream } from './graphql/schema/upstream-directive.ts';
import { nodeResolver, resolveIds, type NodeSource } from './graphql/node/node.ts';
import { leaveOutUnreadable } from './graphql/errors/omitted-rows.ts';
import { rejectInvalidKeys } from './graphql/node/invalid-key-error.ts';
import { permissionText, type ApiName } from './rest/operation.ts';
import { AlertChangesResolver } from './resources/alerts/alerts.changes.resolver.ts';
import { AlertEvidenceResolver } from './resources/alerts/alerts.evidence.resolver.ts';
import { AlertsOfMachineResolver } from './resources/alerts/alerts.machines.resolver.ts';
import { AlertRelationsResolver } from './resources/alerts/alerts.relations.resolver.ts';
import { AlertsResolver } from './resources/alerts/alerts.resolver.ts';
import { AlertSummaryResolver } from './resources/alerts/summary/alerts.summary.resolver.ts';
import { BrowserExtensionPermissionsResolver } from './resources/assessments/assessments.permissions.resolver.ts';
import { ASSESSMENT_RESOLVERS } from './resources/assessments/assessments.resolver.ts';
import { ScanDefinitionChangesResolver } from './resources/authenticated-scans/authenticated-scans.changes.resolver.ts';
import {
  ScanAgentsResolver,
  ScanDefinitionsResolver,
  ScannerAgentResolver,
} from './resources/authenticated-scans/authenticated-scans.resolver.ts';
import { BaselineConfigurationsResolver } from './resources/baseline-configurations/baseline-configurations.resolver.ts';
import { BaselineProfilesResolver } from './resources/baseline-profiles/baseline-profiles.resolver.ts';
import { BudgetsResolver } from './resources/budgets/budgets.resolver.ts';
import {
  AntivirusHealthOfMachineResolver,
  DeviceAvInfoResolver,
} from './resources/device-av-info/device-av-info.resolver.ts';
import { DomainsResolver } from './resources/domains/domains.resolver.ts';
import { FilesResolver } from './resources/files/files.resolver.ts';
import { HuntingResolver } from './resources/hunting/hunting.resolver.ts';
import { HuntingRowResolver } from './resources/hunting/hunting.rows.resolver.ts';
import { HUNTING_BACKENDS } from './resources/hunting/run/hunting.backends.api.ts';
import { SavedHuntsResolver } from './resources/hunting/saved/hunting.saved.resolver.ts';
import { HuntValidationResolver } from './resources/hunting/validate/hunting.validate.resolver.ts';
import { IncidentChangesResolver } from './resources/incidents/incidents.changes.resolver.ts';
import { IncidentAlertResolver, IncidentDeviceResolver } from './resources/incidents/incidents.relations.resolver.ts';
import { IncidentsResolver } from './resources/incidents/incidents.resolver.ts';
import { IndicatorChangesResolver } from './resources/indicators/indicators.changes.resolver.ts';
import { IndicatorsResolver } from './resources/indicators/indicators.resolver.ts';
import {
  InvestigationsOfMachineResolver,
  InvestigationsResolver,
} from './resources/investigations/investigations.resolver.ts';
import { IpsResolver } from './resources/ips/ips.resolver.ts';
import { LibraryChangesResolver } from './resources/library/library.changes.resolver.ts';
import { LibraryResolver } from './resources/library/library.resolver.ts';
import { MachineActionCancelResolver } from './resources/machine-actions/commands/machine-actions.cancel.resolver.ts';
import { MachineActionChangesResolver } from './resources/machine-actions/commands/machine-actions.changes.resolver.ts';
import { StartInvestigationResolver } from './resources/machine-actions/commands/machine-actions.investigation.resolver.ts';
import {
  CommandResultLinkResolver,
  PackageLinkResolver,
} from './resources/machine-actions/machine-actions.links.resolver.ts';
import {
  ActionsOfMachineResolver,
  MachineActionsResolver,
} from './resources/machine-actions/machine-actions.resolver.ts';
import { ActionPlanResolver } from './resources/machine-actions/plan/machine-actions.plan.resolver.ts';
import {
  MachineCodeRestrictionResolver,
  MachineIsolationResolver,
  MachineStateResolver,
} from './resources/machine-actions/state/machine-actions.state.resolver.ts';
import { MachineReferencesResolver } from './resources/machine-references/machine-references.resolver.ts';
import { MachineChangesResolver } from './resources/machines/machines.changes.resolver.ts';
import { MachinesFoundResolver } from './resources/machines/machines.entities.resolver.ts';
import { MachineRelationsResolver } from './resources/machines/machines.relations.resolver.ts';
import { MachinesResolver } from './resources/machines/machines.resolver.ts';
import { MachineSummaryResolver } from './resources/machines/summary/machines.summary.resolver.ts';
import { RecommendationRelationsResolver } from './resources/recommendations/recommendations.relations.resolver.ts';
import { RecommendationsResolver } from './resources/recommendations/recommendations.resolver.ts';
import { RemediationTaskRelationsResolver } from './resources/remediation-tasks/remediation-tasks.relations.resolver.ts';
import { RemediationTasksResolver } from './resources/remediation-tasks/remediation-tasks.resolver.ts';
import { ScoresResolver } from './resources/scores/scores.resolver.ts';
import { SearchResolver } from './resources/search/search.resolver.ts';
import { SoftwareRelationsResolver } from './resources/software/software.relations.resolver.ts';
import { SoftwareResolver } from './resources/software/software.resolver.ts';
import { UsersResolver } from './resources/users/users.resolver.ts';
import { ViewerResolver } from './resources/viewer/viewer.resolver.ts';
import { MachineVulnerabilitiesResolver } from './resources/vulnerabilities/vulnerabilities.findings.resolver.ts';
import { VulnerabilitiesResolver } from './resources/vulnerabilities/vulnerabilities.resolver.ts';

/** A resolver class; one whose type can be fetched by global id says how in `node`. */
type ResolverClass = NonEmptyArray<NewableFunction>[0] & { readonly node?: NodeSource };

/** The only registry: a new resource is one line here and one import. */
const resolvers: NonEmptyArray<ResolverClass> = [
  ActionPlanResolver,
  ActionsOfMachineResolver,
  AlertChangesResolver,
  AlertEvidenceResolver,
  AlertRelationsResolver,
  AlertSummaryResolver,
  AlertsOfMachineResolver,
  AlertsResolver,
  AntivirusHealthOfMachineResolver,
  ...ASSESSMENT_RESOLVERS,
  BaselineConfigurationsResolver,
  BaselineProfilesResolver,
  BrowserExtensionPermissionsResolver,
  BudgetsResolver,
  CommandResultLinkResolver,
  DeviceAvInfoResolver,
  DomainsResolver,
  FilesResolver,
  HuntValidationResolver,
  HuntingResolver,
  HuntingRowResolver,
  IncidentAlertResolver,
  IncidentChangesResolver,
  IncidentDeviceResolver,
  IncidentsResolver,
  IndicatorChangesResolver,
  IndicatorsResolver,
  InvestigationsOfMachineResolver,
  InvestigationsResolver,
  IpsResolver,
  LibraryChangesResolver,
  LibraryResolver,
  MachineActionCancelResolver,
  MachineActionChangesResolver,
  MachineActionsResolver,
  MachineChangesResolver,
  MachineCodeRestrictionResolver,
  MachineIsolationResolver,
  MachineReferencesResolver,
  MachineRelationsResolver,
  MachineStateResolver,
  MachineSummaryResolver,
  MachineVulnerabilitiesResolver,
  MachinesFoundResolver,
  MachinesResolver,
  PackageLinkResolver,
  RecommendationRelationsResolver,
  RecommendationsResolver,
  RemediationTaskRelationsResolver,
  RemediationTasksResolver,
  SavedHuntsResolver,
  ScanAgentsResolver,
  ScanDefinitionChangesResolver,
  ScanDefinitionsResolver,
  ScannerAgentResolver,
  ScoresResolver,
  SearchResolver,
  SoftwareRelationsResolver,
  SoftwareResolver,
  StartInvestigationResolver,
  UsersResolver,
  ViewerResolver,
  VulnerabilitiesResolver,
];

export interface SchemaOptions {
  /** Told of every enum value that the vendor sends and does not document. */
  onUnknownEnumValue?: (enumName: string, value: string) => void;
  /** Where hunts are run, and hence what they cost and need; Defender unless stated. */
  huntingBackend?: ApiName;
}

/** The graph, executable; it holds nothing of a request, so one serves them all. */
export async function createSchema(options: SchemaOptions = {}): Promise<GraphQLSchema> {
  const sources = resolvers.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const tenantOf = ({ caller }: Context): string => caller.tenantId;
  const schema = await buildSchema({
    resolvers: [...resolvers, nodeResolver(sources, tenantOf)] as NonEmptyArray<NewableFunction>,
    validate: false,
    // It runs the whole introspection query at each start; Apollo checks the schema itself.
    skipCheck: true,
  });
  resolveIds(schema, sources, tenantOf, idSpelling);
  rejectInvalidKeys(schema);
  leaveOutUnreadable(schema);
  const hunts = new Set(Object.values(HUNTING_BACKENDS).map(({ operation }) => operation.id));
  const { operation: hunt } = HUNTING_BACKENDS[options.huntingBackend ?? 'defender'];
  replaceOperations(schema, (declared) => (hunts.has(declared.id) ? hunt : declared));
  describeConventions(schema);
  describeUpstream(schema, permissionText);
  showRawTexts(schema);
  nameRawFields(schema);
  acceptUnknownEnumValues(schema, options.onUnknownEnumValue ?? (() => undefined));
  return schema;
}
