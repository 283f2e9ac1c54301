import { encodeColumns, TEXT, type Columns, type LiveReading } from '@sensorium/contracts';
import { ColumnsBuilder, toReadings } from '@sensorium/domain/live';
import type { FleetView, LogPlace } from '../ports/fleet-view.js';

/** Readings on their way to viewers, encoded at most once in each form, whoever gets them. */
export class Frame {
  private bytes: Uint8Array | undefined;
  private json: (LiveReading & { retained: boolean })[] | undefined;

  /** `place`: up to where the frame goes; `missed`: readings before it that are no longer held. */
  constructor(
    private readonly fleet: FleetView,
    private readonly columns: Columns,
    readonly place: LogPlace,
    readonly missed = 0,
  ) {}

  get isEmpty(): boolean {
    return this.columns.count === 0;
  }

  asBytes(): Uint8Array {
    this.bytes ??= encodeColumns(this.columns);
    return this.bytes;
  }

  asReadings(): (LiveReading & { retained: boolean })[] {
    this.json ??= toReadings(this.columns, (n) => this.fleet.seriesEntry(n));
    return this.json;
  }
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
