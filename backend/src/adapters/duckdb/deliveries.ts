import type { Deliveries } from '../../ports/reading-store.js';
import type { Appender, Connection } from './connection.js';
import { DELIVERY_COLUMNS } from './schema.js';

/** Packet ids are 16 bits wide: of more messages than these none can wait for its acknowledgement. */
const MESSAGES = 65_535;

/** Commits that are kept at most, however few messages they have. */
const COMMITS = 256;

/** Messages of the last commits, kept in the same transaction as their readings. */
export class DeliveryRows {
  private constructor(
    /** Number and messages of each commit that is kept, oldest first. */
    private readonly kept: { id: number; n: number }[],
    private appender: Appender | null,
  ) {}

  static async open(connection: Connection): Promise<DeliveryRows> {
    const rows = await connection.read('SELECT id, n FROM h.main.delivery ORDER BY id');
    const counts = rows.numbers(1);
    return new DeliveryRows(
      Array.from(rows.numbers(0), (id, row) => ({ id, n: counts[row] ?? 0 })),
      null,
    );
  }

  /** Adds those of one commit and deletes older ones that are needed no more, all in the open transaction. */
  async add(connection: Connection, { ids, hashes }: Deliveries): Promise<() => void> {
    if (ids.length === 0) return () => undefined;
    const id = (this.kept.at(-1)?.id ?? 0) + 1;
    const columns = [[id], [ids.length], [bytesOf(ids)], [bytesOf(hashes)]];
    this.appender ??= await connection.appender(
      'delivery',
      DELIVERY_COLUMNS.map(([, type]) => type),
    );
    this.appender.append(
      1,
      columns.map((column) => typedOf(column)),
    );
    this.appender.flush();
    const oldest = this.oldestToKeep(ids.length);
    await connection.run(`DELETE FROM h.main.delivery WHERE id < ${oldest ?? id}`);
    return () => this.note(id, ids.length, oldest ?? id);
  }

  /** After a transaction that was rolled back. */
  reset(): void {
    this.appender = null;
  }

  private note(id: number, n: number, oldest: number): void {
    this.kept.push({ id, n });
    while ((this.kept[0]?.id ?? oldest) < oldest) this.kept.shift();
  }

  /** Number of the oldest commit that is kept beside a new one of so many messages; undefined for none. */
  private oldestToKeep(n: number): number | undefined {
    let messages = n;
    let place = this.kept.length;
    while (place > 0 && messages < MESSAGES && this.kept.length - place < COMMITS - 1) {
      messages += this.kept[--place]?.n ?? 0;
    }
    return this.kept[place]?.id;
  }
}

/** All that are kept, oldest first. */
export async function readDeliveries(connection: Connection): Promise<Deliveries> {
  const rows = await connection.read('SELECT ids, hashes FROM h.main.delivery ORDER BY id');
  return {
    ids: new Uint16Array(concatenate(rows.bytes(0)).buffer),
    hashes: new Uint32Array(concatenate(rows.bytes(1)).buffer),
  };
}

function typedOf(column: (number | Uint8Array)[]): Float64Array | Uint8Array[] {
  const [value] = column;
  return value instanceof Uint8Array ? [value] : Float64Array.of(value ?? 0);
}

function bytesOf(values: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function concatenate(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
