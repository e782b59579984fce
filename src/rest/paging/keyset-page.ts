import { randomBytes } from 'node:crypto';
import { countList, type FilterOf } from './list-request.ts';
import { pageOf, type ListRequest, type RestPage } from './list-page.ts';
import type { ListOperation } from '../operation.ts';
import { byOffset, decodeResume, encodeResume, positionAfter } from './keyset-position.ts';
import { AT_MOST, readOn } from './page-reader.ts';
import { requestPath } from '../http/request-url.ts';
import type { Kept, RestClient } from '../client/rest-client.ts';
import {
  aheadOf,
  cutFrom,
  weightOf,
  windowAfter,
  WINDOW_SECONDS,
  type Place,
  type RowWindow,
} from './read-ahead-buffer.ts';
import type { Question, Reading, Seat } from './page-types.ts';
import { lengthOf } from './offset-page.ts';

/** One request of a paging session. */
interface Step<Row> {
  walkId: Uint8Array;
  goesOn: boolean;
  place: Place;
  /** Cache slot of the session's read-ahead buffer. */
  slot: Kept;
  held: RowWindow<Row> | null;
}

function stepOf<Row>(rest: RestClient, list: ListOperation, request: ListRequest, filterOf: FilterOf): Step<Row> {
  const resume = request.resume === undefined ? null : decodeResume(request.resume);
  const walkId = resume?.walk ?? randomBytes(4);
  const bounded = rest.features.accepts(list, AT_MOST) ? resume?.position : null;
  const place = { offset: request.skip, position: bounded ?? byOffset(request.skip) };
  const rows = requestPath(list, request.path, { $filter: filterOf(null), $expand: request.expand });
  const slot = rest.kept(`${rows} ${Buffer.from(walkId).toString('hex')}`);
  const kept = resume === null ? undefined : (slot.get() as RowWindow<Row> | undefined);
  return { walkId, goesOn: resume !== null, place, slot, held: kept === undefined ? null : cutFrom(kept, place) };
}

async function totalOf<Row>(
  rest: RestClient,
  { scope, filterOf }: Question,
  { place, held }: Step<Row>,
  reading: Reading<Row>,
): Promise<number | null> {
  if (held?.total !== undefined) return held.total;
  if (reading.total !== null) return reading.total;
  const whole = { ...scope, filter: filterOf(null) };
  const asked = reading.reads.length > 0 && place.position.bound === null;
  return asked ? countList(rest, whole) : (await lengthOf(rest, whole)).total;
}

/** A page and the length of its list, which must not contradict each other in one answer. */
function countedPage<Row>(page: RestPage<Row>, total: number | null, reading: Reading<Row>): RestPage<Row> {
  if (total === null) return { ...page, total };
  const falls = !page.hasMore && total > reading.offset;
  const shown = page.rows.length + (page.hasMore ? 1 : 0);
  return { ...page, total: Math.max(total, shown), incomplete: page.incomplete ?? (falls ? 'COUNT_DIFFERS' : null) };
}

/** The seat at an offset of a reading that begins at `skip`; repeats that were dropped leave gaps before it. */
function seatAt<Row>({ seats }: Reading<Row>, offset: number, skip: number): Seat<Row> | null {
  for (let index = Math.min(offset - skip, seats.length - 1); index >= 0; index -= 1) {
    const seat = seats[index];
    if (seat === undefined || seat.offset < offset) return null;
    if (seat.offset === offset) return seat;
  }
  return null;
}

/** One page of a forward paging session; rows read ahead are cached for the next pages. Throws RestError. */
export async function walkPage<Row extends { id: string }>(
  rest: RestClient,
  list: ListOperation,
  request: ListRequest,
  filterOf: FilterOf,
): Promise<RestPage<Row>> {
  const { path, expand, skip, take, count = false } = request;
  const step = stepOf<Row>(rest, list, request, filterOf);
  const { walkId, goesOn, place, held } = step;
  const ahead = goesOn ? aheadOf(skip, rest.readAhead) : 0;
  const keep = ahead > 0;
  const scope = { list, path, expand, ...(keep && { keep: false }) };
  const question = { scope, filterOf, anchors: true, count: count && held?.total === undefined };
  const start = held ?? { seats: [], next: place.position, offset: skip, incomplete: null };
  const demand = { take, more: true, goal: Math.max(take + 1, start.seats.length + ahead) };
  const reading = await readOn<Row>(rest, question, start, demand);
  const total = count ? await totalOf(rest, question, step, reading) : held?.total;
  const page = pageOf(reading, skip, take);

  const window = windowAfter(reading, place, take, total, keep);
  if (window !== null) step.slot.set(window, weightOf(window), WINDOW_SECONDS);
  const resumeAt = (offset: number): Uint8Array => {
    const seat = seatAt(reading, offset, skip);
    return encodeResume(walkId, seat === null ? place.position : positionAfter(seat.read.trail, seat.index));
  };
  return { ...countedPage(page, count ? (total ?? null) : null, reading), resumeAt };
}
