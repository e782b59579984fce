/** All but letters, marks, digits, symbols and printable ASCII without quotes and backslash: nothing else stays as it is. */
const TELLING = /["'\\]|[^\p{L}\p{M}\p{N}\p{S} -~]/gu;

const HALF_A_PAIR = /\p{Cs}/u;

const SHORT = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return SHORT.get(character) ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** A text in double quotes that KQL and JSON both read back as it was; null when half of a surrogate pair is in it. */
export function quote(text: string): string | null {
  return HALF_A_PAIR.test(text) ? null : `"${text.replace(TELLING, escaped)}"`;
}
