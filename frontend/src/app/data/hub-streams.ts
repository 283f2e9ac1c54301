import type { Ack, FrameHead, Subscribe } from '@sensorium/contracts';
import { HubStream, keyOf, type Member } from './hub-stream';
import type { Delivery, HubTab } from './hub-tab';
import type { HubMessage } from './live-messages';
import type { LivePort } from './live-port';

/** Says something to a tab, a frame as `delivery`; false if the tab sleeps. */
export type TellTab = (tab: HubTab, message: HubMessage, delivery?: Delivery) => boolean;

/**
 * The subscriptions of all tabs at the server. Equal ones are one stream; whoever comes later, or slept, has a stream of
 * his own until he has what the others have.
 */
export class HubStreams {
  readonly #streams = new Map<string, HubStream>();
  /** Streams of the fleet that the server has not told all devices yet, oldest first: it tells each once, in this order. */
  readonly #untold: HubStream[] = [];
  #ids = 0;

  /** Place in the log of alerts that all tabs that are awake have heard up to. */
  alertCursor: string | undefined;

  constructor(
    readonly port: LivePort,
    readonly tell: TellTab,
  ) {}

  /** Who is concerned by a stream of the server. */
  membersOf(id: string): readonly Member[] {
    return this.#streams.get(id)?.members ?? [];
  }

  /** Who is told all devices now, because he has begun; null if nobody has, and it is for everybody. */
  beginners(): readonly Member[] | null {
    return this.#untold.shift()?.members ?? null;
  }

  /** A tab asks for something, or for the same at another pace. */
  subscribe(tab: HubTab, request: Subscribe, ask: number): void {
    const key = keyOf(request);
    const known = this.#find(tab, request.id);
    if (known?.stream.key === key) {
      Object.assign(known.member, { request, ask });
      this.#settle(known.stream);
      return;
    }
    this.remove(tab, request.id);
    const member: Member = { tab, id: request.id, request, cursor: request.cursor, ask };
    for (const stream of this.#streams.values()) {
      if (stream.key !== key || !stream.begun || stream.catchingUp) continue;
      if (request.cursor === undefined || stream.cursor !== request.cursor) continue;
      if (request.series === 'fleet' && request.alertCursor !== this.alertCursor) continue;
      stream.members.push(member);
      this.#settle(stream);
      return;
    }
    this.#open(key, [member], request);
  }

  /** A tab wants no more of what it called `id`. */
  remove(tab: HubTab, id: string): void {
    const found = this.#find(tab, id);
    if (!found) return;
    const { stream, member } = found;
    stream.members = stream.members.filter((one) => one !== member);
    if (stream.members.length === 0) this.#drop(stream);
    else this.#settle(stream);
  }

  /** A tab wants nothing any more. */
  removeAll(tab: HubTab): void {
    for (const stream of [...this.#streams.values()])
      for (const { tab: whose, id } of [...stream.members]) if (whose === tab) this.remove(tab, id);
  }

  /** The line is gone, or another one: nothing is subscribed. */
  forget(): void {
    this.#streams.clear();
    this.#untold.length = 0;
  }

  /** Hands a frame to all whom it concerns; one that nobody takes is credited at once. */
  frame(head: FrameHead, bytes: Uint8Array, delivery: Delivery): void {
    const stream = this.#streams.get(head.id);
    let given = false;
    for (const member of stream?.note(head) ?? []) {
      member.cursor = head.cursor;
      const { tab, id } = member;
      if (this.tell(tab, { type: 'frame', head: { ...head, id }, bytes }, delivery)) given = true;
    }
    if (!delivery.credited && !given) this.port.emit('credit', { frames: 1 });
    if (stream) this.#settle(stream);
  }

  /** Opens a stream that goes on `after` what its members have, for them. */
  #open(key: string, members: Member[], after: Pick<Subscribe, 'cursor' | 'alertCursor'>): void {
    const stream = new HubStream(`s${++this.#ids}`, key, members, after);
    this.#streams.set(stream.id, stream);
    if (stream.asked.series === 'fleet') this.#untold.push(stream);
    this.port.emit('subscribe', stream.asked, (answer) => {
      this.#isTold(stream);
      if (this.#streams.get(stream.id) === stream) this.#answered(stream, answer);
    });
  }

  #answered(stream: HubStream, answer: Ack): void {
    stream.begun = true;
    stream.catchingUp = answer.ok && answer.resumed === 'history';
    for (const member of stream.members) this.#answer(member, answer);
    if (answer.ok) this.#settle(stream);
    else this.#streams.delete(stream.id);
  }

  /** The devices come before the answer; one that is refused, or goes on over plain HTTP, is told none. */
  #isTold(stream: HubStream): void {
    const at = this.#untold.indexOf(stream);
    if (at >= 0) this.#untold.splice(at, 1);
  }

  #answer(member: Member, answer: Ack): void {
    if (member.ask === null) return;
    this.tell(member.tab, { type: 'answer', ask: member.ask, answer });
    member.ask = null;
  }

  /** Brings a stream in order after a change: answers, joins another one, or asks for another pace. */
  #settle(stream: HubStream): void {
    if (!stream.begun || this.#streams.get(stream.id) !== stream) return;
    for (const member of stream.members) this.#answer(member, { ok: true, resumed: 'memory' });
    for (const other of this.#streams.values()) {
      if (other === stream || other.key !== stream.key) continue;
      const [from, to] =
        Number(other.id.slice(1)) < Number(stream.id.slice(1)) ? [stream, other] : [other, stream];
      if (!from.canJoin(to)) continue;
      to.members.push(...from.members);
      from.members = [];
      this.#drop(from);
      this.#settle(to);
      return;
    }
    if (!stream.isOutOfTune) return;
    const { key, members, cursor } = stream;
    this.#drop(stream);
    this.#open(key, members, { cursor, alertCursor: this.alertCursor });
  }

  #find(tab: HubTab, id: string): { stream: HubStream; member: Member } | undefined {
    for (const stream of this.#streams.values()) {
      const member = stream.members.find((one) => one.tab === tab && one.id === id);
      if (member) return { stream, member };
    }
    return undefined;
  }

  #drop(stream: HubStream): void {
    this.#streams.delete(stream.id);
    this.port.emit('unsubscribe', { id: stream.id }, () => undefined);
  }
}
