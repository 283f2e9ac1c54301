import type { CatchUp, FrameHead, Subscribe } from '@sensorium/contracts';
import { isReached } from './cursors';
import type { HubTab } from './hub-tab';

/** A subscription of a tab: `id` is the tab's own name for it, `cursor` what it has been given. */
export interface Member {
  tab: HubTab;
  id: string;
  request: Subscribe;
  cursor: string | undefined;
  /** The number of its ask that is not answered. */
  ask: number | null;
}

/** Equal for subscriptions that one stream can serve. */
export function keyOf({ series, mode, encoding }: Subscribe): string {
  return JSON.stringify([typeof series === 'string' ? series : [...series].sort(), mode, encoding]);
}

/** One subscription at the server, for all members that selected the same. */
export class HubStream {
  members: Member[];
  /** After the last frame. */
  cursor: string | undefined;
  /** What it asked for, pace and width of all members. */
  readonly asked: Subscribe;
  /** Its beginning is complete: the server has answered. */
  begun = false;
  catchingUp = false;
  /** Where `alert` events go on after, if it is the fleet. */
  readonly #alertCursor: string | undefined;

  constructor(
    readonly id: string,
    readonly key: string,
    members: Member[],
    { cursor, alertCursor }: Pick<Subscribe, 'cursor' | 'alertCursor'>,
  ) {
    this.members = members;
    this.cursor = cursor;
    this.#alertCursor = alertCursor;
    this.asked = this.wanted();
  }

  /** The pace of the fastest member, the width of the widest. */
  wanted(): Subscribe {
    const requests = this.members.map(({ request }) => request);
    const [first] = requests;
    if (!first) throw new Error('a stream without members wants nothing');
    const widths = requests.flatMap(({ width }) => width ?? []);
    const wanted: Subscribe = {
      ...first,
      id: this.id,
      tickMs: Math.min(...requests.map(({ tickMs }) => tickMs ?? 0)),
    };
    if (widths.length > 0) wanted.width = Math.max(...widths);
    delete wanted.cursor;
    delete wanted.alertCursor;
    if (first.series === 'fleet' && this.#alertCursor !== undefined) wanted.alertCursor = this.#alertCursor;
    return this.cursor === undefined ? wanted : { ...wanted, cursor: this.cursor };
  }

  /** True if its members want another pace or width than it asked for, and it can ask now. */
  get isOutOfTune(): boolean {
    if (!this.begun || this.catchingUp) return false;
    const { tickMs, width } = this.wanted();
    return tickMs !== this.asked.tickMs || width !== this.asked.width;
  }

  /** Notes a frame and returns whom to give it: members that have not been given all of it already. */
  note(head: FrameHead): Member[] {
    this.cursor = head.cursor;
    if (head.part === 'catch-up') this.catchingUp = !isDone(head.catchUp);
    if (head.part !== 'readings') return this.members;
    return this.members.filter(({ cursor }) => !isReached(head.cursor, cursor));
  }

  /**
   * True if members of this stream can go on with `other`: they have all that it has sent so far. Of `latest` values
   * they may have more, what comes is newer; of `every` reading not: an older one would come after a newer one.
   */
  canJoin(other: HubStream): boolean {
    if (![this, other].every(({ begun, catchingUp }) => begun && !catchingUp)) return false;
    if (!isReached(other.cursor, this.cursor)) return false;
    return this.asked.mode !== 'every' || isReached(this.cursor, other.cursor);
  }
}

function isDone(catchUp: CatchUp | undefined): boolean {
  return catchUp?.done ?? true;
}
