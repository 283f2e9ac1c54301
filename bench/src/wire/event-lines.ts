const NOTHING = Buffer.alloc(0);
const END_OF_EVENT = '\n\n';
const DATA = '\ndata: ';

/** Finds the data of server-sent events as the live stream writes them: one `data` line each. */
export class EventLines {
  readonly #take: (data: Buffer) => void;
  #rest: Buffer = NOTHING;

  constructor(take: (data: Buffer) => void) {
    this.#take = take;
  }

  take(piece: Buffer): void {
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    for (;;) {
      const end = bytes.indexOf(END_OF_EVENT);
      if (end < 0) break;
      const data = dataOf(bytes.subarray(0, end));
      if (data) this.#take(data);
      bytes = bytes.subarray(end + END_OF_EVENT.length);
    }
    this.#rest = bytes;
  }
}

/** The data of an event; undefined for comments and settings. */
function dataOf(event: Buffer): Buffer | undefined {
  if (event.toString('latin1', 0, 6) === DATA.slice(1)) return event.subarray(6);
  const at = event.indexOf(DATA);
  return at < 0 ? undefined : event.subarray(at + DATA.length);
}
