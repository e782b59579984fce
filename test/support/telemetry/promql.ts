import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A metric that an expression reads, and the labels that it asks of it. */
export interface Selected {
  metric: string;
  labels: readonly string[];
}

export interface ReadExpression {
  selected: readonly Selected[];
  /** Labels that an aggregation groups by, and the metrics below it. */
  grouped: readonly { label: string; metrics: readonly string[] }[];
}

/** What Grafana puts in before it asks. */
function withoutVariables(expression: string): string {
  return expression.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '1h');
}

function nodesOf(root: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (node.name === name) found.push(node.node);
  });
  return found;
}

/** Reads an expression of PromQL by Prometheus' own grammar; throws for one that is none. */
export function readPromql(expression: string): ReadExpression {
  const text = withoutVariables(expression);
  const { topNode } = parser.parse(text);
  topNode.cursor().iterate((node) => {
    if (node.type.isError) throw new Error(`No PromQL at ${node.from}: ${text}`);
  });
  const words = (node: SyntaxNode, name: string): string[] =>
    nodesOf(node, name).map(({ from, to }) => text.slice(from, to));
  const metricOf = (selector: SyntaxNode): string => words(selector, 'Identifier')[0] ?? '';
  return {
    selected: nodesOf(topNode, 'VectorSelector').map((selector) => ({
      metric: metricOf(selector),
      labels: words(selector, 'LabelName'),
    })),
    grouped: nodesOf(topNode, 'AggregateExpr').flatMap((aggregate) => {
      const metrics = nodesOf(aggregate, 'VectorSelector').map(metricOf);
      return nodesOf(aggregate, 'GroupingLabels').flatMap((labels) =>
        words(labels, 'LabelName').map((label) => ({ label, metrics })),
      );
    }),
  };
}
