import { MachinesByNameDocument, RequestError } from 'defender-graphql/client';
import { client } from './connect.ts';
import { FollowActionDocument, IsolateDocument, PlanIsolationDocument } from './operations.generated.ts';

const [name = '', comment = '', key = ''] = process.argv.slice(2);
if (name === '' || comment === '' || key === '')
  throw new Error('Usage: isolate-device <name of the device> <why> <key>');

async function machineIdOf(computerDnsName: string): Promise<string> {
  const { machines } = await client.request(MachinesByNameDocument, {
    where: { computerDnsName: { eq: computerDnsName } },
  });
  const [machine, ...others] = machines.nodes;
  if (machine === undefined || others.length > 0) throw new Error(`${machines.nodes.length} devices have this name.`);
  return machine.machineId;
}

/** The device is isolated only as it was when it was planned, and once, however often this is run with one key. */
async function isolate(machineId: string): Promise<string> {
  const { planAction: plan } = await client.request(PlanIsolationDocument, { machineId });
  const { planToken } = plan;
  if (planToken == null) throw new Error(plan.targets.flatMap(({ refusals }) => refusals).join(' '));
  const input = {
    machineId,
    comment,
    isolationType: 'FULL',
    planToken,
    idempotencyKey: key,
  } as const;
  const { isolateMachine } = await client.request(IsolateDocument, { input });
  let action = isolateMachine.machineAction ?? null;
  while (action?.status === 'PENDING' || action?.status === 'IN_PROGRESS') {
    const followed = await client.request(FollowActionDocument, { id: action.machineActionId });
    action = followed.machineAction ?? null;
  }
  return `${isolateMachine.outcome}, ${action?.status ?? 'gone'}`;
}

try {
  console.log(await isolate(await machineIdOf(name)));
} catch (error) {
  if (!(error instanceof RequestError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
