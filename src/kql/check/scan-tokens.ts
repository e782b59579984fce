import { languageService } from '../language/load-language-service.ts';
import type { CheckRequest, Finding } from './report.ts';

/** Open brackets; the parser takes 300, and its time grows with the cube of them. */
const MAX_DEPTH = 200;

function refusal(code: string, message: string, start: number, length: number): Finding {
  return { code, message, severity: 'ERROR', start, length };
}

function command(start: number, length: number): Finding {
  return refusal('COMMAND', 'Commands (.show, .drop …) are not for hunting; write a query.', start, length);
}

/** What is refused before anything is parsed: commands, directives, too many open brackets, and a text without a query. */
export function refusedBeforeParsing({ text, start }: CheckRequest): Finding | null {
  const { Parsing, Syntax } = languageService();
  const kind = Syntax.SyntaxKind;
  const opening = new Set([kind.OpenParenToken, kind.OpenBracketToken, kind.OpenBraceToken]);
  const closing = new Set([kind.CloseParenToken, kind.CloseBracketToken, kind.CloseBraceToken]);
  let [at, depth, statementBegins, words] = [0, 0, true, 0];
  for (const token of Parsing.TokenParser.ParseTokens(text)) {
    const [from, length] = [at + token.Trivia.length, token.Text.length];
    at += token.Length;
    if (token.Kind === kind.EndOfTextToken) break;
    if (token.Kind === kind.DirectiveToken) return command(from, length);
    if (statementBegins && token.Kind === kind.DotToken) return command(from, length);
    statementBegins = token.Kind === kind.SemicolonToken;
    if (from >= start && !statementBegins) words++;
    if (opening.has(token.Kind)) depth++;
    else if (closing.has(token.Kind)) depth--;
    if (depth > MAX_DEPTH) {
      return refusal('TOO_DEEP', `More than ${MAX_DEPTH} brackets are open here; make it simpler.`, from, length);
    }
  }
  return words > 0 ? null : refusal('NO_RESULT', 'There is no query here.', text.length, 0);
}
