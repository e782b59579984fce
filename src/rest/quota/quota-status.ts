import { strictest, type QuotaClass } from './quota-classes.ts';
import { HOUR, MINUTE, type QuotaUsage } from './quota-store.ts';

/** What is left of a quota. */
export interface QuotaStatus {
  /** The class of operations that share it. */
  name: string;
  perMinute: number | null;
  remainingThisMinute: number | null;
  perHour: number | null;
  remainingThisHour: number | null;
  /** Milliseconds from now until the minute is whole again, if nothing else is called. */
  resetsIn: number;
  /** Seconds that the class's calls may run, and what is left of them; null where there is no such limit. */
  runSecondsPerHour: number | null;
  remainingRunSecondsThisHour: number | null;
  runSecondsPerDay: number | null;
  remainingRunSecondsToday: number | null;
}

/** What is left of the quota of a class after what was spent. */
export function quotaStatusOf(quotaClass: QuotaClass, spent: QuotaUsage): QuotaStatus {
  const named = (length: number): number | null =>
    spent.learnedLimits.find(({ milliseconds }) => milliseconds === length)?.calls ?? null;
  const perMinute = strictest(quotaClass.perMinute, named(MINUTE));
  const perHour = strictest(quotaClass.perHour, named(HOUR));
  const left = (allowed: number | null, used: number): number | null =>
    allowed === null ? null : spent.blocked ? 0 : Math.max(0, allowed - used);
  const perRun = quotaClass.runSeconds;
  const leftOf = (seconds: number | undefined, ran: number): number | null =>
    seconds === undefined ? null : Math.max(0, Math.floor(seconds - ran / 1000));
  return {
    name: quotaClass.name,
    perMinute,
    remainingThisMinute: left(perMinute, spent.minute),
    perHour,
    remainingThisHour: left(perHour, spent.hour),
    resetsIn: spent.clearIn,
    runSecondsPerHour: perRun?.perHour ?? null,
    remainingRunSecondsThisHour: leftOf(perRun?.perHour, spent.runMsThisHour),
    runSecondsPerDay: perRun?.perDay ?? null,
    remainingRunSecondsToday: leftOf(perRun?.perDay, spent.runMsToday),
  };
}
