import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Told of files that were replaced. */
export interface ReloadObserver {
  /** The new text is used from now on, or after a restart. */
  changed(name: string, needsRestart: boolean): void;
  /** The new text cannot be used, and the one before still is. Told once for each reason. */
  kept(name: string, error: Error): void;
}

export interface ReloadedFilesOptions<T> {
  /** The variable that the files stand for. */
  name: string;
  /** Read together, as what belongs together is replaced together. */
  files: readonly string[];
  /** Makes the value of the texts. Throws an Error that says what is wrong, never what they hold. */
  parse: (texts: readonly string[]) => T;
  /** True where nothing reads the value again. */
  needsRestart?: boolean;
}

/**
 * A value that files hold, as they hold it now. They are read again and compared by their text: Kubernetes replaces a
 * folder behind a link, others rename a file or write into it, and a watch of the file system misses one or another.
 */
export class ReloadedFiles<T> {
  readonly #options: ReloadedFilesOptions<T>;
  #texts: readonly string[];
  #value: T;
  #fault: string | null = null;
  #observer: ReloadObserver | null = null;

  /** Reads the files. Throws as `parse` does, and for a file that cannot be read. */
  constructor(options: ReloadedFilesOptions<T>) {
    this.#options = options;
    this.#texts = options.files.map((file) => readFileSync(file, 'utf8'));
    this.#value = options.parse(this.#texts);
  }

  get value(): T {
    return this.#value;
  }

  /** Tells an observer of what happens from now on. */
  observe(observer: ReloadObserver): void {
    this.#observer = observer;
  }

  /** The value after the files were read again: the one before where they cannot be used. */
  async refresh(): Promise<T> {
    const { name, files, parse, needsRestart = false } = this.#options;
    try {
      const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      if (texts.every((text, index) => text === this.#texts[index])) {
        this.#fault = null;
        return this.#value;
      }
      this.#value = parse(texts);
      this.#texts = texts;
      this.#fault = null;
      this.#observer?.changed(name, needsRestart);
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.#fault) this.#observer?.kept(name, error as Error);
      this.#fault = message;
    }
    return this.#value;
  }
}
