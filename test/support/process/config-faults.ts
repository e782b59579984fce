import { ConfigError, readConfig } from '../../../src/config.ts';

/** A tenant for tests of the configuration. */
export const TENANT = '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11';

/** What is wrong with a configuration; empty for one that can be used. */
export function faultsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}
