/** Rows that are made when they are looked at, so that a snapshot of any size takes no memory. */
export interface RowSource {
  readonly length: number;
  /** The row at a place from 0 to before `length`. */
  at(index: number): object;
}

/** A row for each pair of an outer and an inner element, the inner ones changing faster. */
export function pairs<A, B>(outer: readonly A[], inner: readonly B[], row: (a: A, b: B) => object): RowSource {
  return {
    length: outer.length * inner.length,
    at: (index) => row(outer[Math.floor(index / inner.length)] as A, inner[index % inner.length] as B),
  };
}

/** A row for each element. */
export function each<A>(elements: readonly A[], row: (element: A, index: number) => object): RowSource {
  return { length: elements.length, at: (index) => row(elements[index] as A, index) };
}

/** The rows from `start` to before `end`, as far as there are any. */
export function rowsBetween(source: RowSource, start: number, end: number): object[] {
  const length = Math.max(0, Math.min(end, source.length) - start);
  return Array.from({ length }, (_, index) => source.at(start + index));
}
