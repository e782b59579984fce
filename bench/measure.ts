/** One claim: the work measured, and the reference it is compared with. */
export interface Claim {
  name: string;
  /** Both do one unit of work per call. */
  measured: () => Promise<unknown>;
  reference: () => Promise<unknown>;
  rounds: number;
  close: () => Promise<void>;
}

/** The middle one. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Runs both sides in turn, so that a change of the machine's speed meets both, and returns the line to print: medians in
 * milliseconds and the median of the ratios round by round.
 */
export async function measure(claim: Claim): Promise<string> {
  const ours: number[] = [];
  const theirs: number[] = [];
  // The first rounds pay for compilation and connections.
  const warmUp = Math.ceil(claim.rounds / 5);
  for (let round = -warmUp; round < claim.rounds; round++) {
    const [a, b] = [await time(claim.measured), await time(claim.reference)];
    if (round >= 0) {
      ours.push(a);
      theirs.push(b);
    }
  }
  await claim.close();
  const ratio = median(ours.map((value, index) => value / (theirs[index] ?? NaN)));
  return `${claim.name}: ${median(ours).toFixed(1)} ms, reference ${median(theirs).toFixed(1)} ms, ratio ${ratio.toFixed(2)} (${claim.rounds} rounds)`;
}
