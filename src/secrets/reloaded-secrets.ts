import { ReloadedFiles } from './reloaded-files.ts';
import { withoutNewline, type ResolvedSecrets, type SecretName } from './secret-files.ts';

const OF_CURSORS = ['CURSOR_SECRET', 'CURSOR_SECRET_PREVIOUS'] as const;
/** What nothing reads a second time; the gateway's credential is read again by the one who uses it. */
const AT_THE_START: readonly SecretName[] = ['STATE_SECRET', 'REDIS_URL', 'HTTPS_PROXY', 'OTEL_EXPORTER_OTLP_HEADERS'];

export interface ReloadedSecrets<Keys> {
  signingKeys: ReloadedFiles<Keys>;
  /** All that are watched, those that take effect after a restart included. */
  all: readonly ReloadedFiles<unknown>[];
}

/**
 * The secrets of a configuration that files hold, but for its credential. `keysOf` makes the keys of cursors of their
 * variables; it throws an Error that says what is wrong with them.
 */
export function reloadedSecrets<Keys>(
  { files, variables }: Pick<ResolvedSecrets, 'files' | 'variables'>,
  keysOf: (variables: Readonly<Record<string, string | undefined>>) => Keys,
): ReloadedSecrets<Keys> {
  const fileOf = (name: SecretName): string[] => {
    const file = files.get(name);
    return file === undefined ? [] : [file];
  };
  const ofCursors = OF_CURSORS.filter((name) => files.has(name));
  const signingKeys = new ReloadedFiles({
    name: 'CURSOR_SECRET',
    files: ofCursors.flatMap(fileOf),
    parse: (texts) =>
      keysOf({
        ...variables,
        ...Object.fromEntries(ofCursors.map((name, index) => [name, withoutNewline(texts[index] ?? '')])),
      }),
  });
  const atTheStart = AT_THE_START.filter((name) => files.has(name)).map(
    (name) => new ReloadedFiles({ name, files: fileOf(name), parse: (texts) => texts, needsRestart: true }),
  );
  return { signingKeys, all: [...(ofCursors.length === 0 ? [] : [signingKeys]), ...atTheStart] };
}
