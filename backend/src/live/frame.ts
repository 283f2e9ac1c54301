import {
  encodeColumns,
  TEXT,
  type CatchUp,
  type Columns,
  type FrameHead,
  type FramePart,
  type LiveReading,
  type PolledReading,
} from '@sensorium/contracts';
import { ColumnsBuilder, toReadings } from '@sensorium/domain/live';
import type { FleetView } from '../ports/fleet-view.js';
import type { StreamPlace } from './subscription.js';

/** A head is shared for so long, ms: its time is that of the server when it is sent. */
const HEAD_MS = 10;

/** Heads that one frame remembers; their ids come from outside. */
const HEADS_MAX = 64;

/** What a head says of one subscription. */
export interface HeadFacts {
  id: string;
  part: FramePart;
  /** Where the subscription stands with this frame. */
  place: StreamPlace;
  /** ms. */
  now: number;
}

/** What a frame is beside its readings. */
export interface FrameFacts {
  /** Up to where it goes. */
  place: StreamPlace;
  /** False if there are readings after it already. */
  isAtEnd: boolean;
  /** Readings before it that the log no longer holds. */
  missed: number;
  catchUp?: CatchUp;
}

/** Readings on their way to viewers, encoded at most once in each form, whoever gets them. */
export class Frame {
  private bytes: Uint8Array | undefined;
  private objects: (LiveReading & { retained: boolean })[] | undefined;
  private json: Buffer | undefined;
  private readonly heads = new Map<string, { place: StreamPlace; head: FrameHead }>();

  constructor(
    private readonly fleet: FleetView,
    readonly columns: Columns,
    readonly facts: FrameFacts,
  ) {}

  get isEmpty(): boolean {
    return this.columns.count === 0;
  }

  asBytes(): Uint8Array {
    this.bytes ??= encodeColumns(this.columns);
    return this.bytes;
  }

  /** The same object for all who get this frame at about the same time, with the same id; `cursor` of a place. */
  headFor({ id, part, place, now }: HeadFacts, cursor: (place: StreamPlace) => string): FrameHead {
    const known = this.heads.get(id);
    if (known?.place === place && known.head.part === part && now - known.head.time < HEAD_MS)
      return known.head;
    const { catchUp } = this.facts;
    const head = { id, cursor: cursor(place), time: now, part, ...(catchUp ? { catchUp } : {}) };
    if (this.heads.size >= HEADS_MAX) this.heads.clear();
    this.heads.set(id, { place, head });
    return head;
  }

  asReadings(): (LiveReading & { retained: boolean })[] {
    this.objects ??= toReadings(this.columns, (n) => this.fleet.seriesEntry(n));
    return this.objects;
  }

  /** The list of readings as HTTP answers have it: JSON in UTF-8. */
  asText(): Buffer {
    this.json ??= Buffer.from(JSON.stringify(this.asReadings().map(toPolled)));
    return this.json;
  }
}

function toPolled({ device, metric, t, value, quality, retained }: ReturnType<Frame['asReadings']>[number]) {
  const reading: PolledReading = { device, metric, t, value };
  if (quality !== 'good') reading.quality = quality;
  if (retained) reading.retained = true;
  return reading;
}

/** Rows `from` to `to` of columns, with the texts that they use. */
export function sliceColumns(columns: Columns, from: number, to: number): Columns {
  const end = Math.min(to, columns.count);
  const builder = new ColumnsBuilder();
  for (let row = from; row < end; row++) {
    const flags = columns.flags[row] ?? 0;
    const value = columns.value[row] ?? 0;
    const own = (flags & TEXT) === 0 ? value : (columns.texts[value] ?? '');
    builder.add(columns.series[row] ?? 0, columns.t[row] ?? 0, columns.received[row] ?? 0, own, flags);
  }
  return builder.take();
}
