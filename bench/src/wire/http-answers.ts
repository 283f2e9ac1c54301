const NOTHING = Buffer.alloc(0);
const END_OF_HEAD = '\r\n\r\n';
const END_OF_LINE = '\r\n';

/** Who hears the answers of one connection, one after the other. */
export interface AnswerHandlers {
  head: (status: number, head: string) => void;
  /** A piece of the body. */
  body: (piece: Buffer) => void;
  end: () => void;
}

/** Reads HTTP/1.1 answers from pieces of any size: bodies of a known length, in chunks, or none (304). */
export class HttpAnswers {
  readonly #handlers: AnswerHandlers;
  #rest: Buffer = NOTHING;
  /** Bytes of the body or the chunk that are still to come; undefined while a head is read. */
  #left: number | undefined;
  #isChunked = false;

  constructor(handlers: AnswerHandlers) {
    this.#handlers = handlers;
  }

  take(piece: Buffer): void {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    while (this.#step());
  }

  /** Takes the next part; false if more bytes are needed. */
  #step(): boolean {
    if (this.#left === undefined) return this.#head();
    if (this.#left > 0) return this.#body(this.#left);
    return this.#isChunked ? this.#chunk() : this.#end();
  }

  #head(): boolean {
    const at = this.#rest.indexOf(END_OF_HEAD);
    if (at < 0) return false;
    const head = this.#cut(at, END_OF_HEAD.length).toString('latin1').toLowerCase();
    const status = Number(head.slice(9, 12));
    this.#isChunked = head.includes('transfer-encoding: chunked');
    this.#left = status === 304 ? 0 : Number(/content-length: (\d+)/u.exec(head)?.[1] ?? 0);
    this.#handlers.head(status, head);
    return true;
  }

  #body(left: number): boolean {
    if (this.#rest.length === 0) return false;
    const piece = this.#cut(Math.min(left, this.#rest.length), 0);
    this.#left = left - piece.length;
    this.#handlers.body(piece);
    return true;
  }

  /** The line before a chunk, with the end of the one before; the last one is empty. */
  #chunk(): boolean {
    const start = this.#rest.subarray(0, 2).toString('latin1') === END_OF_LINE ? 2 : 0;
    const at = this.#rest.indexOf(END_OF_LINE, start);
    if (at < 0) return false;
    const size = Number.parseInt(this.#rest.toString('latin1', start, at), 16);
    if (size === 0 && this.#rest.length < at + 4) return false;
    this.#cut(at, size === 0 ? 4 : 2);
    this.#left = size;
    return size > 0 || this.#end();
  }

  #end(): boolean {
    this.#left = undefined;
    this.#isChunked = false;
    this.#handlers.end();
    return this.#rest.length > 0;
  }

  /** Takes `length` bytes and passes over `more`. */
  #cut(length: number, more: number): Buffer {
    const piece = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length + more);
    return piece;
  }
}
