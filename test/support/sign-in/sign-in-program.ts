import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';
import { applicationEnvironment } from './application-environment.ts';
import { addressOf, startProgram, type Program } from '../process/program.ts';

export interface SignInProgram extends Program {
  address: string;
  close(): Promise<void>;
}

/**
 * Starts the built program in all modes before the API at `apiUrl`, with a client secret unless `variables` name another
 * credential.
 */
export async function startSignInProgram(
  signIn: SignIn,
  apiUrl: string,
  variables: Readonly<Record<string, string>> = {},
  main?: string,
): Promise<SignInProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'sign-in-'));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, signIn.ca);
  const environment = {
    NODE_ENV: 'production',
    AUTH_MODES: 'passthrough,on-behalf-of,app',
    ...applicationEnvironment(signIn, apiUrl, ca),
    ...variables,
  };
  const program = startProgram(environment, main);
  const close = async (): Promise<void> => {
    program.child.kill('SIGKILL');
    await program.ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return Object.assign(program, { address: await addressOf(program), close });
  } catch (error) {
    await close();
    throw error;
  }
}
