export const PARAMETER_TYPES = ['STRING', 'LONG', 'REAL', 'BOOL', 'DATETIME', 'TIMESPAN', 'GUID', 'DYNAMIC'] as const;

export type KqlParameterType = (typeof PARAMETER_TYPES)[number];

/** A value that a query refers to by its name. */
export interface KqlParameter {
  name: string;
  type: KqlParameterType;
  /** JSON; null binds a typed null. */
  value: unknown;
}

/** What is wrong with a parameter, and what to do. */
export class KqlParameterError extends Error {
  override name = 'KqlParameterError';
  /** Its name as given. */
  readonly parameter: string;
  /** Its place among the parameters, from 0. */
  readonly index: number;
  /** Which member of it is at fault. */
  readonly member: 'name' | 'value';

  constructor({ name }: KqlParameter, index: number, member: 'name' | 'value', message: string) {
    super(message);
    this.parameter = name;
    this.index = index;
    this.member = member;
  }
}
