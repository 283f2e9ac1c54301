const NOTHING = Buffer.alloc(0);
const CONNACK = 2;
const PUBACK = 4;
const DISCONNECT = 14;

/** Reads no more of a broker's packets than a publisher needs: how many messages it has taken. */
export class Acknowledgements {
  #rest: Buffer = NOTHING;
  readonly #onConnack: (reason: number) => void;
  readonly #onPuback: (count: number) => void;
  readonly #onEach: ((id: number, reason: number) => void) | undefined;

  /** `onPuback`: how many came at once; `onEach`: packet id and reason (0 in MQTT 3.1.1) of each of them. */
  constructor(
    onConnack: (reason: number) => void,
    onPuback: (count: number) => void,
    onEach?: (id: number, reason: number) => void,
  ) {
    this.#onConnack = onConnack;
    this.#onPuback = onPuback;
    this.#onEach = onEach;
  }

  /** Takes the next bytes; throws if the broker sends us away. */
  take(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    let pubacks = 0;
    for (;;) {
      const end = packetEnd(bytes, at);
      if (end === undefined) break;
      const type = (bytes[at] ?? 0) >> 4;
      if (type === PUBACK) {
        pubacks += 1;
        this.#onEach?.(bytes.readUInt16BE(at + 2), end > at + 4 ? (bytes[at + 4] ?? 0) : 0);
      } else if (type === CONNACK) this.#onConnack(bytes[at + 3] ?? 255);
      else if (type === DISCONNECT) throw new Error(`the broker sent us away (${bytes[at + 2] ?? 0})`);
      at = end;
    }
    this.#rest = at === bytes.length ? NOTHING : Buffer.from(bytes.subarray(at));
    if (pubacks > 0) this.#onPuback(pubacks);
  }
}

/** Where the packet that begins at `start` ends; undefined if it is not complete. */
function packetEnd(bytes: Buffer, start: number): number | undefined {
  let length = 0;
  for (let place = 0; place < 4; place++) {
    const byte = bytes[start + 1 + place];
    if (byte === undefined) return undefined;
    length += (byte & 127) * 128 ** place;
    if (byte < 128) {
      const end = start + 2 + place + length;
      return end <= bytes.length ? end : undefined;
    }
  }
  throw new Error('this is not MQTT');
}
