import { readFileSync } from 'node:fs';

/** Variables that may hold a secret; each can be given by a file, named by the variable of the same name with `_FILE`. */
export const SECRETS = [
  'ENTRA_CLIENT_SECRET',
  'CURSOR_SECRET',
  'CURSOR_SECRET_PREVIOUS',
  'STATE_SECRET',
  'REDIS_URL',
  'HTTPS_PROXY',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const;

export type SecretName = (typeof SECRETS)[number];

/** Nothing in the file means that there are no such secrets: where a change of secrets is over, none is left. */
const MAY_BE_EMPTY: ReadonlySet<SecretName> = new Set(['CURSOR_SECRET_PREVIOUS']);

/** The text of a secret's file without the newline that editors and `echo` put at its end. */
export function withoutNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function readSecret(name: SecretName, file: string, faults: string[]): string | undefined {
  let text: string;
  try {
    text = withoutNewline(readFileSync(file, 'utf8'));
  } catch (error) {
    faults.push(`${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
    return undefined;
  }
  if (text === '' && !MAY_BE_EMPTY.has(name)) faults.push(`${name}_FILE: ${file} is empty`);
  return text;
}

export interface ResolvedSecrets {
  /** As they were given, with what the files hold. */
  variables: Readonly<Record<string, string | undefined>>;
  /** Which file each secret came from. */
  files: ReadonlyMap<SecretName, string>;
  faults: readonly string[];
}

/** Puts the texts of files in the place of the variables `*_FILE` that name them. Faults name variable and path, never a text. */
export function resolveSecretFiles(given: Readonly<Record<string, string | undefined>>): ResolvedSecrets {
  const variables = { ...given };
  const files = new Map<SecretName, string>();
  const faults: string[] = [];
  for (const name of SECRETS) {
    const file = given[`${name}_FILE`] ?? '';
    if (file === '') continue;
    if ((given[name] ?? '') !== '') {
      faults.push(`${name}: is set together with ${name}_FILE; set one of the two`);
      continue;
    }
    files.set(name, file);
    variables[name] = readSecret(name, file, faults);
  }
  return { variables, files, faults };
}
