import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticated } from './auth/caller.ts';
import type { Context } from './context.ts';
import { rowTypesOf } from './graphql/schema/row-types.ts';
import { inputError } from './graphql/schema/input-error.ts';
import { exportRoute, type ExportQuery, type ExportRouteOptions } from './http/export-route.ts';
import { exportAssessment, type ExportRequest } from './resources/assessments/export/export-assessment.ts';
import { EXPORT_FORMATS } from './resources/assessments/export/export-lines.ts';

export interface AssessmentExportOptions extends Omit<ExportRouteOptions, 'open' | 'mediaTypes'> {
  schema: GraphQLSchema;
  /** What an export may know of the request; a new one for each page, as one request may take 30 s. */
  context: (authenticated: Authenticated, request: FastifyRequest, signal: AbortSignal) => Context;
}

const PARAMETERS = ['after', 'via', 'cursors', 'sinceTime'] as const;
const isParameter = (name: string): boolean => (PARAMETERS as readonly string[]).includes(name);

/** Reads the query of an export. Throws BAD_USER_INPUT with the parameter and the remedy. */
function requestOf({ name, isCsv, parameters }: ExportQuery): ExportRequest {
  for (const [parameter, value] of Object.entries(parameters)) {
    if (!isParameter(parameter)) {
      throw inputError(`${parameter}: is no parameter of an export; there are ${PARAMETERS.join(', ')}.`);
    }
    if (typeof value !== 'string') throw inputError(`${parameter}: is given more than once; give it once.`);
  }
  const { after, via, cursors, sinceTime } = parameters as Partial<Record<(typeof PARAMETERS)[number], string>>;
  if (via !== undefined && via !== 'files') throw inputError('via: may be files; leave it out to read pages.');
  if (cursors !== undefined && cursors !== 'true')
    throw inputError('cursors: may be true; leave it out for rows alone.');
  return {
    name,
    format: isCsv ? 'csv' : 'jsonl',
    after,
    viaFiles: via === 'files',
    cursors: cursors === 'true',
    sinceTime,
  };
}

/** `GET /export/<name>.jsonl` for each assessment. */
export function serveAssessmentExports(app: FastifyInstance, options: AssessmentExportOptions): void {
  const types = rowTypesOf(options.schema);
  const columnsOf = (rowType: string): string[] => [...(types.get(rowType)?.properties.keys() ?? [])];
  exportRoute(app, {
    ...options,
    mediaTypes: EXPORT_FORMATS,
    open: (query, { authenticated, request, signal }) => {
      const context = (): Context => options.context(authenticated, request, signal);
      return exportAssessment(requestOf(query), { context, signal, columnsOf });
    },
  });
}
