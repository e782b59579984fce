import { huntingGlobals } from '../language/language-globals.ts';
import { HUNTING_FUNCTIONS } from '../schema/hunting-functions.ts';
import { languageService, listed, type BridgeDiagnostic, type GlobalState } from '../language/load-language-service.ts';
import { PARAMETER_UNUSED, parameterFindings } from './parameter-findings.ts';
import { toDiagnostics } from './line-column.ts';
import { MAX_COLUMNS, type CheckRequest, type Finding, type KqlReport, type KqlSeverity } from './report.ts';
import { refusedBeforeParsing } from './scan-tokens.ts';
import { unknownNameRule } from './unknown-name-rule.ts';
import { walkTree, type TreeNode } from '../language/walk-tree.ts';

/** Too deep for the parser to look at the meaning, which says nothing of the query. */
const NOT_ANALYSED = 'KS245';
/** A name is declared a second time. */
const DECLARED_TWICE = 'KS201';

const FUNCTIONS: ReadonlySet<string> = new Set(HUNTING_FUNCTIONS.map(({ name }) => name));

let globals: GlobalState | undefined;

/** Looks a bound query over. Takes seconds for a hostile one, and the loading of the parser the first time. */
export function checkQuery(request: CheckRequest): KqlReport {
  const refused = refusedBeforeParsing(request);
  if (refused) return { diagnostics: toDiagnostics([refused], request), columns: [], tail: request.text.length };
  globals ??= huntingGlobals();
  const code = languageService().KustoCode.ParseAndAnalyze(request.text, globals);
  const nodes = [...walkTree(code.Syntax)];
  const syntax = listed(code.GetSyntaxDiagnostics());
  const all = listed(code.GetDiagnostics());
  const analysed = all.every(({ Code }) => Code !== NOT_ANALYSED);
  const parameters = analysed ? parameterFindings(nodes, request) : [];
  const results = nodes.filter(({ kind }) => kind === 'ExpressionStatement').filter(isOfTheQuery);
  const findings = [
    ...parameters,
    ...ofTheParser(nodes, syntax, all).filter(({ code: name, start }) => !isTold(name, start, parameters)),
    ...(syntax.length === 0 ? resultFindings(results, request) : []),
  ];
  const last = results.at(-1)?.node.GetChild(0);
  // A parameter that is never read says nothing of the result.
  const failed = findings.some(({ severity, code }) => severity === 'ERROR' && code !== PARAMETER_UNUSED);
  return {
    diagnostics: toDiagnostics(findings, request),
    columns: failed || !last ? [] : columnsOf(last),
    tail: last?.End ?? request.text.length,
  };
}

/** Statements of a function's body are not. */
function isOfTheQuery({ parent }: TreeNode): boolean {
  return parent?.parent?.parent?.kind === 'QueryBlock';
}

function isTold(code: string, start: number, parameters: readonly Finding[]): boolean {
  return code === DECLARED_TWICE && parameters.some((finding) => finding.start === start && finding.length > 0);
}

function columnsOf({ ResultType: type }: TreeNode['node']): KqlReport['columns'] {
  const columns = type?.Columns ? listed(type.Columns).slice(0, MAX_COLUMNS) : [];
  return columns.map(({ Name, Type }) => ({ name: Name, type: Type.Name }));
}

function resultFindings(results: readonly TreeNode[], { text }: CheckRequest): Finding[] {
  if (results.length === 0) {
    const message = 'The query has no result: it ends without a tabular expression.';
    return [{ code: 'NO_RESULT', severity: 'ERROR', message, start: text.length, length: 0 }];
  }
  return results.slice(1).map(({ node }) => ({
    code: 'SEVERAL_RESULTS',
    severity: 'WARNING',
    message: 'The query has several results, and an answer of the API holds one; send each as a hunt of its own.',
    start: node.TextStart,
    length: node.End - node.TextStart,
  }));
}

function ofTheParser(
  nodes: readonly TreeNode[],
  syntax: readonly BridgeDiagnostic[],
  all: readonly BridgeDiagnostic[],
): Finding[] {
  const keyOf = ({ Code, Start, Length }: BridgeDiagnostic): string => `${Code} ${Start} ${Length}`;
  const malformed = new Set(syntax.map(keyOf));
  const semantic = all.filter((diagnostic) => !malformed.has(keyOf(diagnostic)));
  const isDoubtful = unknownNameRule(nodes, semantic);
  // What may be given to the functions that hunting adds is known from a page or two, not from a definition.
  const calls = nodes.filter(
    ({ kind, node }) => kind === 'FunctionCallExpression' && FUNCTIONS.has(node.GetChild(0)?.SimpleName ?? ''),
  );
  const isOfCall = ({ Start }: BridgeDiagnostic): boolean =>
    calls.some(({ node }) => node.TextStart <= Start && Start < node.End);
  const severityOf = (diagnostic: BridgeDiagnostic): KqlSeverity => {
    if (diagnostic.Severity === 'Warning') return 'WARNING';
    if (diagnostic.Severity !== 'Error') return 'INFORMATION';
    return diagnostic.Code === NOT_ANALYSED || isDoubtful(diagnostic) ? 'WARNING' : 'ERROR';
  };
  const finding = (diagnostic: BridgeDiagnostic, severity: KqlSeverity): Finding => {
    const { Code: code, Message: message, Start: start, Length: length } = diagnostic;
    return { code, message, severity, start, length };
  };
  return [
    ...syntax.map((diagnostic) => finding(diagnostic, 'ERROR')),
    ...semantic
      .filter((diagnostic) => !isOfCall(diagnostic))
      .map((diagnostic) => finding(diagnostic, severityOf(diagnostic))),
  ];
}
