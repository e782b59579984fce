/** A message of protocol buffers without its schema: every text and message by the numbers of the fields around it. */
type Fields = Map<number, (Uint8Array | bigint)[]>;

function varintAt(bytes: Uint8Array, start: number): [value: bigint, end: number] {
  let value = 0n;
  for (let at = start, shift = 0n; ; at++, shift += 7n) {
    const byte = bytes[at];
    if (byte === undefined) throw new Error('A number is cut off.');
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at + 1];
  }
}

/** The fields of a message; throws for what is none. */
function fieldsOf(bytes: Uint8Array): Fields {
  const fields: Fields = new Map();
  for (let at = 0; at < bytes.length;) {
    const [tag, start] = varintAt(bytes, at);
    const wire = Number(tag & 7n);
    let value: Uint8Array | bigint;
    if (wire === 0) [value, at] = varintAt(bytes, start);
    else if (wire === 2) {
      const [length, from] = varintAt(bytes, start);
      at = from + Number(length);
      value = bytes.subarray(from, at);
    } else {
      at = start + (wire === 1 ? 8 : 4);
      value = bytes.subarray(start, at);
    }
    if (at > bytes.length || ![0, 1, 2, 5].includes(wire)) throw new Error('This is no message.');
    const number = Number(tag >> 3n);
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

/** The messages that are reached by field numbers, one after the other. */
export function messagesAt(bytes: Uint8Array, path: readonly number[]): Uint8Array[] {
  const [number, ...rest] = path;
  if (number === undefined) return [bytes];
  const found = (fieldsOf(bytes).get(number) ?? []).filter((value) => typeof value !== 'bigint');
  return found.flatMap((value) => messagesAt(value, rest));
}
