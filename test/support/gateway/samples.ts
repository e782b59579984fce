/** One line of Prometheus' text format or of OpenMetrics: name, labels, value, exemplar. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:\w+="(?:[^"\\]|\\.)*",?)*)\})? (\+Inf|-Inf|NaN|[-+.\deE]+)(?: # (\{.*))?$/;

export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
  /** Labels, value and time, as they stand there. */
  exemplar: string | null;
}

/** The samples of a gateway's metrics at an address. */
export async function samplesAt(address: string, accept = 'text/plain'): Promise<Sample[]> {
  const text = await (await fetch(`${address}/metrics`, { headers: { accept } })).text();
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels = '', value, exemplar = null] = SAMPLE.exec(line) ?? [];
      if (name === undefined) throw new Error(`This is no sample: ${line}`);
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value), exemplar };
    });
}

/** The value of the one sample that has these labels among its own; 0 where there is none. */
export function valueOf(samples: readonly Sample[], name: string, labels: Record<string, string> = {}): number {
  const has = (sample: Sample): boolean => Object.entries(labels).every(([key, value]) => sample.labels[key] === value);
  const found = samples.filter((sample) => sample.name === name && has(sample));
  if (found.length > 1) throw new Error(`${found.length} samples of ${name} have ${JSON.stringify(labels)}.`);
  return found[0]?.value ?? 0;
}
