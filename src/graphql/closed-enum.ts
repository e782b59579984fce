import { registerEnumType } from 'type-graphql';
import { enumName } from './enums.ts';

/**
 * Registers an enum of the values that an input may hold, each under its UPPER_SNAKE_CASE name and read as the vendor's
 * own word; unlike an enum of answers it has no place for a value that nobody documented. Names end in `Input`.
 */
export function closedEnum(
  name: `${string}Input`,
  vendorValues: readonly string[],
  description: string,
): Readonly<Record<string, string>> {
  const values = Object.fromEntries(vendorValues.map((value) => [enumName(value), value]));
  registerEnumType(values, { name, description });
  return values;
}
