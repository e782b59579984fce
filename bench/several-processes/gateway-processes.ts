import { addressOf, startProgram, type Program } from '../../test/support/process/program.ts';

const SECRETS = { CURSOR_SECRET: 'a secret of all processes', STATE_SECRET: 'another secret of all processes' };

/** Processes of one deployment. */
export interface GatewayProcesses {
  /** Their addresses; a process that was restarted has another one. */
  addresses: string[];
  /** Kills a process at once and starts it again. */
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts processes of the built program; `variables` are those of one process, by its number. */
export async function startGatewayProcesses(
  count: number,
  variables: (index: number) => Readonly<Record<string, string>>,
): Promise<GatewayProcesses> {
  const start = (index: number): Program =>
    startProgram({
      ...SECRETS,
      REQUESTS_PER_MINUTE: '0',
      MAX_EVENT_LOOP_DELAY_MS: '0',
      LOG_LEVEL: 'info',
      ...variables(index),
    });
  const programs = Array.from({ length: count }, (_, index) => start(index));
  const addresses = await Promise.all(programs.map(addressOf));
  return {
    addresses,
    restart: async (index) => {
      const old = programs[index] as Program;
      old.child.kill('SIGKILL');
      await old.ended;
      const made = start(index);
      programs[index] = made;
      addresses[index] = await addressOf(made);
    },
    stop: async () => {
      for (const { child } of programs) child.kill('SIGTERM');
      await Promise.all(programs.map(({ ended }) => ended));
    },
  };
}
