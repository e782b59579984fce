import { GraphQLError } from 'graphql';
import pLimit from 'p-limit';
import { perRequest, principalOf, type Context } from '../../../context.ts';
import { bind, type BoundQuery } from '../../../kql/parameters/bind.ts';
import { KqlCheckError, type CheckCaller, type KqlDiagnostic, type KqlReport } from '../../../kql/check/checker.ts';
import { KqlParameterError, type KqlParameter } from '../../../kql/parameters/parameter.ts';
import { RestError } from '../../../rest/rest-error.ts';

/** A hunt whose parameters are bound, and what was found in it. */
export interface CheckedHunt {
  bound: BoundQuery;
  report: KqlReport;
}

/** A hunt with its parameters bound. Throws BAD_USER_INPUT naming the parameter at fault. */
function boundHunt(query: string, parameters: readonly KqlParameter[]): BoundQuery {
  try {
    return bind(query, parameters);
  } catch (error) {
    if (!(error instanceof KqlParameterError)) throw error;
    const { index, member, message } = error;
    const field = `parameters[${index}].${member}`;
    throw new GraphQLError(`${field}: ${message}.`, { extensions: { code: 'BAD_USER_INPUT', field } });
  }
}

/** One of a document at a time, so that one with many hunts does not fill its caller's line. */
const oneAtATime = perRequest(() => pLimit(1));

/** Whose turn a check is; what a token says of itself counts only where it was accepted. */
function checkCaller({ caller, rest, hunting, abortSignal }: Context): CheckCaller {
  return {
    owner: `${caller.tenantId} ${principalOf(caller)}`,
    unverified: !rest.isAccepted && !hunting.rest.isAccepted,
    signal: abortSignal,
  };
}

/** Seconds after which a full queue of checks has moved on. */
const BUSY_SECONDS = 5;

function failureOf(error: unknown, { abortSignal }: Context): unknown {
  if (abortSignal.aborted) return new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.', { cause: error });
  if (!(error instanceof KqlCheckError)) return error;
  if (error.reason === 'BUSY') {
    return new RestError('RATE_LIMITED', 'The gateway checks many hunts at the moment; try again in some seconds.', {
      retryAfter: BUSY_SECONDS,
      cause: error,
    });
  }
  return new RestError('UPSTREAM_UNAVAILABLE', `${error.message} The hunt was not sent; try again.`, { cause: error });
}

function faultOf(faults: readonly [KqlDiagnostic, ...KqlDiagnostic[]]): GraphQLError {
  const [{ message, line, column, length, code }] = faults;
  return new GraphQLError(`query, line ${line}, column ${column}: ${message}`, {
    extensions: { code: 'BAD_USER_INPUT', line, column, length, diagnosticCode: code, diagnostics: faults },
  });
}

async function analyze(context: Context, query: string, parameters: readonly KqlParameter[]): Promise<CheckedHunt> {
  const bound = boundHunt(query, parameters);
  try {
    const check = () => context.kql.check(bound, checkCaller(context));
    // Devices may follow from what is checked now.
    const report = await context.rest.inFlight.during(() => oneAtATime(context)(check));
    return { bound, report };
  } catch (error) {
    throw failureOf(error, context);
  }
}

/**
 * What is found in a hunt. Throws BAD_USER_INPUT for faults in its parameters, RATE_LIMITED while too many checks wait,
 * UPSTREAM_UNAVAILABLE where a check broke off.
 */
export async function validatedHunt(
  context: Context,
  query: string,
  parameters: readonly KqlParameter[],
): Promise<KqlReport> {
  return (await analyze(context, query, parameters)).report;
}

/** A hunt that may be sent, and what was learned of it. Throws as `validatedHunt`, and BAD_USER_INPUT for faults in the query. */
export async function checkedHunt(
  context: Context,
  query: string,
  parameters: readonly KqlParameter[],
): Promise<CheckedHunt> {
  const checked = await analyze(context, query, parameters);
  const [first, ...others] = checked.report.diagnostics.filter(({ severity }) => severity === 'ERROR');
  if (first !== undefined) throw faultOf([first, ...others]);
  return checked;
}
