/** What of a request is limited, and to what unless it is configured; docs/limits-of-a-document.md has the reasons. */
export const DEFAULT_LIMITS = {
  characters: 60_000,
  tokens: 2_000,
  comments: 100,
  nameLength: 200,
  depth: 14,
  inputDepth: 20,
  aliases: 30,
  directives: 30,
  rootFields: 10,
  mutationFields: 1,
  selections: 10_000,
  listElements: 1_000,
  stringLength: 1_000_000,
  objects: 50_000,
  answerCharacters: 32 * 1024 * 1024,
} as const;

export type LimitName = keyof typeof DEFAULT_LIMITS;

export interface LimitSetting {
  max: number;
  /** Whether a request beyond it is let through, and told of. */
  warnsOnly: boolean;
}

export const isLimitName = (name: string): name is LimitName => Object.hasOwn(DEFAULT_LIMITS, name);

/** Told of every request that is beyond a limit. */
export type LimitObserver = (exceeded: {
  limit: LimitName;
  actual: number;
  max: number;
  refused: boolean;
  /** Null where it has none. */
  operationName: string | null;
}) => void;

/** The limits of one gateway. */
export class Limits {
  readonly #settings: ReadonlyMap<LimitName, LimitSetting>;
  readonly #observer: LimitObserver;

  constructor(settings: ReadonlyMap<LimitName, LimitSetting> = new Map(), observer: LimitObserver = () => undefined) {
    this.#settings = settings;
    this.#observer = observer;
  }

  max(limit: LimitName): number {
    return this.#settings.get(limit)?.max ?? DEFAULT_LIMITS[limit];
  }

  /** The limit where it is enforced; infinite where it only warns. */
  enforced(limit: LimitName): number {
    return this.#settings.get(limit)?.warnsOnly === true ? Infinity : this.max(limit);
  }

  /** Whether a request is to be refused for it; one that is beyond a limit that only warns is told of. */
  refuses(limit: LimitName, actual: number, operationName: string | null): boolean {
    const max = this.max(limit);
    if (actual <= max) return false;
    const refused = this.#settings.get(limit)?.warnsOnly !== true;
    this.#observer({ limit, actual, max, refused, operationName });
    return refused;
  }
}
