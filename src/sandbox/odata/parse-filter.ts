import { odataError } from '../wire/errors.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';
import { canonicalTime } from '../wire/vendor-time.ts';

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** A literal; a date carries its canonical seven-digit text. */
export type Literal =
  | { type: 'string'; value: string }
  | { type: 'number'; value: number }
  | { type: 'date'; value: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'null'; value: null };

/** A filter as a tree. `path` names a property, or the variable of the `any` around it. */
export type Filter =
  | { kind: 'compare'; operator: Operator; path: string; literal: Literal }
  | { kind: 'in'; path: string; literals: Literal[] }
  | { kind: 'startswith'; path: string; prefix: string }
  | { kind: 'any'; path: string; variable: string; inner: Filter | null }
  | { kind: 'and' | 'or'; left: Filter; right: Filter };

const OPERATORS: ReadonlySet<string> = new Set<Operator>(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/**
 * Reads a `$filter` of the operators that users have seen working: eq ne gt ge lt le, and, or, in, startswith(), any()
 * and parentheses. `and` binds tighter than `or`. Throws an ODataError that says what is wrong and where.
 */
export function parseFilter(text: string): Filter {
  const parser = new Parser(text);
  const filter = parser.or();
  parser.expectEnd();
  return filter;
}

class Parser {
  readonly #text: string;
  readonly #tokens: Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  or(): Filter {
    let left = this.#and();
    while (this.#take('word', 'or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#primary();
    while (this.#take('word', 'and')) left = { kind: 'and', left, right: this.#primary() };
    return left;
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') throw this.#syntaxError();
  }

  #primary(): Filter {
    if (this.#take('punctuation', '(')) {
      const inner = this.or();
      this.#expect('punctuation', ')');
      return inner;
    }
    const path = this.#expect('word').text;
    if (this.#take('punctuation', '(')) return this.#call(path);
    if (this.#take('punctuation', '/')) return this.#any(path);
    const operator = this.#expect('word').text;
    if (operator === 'in') return { kind: 'in', path, literals: this.#list() };
    if (!isOperator(operator)) throw odataError(`Operator '${operator}' is not supported in '${this.#text}'.`);
    return { kind: 'compare', operator, path, literal: this.#literal() };
  }

  #call(name: string): Filter {
    if (name !== 'startswith') throw odataError(`An unknown function with name '${name}' was found.`);
    const path = this.#expect('word').text;
    this.#expect('punctuation', ',');
    const prefix = unquote(this.#expect('string').text);
    this.#expect('punctuation', ')');
    return { kind: 'startswith', path, prefix };
  }

  #any(path: string): Filter {
    this.#expect('word', 'any');
    this.#expect('punctuation', '(');
    if (this.#take('punctuation', ')')) return { kind: 'any', path, variable: '', inner: null };
    const variable = this.#expect('word').text;
    this.#expect('punctuation', ':');
    const inner = this.or();
    this.#expect('punctuation', ')');
    return { kind: 'any', path, variable, inner };
  }

  #list(): Literal[] {
    this.#expect('punctuation', '(');
    const literals = [this.#literal()];
    while (this.#take('punctuation', ',')) literals.push(this.#literal());
    this.#expect('punctuation', ')');
    return literals;
  }

  #literal(): Literal {
    const { kind, text } = this.#peek();
    this.#next++;
    if (kind === 'string') return { type: 'string', value: unquote(text) };
    if (kind === 'number') return { type: 'number', value: Number(text) };
    if (kind === 'word' && text === 'null') return { type: 'null', value: null };
    if (kind === 'word' && (text === 'true' || text === 'false')) return { type: 'boolean', value: text === 'true' };
    const value = kind === 'date' ? canonicalTime(text) : null;
    if (value !== null) return { type: 'date', value };
    this.#next--;
    throw this.#syntaxError();
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', at: this.#text.length };
  }

  #take(kind: Token['kind'], text: string): boolean {
    const token = this.#peek();
    if (token.kind !== kind || token.text !== text) return false;
    this.#next++;
    return true;
  }

  #expect(kind: Token['kind'], text?: string): Token {
    const token = this.#peek();
    if (token.kind !== kind || (text !== undefined && token.text !== text)) throw this.#syntaxError();
    this.#next++;
    return token;
  }

  #syntaxError() {
    return odataError(`Syntax error at position ${this.#peek().at} in '${this.#text}'.`);
  }
}

function isOperator(text: string): text is Operator {
  return OPERATORS.has(text);
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'");
}
