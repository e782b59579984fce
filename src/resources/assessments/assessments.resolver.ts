import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root, type ClassType } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { atLeastOne } from '../../graphql/schema/input-error.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import * as assessments from './assessments.api.ts';
import type { Assessment } from './assessments.api.ts';
import { ChangesArgs, FilesArgs } from './assessments.args.ts';
import {
  BaselineComplianceAssessment,
  BaselineComplianceAssessmentConnection,
  SecureConfigurationAssessment,
  SecureConfigurationAssessmentConnection,
} from './assessments.configuration.type.ts';
import type { AssessedDevice } from './assessments.device.type.ts';
import { BrowserExtensionRecord, BrowserExtensionRecordConnection } from './assessments.extensions.type.ts';
import { readFiles } from './assessments.files.api.ts';
import { ExportFiles } from './assessments.files.type.ts';
import {
  CertificateAssessment,
  CertificateAssessmentConnection,
  HardwareFirmwareAssessment,
  HardwareFirmwareAssessmentConnection,
} from './assessments.inventory.type.ts';
import { listAssessment, type AssessmentOptions } from './assessments.rows.api.ts';
import {
  NonCpeSoftwareRecord,
  NonCpeSoftwareRecordConnection,
  SoftwareInventoryRecord,
  SoftwareInventoryRecordConnection,
} from './assessments.software.type.ts';
import {
  SoftwareVulnerabilityChange,
  SoftwareVulnerabilityChangeConnection,
  SoftwareVulnerabilityRecord,
  SoftwareVulnerabilityRecordConnection,
} from './assessments.vulnerabilities.type.ts';

type ResolverClass = new () => object;

/** What an assessment is in the graph. */
interface AssessmentFields<Row extends AssessedDevice> {
  assessment: Assessment;
  /** Name of the list. */
  field: string;
  /** What it is a list of, for its description. */
  rows: string;
  row: ClassType<Row>;
  connection: ClassType<Connection<Row>>;
  args?: ClassType<ForwardArgs & AssessmentOptions>;
}

/** The list of an assessment, and the device of each row. */
function rowsResolver<Row extends AssessedDevice>(fields: AssessmentFields<Row>): ResolverClass {
  const { assessment, field, rows, row, connection, args = ForwardArgs } = fields;

  @Resolver(() => row)
  class AssessmentRowsResolver {
    @Query(() => connection, {
      name: field,
      description: `${rows} One call reads 1,000 rows, which later pages are cut out of for five minutes; \`GET /export/${assessment.name}.jsonl\` gives all rows.`,
    })
    @Upstream('page', assessment.rows)
    list(
      @Args(() => args) { sinceTime, ...page }: ForwardArgs & AssessmentOptions,
      @Ctx() context: Context,
      @Info() info: GraphQLResolveInfo,
    ): Promise<Connection<Row>> {
      const options = { sinceTime };
      return connect(page, info, cursorScope(context, field, options), (window) =>
        listAssessment<Row>(context, assessment, window, options),
      );
    }

    @FieldResolver(() => Machine, {
      nullable: true,
      description: 'The device; null where the device list no longer has it.',
    })
    @Upstream('hundred', getMachineOperation)
    machine(@Root() { deviceId }: Row, @Ctx() context: Context): Promise<Machine | null> | null {
      return deviceId == null ? null : machineLoader(context).load(deviceId);
    }
  }
  return AssessmentRowsResolver;
}

/** The files of an assessment. */
function filesResolver(name: string, subject: string, files: NonNullable<Assessment['files']>): ResolverClass {
  @Resolver()
  class AssessmentFilesResolver {
    @Query(() => ExportFiles, {
      name,
      nullable: true,
      description: `The files of ${subject}, made by the vendor for large tenants.`,
    })
    @Upstream('object', files)
    files(@Args(() => FilesArgs) { sasValidHours }: FilesArgs, @Ctx() context: Context): Promise<ExportFiles> {
      if (sasValidHours != null) atLeastOne('sasValidHours', sasValidHours);
      return readFiles(context, files, sasValidHours);
    }
  }
  return AssessmentFilesResolver;
}

function resolversOf<Row extends AssessedDevice>(fields: AssessmentFields<Row>): ResolverClass[] {
  const { assessment, field } = fields;
  const rows = rowsResolver(fields);
  if (assessment.files === null) return [rows];
  return [
    rows,
    filesResolver(`${field.slice(0, -1)}Files`, `the assessment that \`${field}\` lists`, assessment.files),
  ];
}

/** A list and its files for each assessment, and the files of what is gathered of devices, which has no list. */
export const ASSESSMENT_RESOLVERS: readonly ResolverClass[] = [
  ...resolversOf({
    assessment: assessments.SECURE_CONFIGURATION,
    field: 'secureConfigurationAssessments',
    rows: 'The state of each secure setting on each device.',
    row: SecureConfigurationAssessment,
    connection: SecureConfigurationAssessmentConnection,
  }),
  ...resolversOf({
    assessment: assessments.SOFTWARE_INVENTORY,
    field: 'softwareInventoryRecords',
    rows: 'Each version of each product on each device, of products with a product code.',
    row: SoftwareInventoryRecord,
    connection: SoftwareInventoryRecordConnection,
  }),
  ...resolversOf({
    assessment: assessments.NON_CPE_SOFTWARE,
    field: 'nonCpeSoftwareRecords',
    rows: 'Each version of each product on each device, of products without a product code.',
    row: NonCpeSoftwareRecord,
    connection: NonCpeSoftwareRecordConnection,
  }),
  ...resolversOf({
    assessment: assessments.SOFTWARE_VULNERABILITIES,
    field: 'softwareVulnerabilityRecords',
    rows: 'Each vulnerability of each version of each product on each device.',
    row: SoftwareVulnerabilityRecord,
    connection: SoftwareVulnerabilityRecordConnection,
  }),
  ...resolversOf({
    assessment: assessments.SOFTWARE_VULNERABILITY_CHANGES,
    field: 'softwareVulnerabilityChanges',
    rows: 'What has changed in the vulnerabilities of devices since a time: new, fixed, updated.',
    row: SoftwareVulnerabilityChange,
    connection: SoftwareVulnerabilityChangeConnection,
    args: ChangesArgs,
  }),
  ...resolversOf({
    assessment: assessments.BROWSER_EXTENSIONS,
    field: 'browserExtensionRecords',
    rows: 'Each browser extension on each device.',
    row: BrowserExtensionRecord,
    connection: BrowserExtensionRecordConnection,
  }),
  ...resolversOf({
    assessment: assessments.CERTIFICATES,
    field: 'certificateAssessments',
    rows: 'Each certificate on each device.',
    row: CertificateAssessment,
    connection: CertificateAssessmentConnection,
  }),
  ...resolversOf({
    assessment: assessments.HARDWARE_FIRMWARE,
    field: 'hardwareFirmwareAssessments',
    rows: 'The hardware and firmware of each device, component by component.',
    row: HardwareFirmwareAssessment,
    connection: HardwareFirmwareAssessmentConnection,
  }),
  ...resolversOf({
    assessment: assessments.BASELINE_COMPLIANCE,
    field: 'baselineComplianceAssessments',
    rows: 'The state of each setting of each baseline profile on each device.',
    row: BaselineComplianceAssessment,
    connection: BaselineComplianceAssessmentConnection,
  }),
  filesResolver(
    'informationGatheringFiles',
    'what was gathered of each device, antivirus health among it',
    assessments.informationGatheringFilesOperation,
  ),
];
