import { createRequire } from 'node:module';

/** The narrow part of Microsoft's `Kusto.Language` bundle that is used; its own typings are 1.7 MB of globals. */
export interface BridgeList<T> {
  Count: number;
  getItem(index: number): T;
}

export interface BridgeSymbol {
  Kind: number;
  Name: string;
  Columns?: BridgeList<{ Name: string; Type: BridgeSymbol }>;
}

export interface BridgeNode {
  Kind: number;
  IsToken: boolean;
  IsMissing: boolean;
  ChildCount: number;
  TextStart: number;
  End: number;
  Text?: string;
  /** Of a literal that is one word, without quotes and escapes. */
  ValueText?: string;
  SimpleName?: string | null;
  LiteralValue?: unknown;
  IsLiteral?: boolean;
  ResultType?: BridgeSymbol | null;
  ReferencedSymbol?: BridgeSymbol | null;
  GetChild(index: number): BridgeNode | null;
  GetName(index: number): string | null;
}

/** A word or sign with the blanks and comments before it; `Length` counts both. */
export interface BridgeToken {
  Kind: number;
  Trivia: string;
  Text: string;
  Length: number;
}

export interface BridgeDiagnostic {
  Code: string;
  Severity: string;
  Message: string;
  Start: number;
  Length: number;
}

export interface BridgeCode {
  Syntax: BridgeNode;
  GetDiagnostics(): BridgeList<BridgeDiagnostic>;
  GetSyntaxDiagnostics(): BridgeList<BridgeDiagnostic>;
}

export interface GlobalState {
  WithDatabase(database: object): GlobalState;
}

export interface BridgeTable {
  WithIsOpen(open: boolean): BridgeTable;
}

export interface LanguageService {
  KustoCode: { ParseAndAnalyze(query: string, globals: GlobalState): BridgeCode };
  GlobalState: { Default: GlobalState };
  Parsing: { TokenParser: { ParseTokens(text: string): BridgeToken[] } };
  Symbols: {
    SymbolKind: Record<string, number>;
    // Overloads of one C# constructor: $ctor7 takes a schema as text, $ctor16 parameters and a body, `ctor` members.
    TableSymbol: { $ctor7: new (name: string, schema: string, description: string | null) => BridgeTable };
    FunctionSymbol: {
      $ctor16: new (name: string, parameters: string, body: string, description: string | null) => object;
    };
    DatabaseSymbol: { ctor: new (name: string, members: object[]) => object };
  };
  Syntax: {
    SyntaxKind: Record<string, number>;
    SyntaxFacts: { IsKeyword(kind: number): boolean; GetText(kind: number): string };
  };
}

let loaded: LanguageService | undefined;

/** Microsoft's Kusto parser, loaded on first use because it costs over a second and about 100 MB. */
export function languageService(): LanguageService {
  if (!loaded) {
    const require = createRequire(import.meta.url);
    // The language bundle registers itself on the global that the bridge bundle makes.
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
    loaded = (globalThis as unknown as { Kusto: { Language: LanguageService } }).Kusto.Language;
    // The first parse builds the grammar.
    loaded.KustoCode.ParseAndAnalyze('print 1', loaded.GlobalState.Default);
  }
  return loaded;
}

/** Numbers of an enumeration of the bundle -> their names. */
export function namesByNumber(enumeration: Record<string, unknown>): Map<number, string> {
  const entries = Object.entries(enumeration).flatMap(([name, value]): [number, string][] =>
    typeof value === 'number' ? [[value, name]] : [],
  );
  return new Map(entries);
}

export function listed<T>(list: BridgeList<T>): T[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}
