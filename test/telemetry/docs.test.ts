import { readFileSync } from 'node:fs';
import { Registry, type RegistryContentType } from 'prom-client';
import { metricFamilies, WATCHED } from '../../src/telemetry/metric-families.ts';
import { ATTRIBUTES } from '../../src/telemetry/tracing/attributes.ts';

const page = readFileSync(new URL('../../docs/observability.md', import.meta.url), 'utf8');

/** First and second column of the table whose first column is headed so, without the marks of code. */
function tableOf(heading: string): [string, string][] {
  const [, rows = ''] = new RegExp(`^\\| ${heading} .*\\n\\|[ -|]+\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
  return rows
    .trim()
    .split('\n')
    .map(
      (row) =>
        row
          .split('|')
          .slice(1, 3)
          .map((cell) => cell.replaceAll('`', '').trim()) as [string, string],
    );
}

test('the page on observability has every metric with its labels, and no other', () => {
  const families = metricFamilies(new Registry<RegistryContentType>(), false);
  const counted = Object.values(families).map((metric) => {
    const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
    return [name, labelNames.join(', ')];
  });
  const watched = Object.values(WATCHED).map(({ name, labels }) => [name, labels.join(', ')]);
  expect(tableOf('metric').sort()).toEqual([...counted, ...watched].sort());
});

test('counters end as OpenMetrics wants them to, and nothing else does', () => {
  for (const [name, { constructor }] of Object.entries(
    Object.fromEntries(
      Object.values(metricFamilies(new Registry<RegistryContentType>(), false)).map((metric) => [
        (metric as unknown as { name: string }).name,
        metric,
      ]),
    ),
  )) {
    expect([name, name.endsWith('_total')]).toEqual([name, constructor.name === 'Counter']);
  }
});

test('the page on observability has every attribute of spans, and no other', () => {
  expect(
    tableOf('attribute')
      .map(([name]) => name)
      .sort(),
  ).toEqual(Object.values(ATTRIBUTES).sort());
});
