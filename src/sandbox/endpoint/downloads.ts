import type { Reply, World } from './call.ts';
import { ApiError } from '../wire/errors.ts';

/** Serves what short-lived links lead to, whichever tenant they are of; like the real ones they need no token. */
export function answerDownload(worlds: readonly World[], path: string): Reply {
  const [, , kind, id, index] = path.split('/');
  const action = worlds.flatMap(({ tenant }) => tenant.actions).find((row) => row.id === id);
  if (kind === 'package' && action?.type === 'CollectInvestigationPackage') {
    return { status: 200, text: `Investigation package of ${action.computerDnsName}` };
  }
  const command = action?.commands.find((each) => String(each.index) === index)?.command;
  if (kind !== 'result' || !command) throw new ApiError(404, 'NotFound', 'No such resource');
  const argument = (key: string) => command.params.find((each) => each.key === key)?.value ?? '';
  if (command.type === 'GetFile') return { status: 200, text: `Content of ${argument('Path')}` };
  return {
    status: 200,
    json: {
      script_name: argument('ScriptName'),
      exit_code: 0,
      script_output: `Transcript started\nC:\\Logs\\${argument('Args')}\n`,
      script_errors: '',
    },
  };
}
