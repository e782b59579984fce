/** Runs one task at a time for each key: who asks for it meanwhile gets the outcome of the one in flight. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Promise<T>>();

  /** The outcome of the task in flight, if there is one. */
  get(key: string): Promise<T> | undefined {
    return this.#flights.get(key);
  }

  /** The outcome of the task in flight, or else of this one. Rejects as it does. */
  run(key: string, task: () => Promise<T>): Promise<T> {
    const inFlight = this.#flights.get(key);
    if (inFlight !== undefined) return inFlight;
    const flight = task().finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }
}
