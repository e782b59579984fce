import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseAllDocuments, stringify } from 'yaml';

const CHART = new URL('../../../deploy/helm/', import.meta.url);

/** An object of Kubernetes, as a template makes it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec?: Record<string, unknown>;
}

export type Values = Record<string, unknown>;

/** The values of the chart, before anyone changes them. */
export function chartValues(): Values {
  return parse(readFileSync(new URL('values.yaml', CHART), 'utf8')) as Values;
}

function lookUp(path: string, values: Values): unknown {
  const found = path.split('.').reduce<unknown>((from, name) => (from as Values | undefined)?.[name], {
    Values: values,
    Release: { Name: 'graph' },
  });
  if (found === undefined) throw new Error(`The chart has no value .${path}.`);
  return found;
}

/** The little of Helm's language that the chart is held to; throws for anything else. */
function render(template: string, values: Values): string {
  const conditional = template.replace(
    /\n?\{\{- if (not )?\.([\w.]+) \}\}([\s\S]*?)\n\{\{- end \}\}/g,
    (_, not: string | undefined, path: string, body: string) =>
      (lookUp(path, values) === true) === (not === undefined) ? body : '',
  );
  const rendered = conditional
    .replace(/\s*\{\{- toYaml \.([\w.]+) \| nindent (\d+) \}\}/g, (_, path: string, indent: string) => {
      const lines = stringify(lookUp(path, values)).trimEnd().split('\n');
      return lines.map((line) => `\n${' '.repeat(Number(indent))}${line}`).join('');
    })
    .replace(/\{\{ \.([\w.]+) \}\}/g, (_, path: string) => String(lookUp(path, values)));
  if (rendered.includes('{{')) throw new Error(`The test cannot render: ${/\{\{.*/.exec(rendered)?.[0]}`);
  return rendered;
}

/** What the chart makes of these values. */
export function renderChart(values: Values): Manifest[] {
  const folder = new URL('templates/', CHART);
  return readdirSync(folder).flatMap((file) => {
    const text = render(readFileSync(new URL(file, folder), 'utf8'), values);
    return parseAllDocuments(text)
      .map((document) => {
        if (document.errors.length > 0) throw document.errors[0] as Error;
        return document.toJS() as Manifest | null;
      })
      .filter((manifest) => manifest !== null);
  });
}
