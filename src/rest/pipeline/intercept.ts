import type { Stage } from './stage.ts';

/**
 * Lets those who make a mutation do what belongs directly before it leaves: behind every wait, and before the exchange.
 */
export const intercept: Stage = (next) => (call) => {
  const { intercept: interceptor } = call;
  return interceptor === undefined ? next(call) : interceptor(() => next(call));
};
