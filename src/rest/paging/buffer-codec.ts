import type { SlotCodec } from '../client/rest-client.ts';
import type { Operation } from '../operation.ts';
import { UnreadableRow } from '../rows/row-validation.ts';
import type { UpstreamPage } from './page-types.ts';
import type { ReadAheadBuffer } from './read-ahead-buffer.ts';

/** Row or element, offset, index, number of its page, and for an element that is no row its id and what is wrong with it. */
type SlotJson = [row: unknown, offset: number, index: number, page: number, odd?: { id: string; why: string }];

interface BufferJson extends Omit<ReadAheadBuffer<unknown>, 'slots'> {
  pages: readonly UpstreamPage[];
  slots: readonly SlotJson[];
}

/** Rows read ahead of a list as JSON: the pages that they came from are told apart by number, as they are here by identity. */
export function bufferCodec<Row>(list: Operation): SlotCodec<ReadAheadBuffer<Row>> {
  return {
    toJson: ({ slots, ...rest }) => {
      const pages = new Map<UpstreamPage, number>();
      const numberOf = (page: UpstreamPage): number => {
        const number = pages.get(page) ?? pages.size;
        pages.set(page, number);
        return number;
      };
      const written = slots.map(({ row, offset, index, page }): SlotJson => {
        const place = [offset, index, numberOf(page)] as const;
        if (!(row instanceof UnreadableRow)) return [row, ...place];
        return [row.element, ...place, { id: row.id, why: row.why }];
      });
      return { ...rest, pages: [...pages.keys()], slots: written } satisfies BufferJson;
    },
    fromJson: (json) => {
      const { pages, slots, ...rest } = json as BufferJson;
      return {
        ...rest,
        slots: slots.map(([row, offset, index, page, odd]) => ({
          row: odd === undefined ? (row as Row) : new UnreadableRow(list, row, odd.why, odd.id),
          offset,
          index,
          page: pages[page] as UpstreamPage,
        })),
      };
    },
  };
}
