import {
  NEWEST,
  RETAINED,
  TEXT,
  encodeColumns,
  type Columns,
  type Device,
  type Poll,
  type PolledReading,
  type SeriesEntry,
  type Subscribe,
} from '@sensorium/contracts';
import { ColumnsBuilder, parseSelection, selects, type Selection } from '@sensorium/domain/live';

const US_PER_MS = 1_000;

interface Known {
  entry: SeriesEntry;
  latest: PolledReading;
}

/**
 * The fleet as answers of HTTP tell it, in the words of the live stream: series have numbers, readings are columns.
 * The server knows nothing of these numbers.
 */
export class HttpFleet {
  readonly #known = new Map<string, Known>();
  #devices = new Map<string, Device>();

  /** Takes over all devices, by their public ids. */
  takeDevices(devices: readonly Device[]): void {
    this.#devices = new Map(devices.map((device) => [device.id, device]));
  }

  /** True if a reading is of a device or metric that no answer has described. */
  isStrange({ device, metric }: PolledReading): boolean {
    return !this.#devices.get(device)?.metrics.some(({ name }) => name === metric);
  }

  /** Takes over an answer; returns the series that have a number from now on. */
  take({ readings }: Poll): SeriesEntry[] {
    const added: SeriesEntry[] = [];
    for (const reading of readings) {
      const key = keyOf(reading);
      const known = this.#known.get(key);
      if (known) {
        if (reading.t >= known.latest.t) known.latest = reading;
        continue;
      }
      const entry = this.#describe(reading);
      this.#known.set(key, { entry, latest: reading });
      added.push(entry);
    }
    return added;
  }

  /** The latest values of a selection, encoded. */
  snapshot(selection: Selection): Uint8Array {
    return encodeColumns(
      this.#columns(
        selection,
        Array.from(this.#known.values(), ({ latest }) => latest),
      ),
    );
  }

  /** The readings of an answer that are of a selection, encoded; null if none is. */
  news(selection: Selection, { readings }: Poll): Uint8Array | null {
    const columns = this.#columns(selection, readings);
    return columns.count > 0 ? encodeColumns(columns) : null;
  }

  #describe({ device, metric, value }: PolledReading): SeriesEntry {
    const known = this.#devices.get(device);
    const described = known?.metrics.find(({ name }) => name === metric);
    const kind =
      described?.kind ??
      (typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean' : 'number');
    return {
      n: this.#known.size,
      device,
      uid: known?.uid ?? device,
      metric,
      kind,
      unit: described?.unit ?? null,
    };
  }

  #columns(selection: Selection, readings: readonly PolledReading[]): Columns {
    const builder = new ColumnsBuilder();
    for (const reading of readings) {
      const known = this.#known.get(keyOf(reading));
      if (!known || !selects(selection, known.entry)) continue;
      const { t, value } = reading;
      const at = t * US_PER_MS;
      builder.add(
        known.entry.n,
        at,
        at,
        typeof value === 'boolean' ? Number(value) : value,
        flagsOf(reading, known.latest),
      );
    }
    return builder.take();
  }
}

/** What a subscription selects; its names were made by this page, one that cannot be read selects nothing. */
export function selectionOf({ series }: Subscribe): Selection {
  const selection = parseSelection(series);
  return 'badName' in selection ? { all: false, names: [] } : selection;
}

function flagsOf({ t, value, retained }: PolledReading, latest: PolledReading): number {
  return (typeof value === 'string' ? TEXT : 0) | (retained ? RETAINED : 0) | (t >= latest.t ? NEWEST : 0);
}

function keyOf({ device, metric }: PolledReading): string {
  return JSON.stringify([device, metric]);
}
