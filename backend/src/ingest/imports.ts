import { QUALITY_BITS, REJECT_REASONS, type Kind, type RejectReason } from '@sensorium/contracts';
import { settleKind } from '@sensorium/domain/series';
import type { ImportedSeries, ImportFaultAt, ImportRows } from '../ports/history-calls.js';
import type { Committer } from './committer.js';
import type { EventLog } from './event-log.js';
import type { Registry } from './registry.js';
import { HTTP_SOURCE } from './source-clocks.js';
import type { TrackedDevice } from './tracked.js';

/** Takes readings of files: into history with the names that they need, past presence and the live view. */
export class Imports {
  constructor(
    private readonly registry: Registry,
    private readonly committer: Committer,
    private readonly log: EventLog,
  ) {}

  /** Resolves with what was refused once all else is durable. `now` in µs. */
  async take(rows: ImportRows, now: number): Promise<ImportFaultAt[]> {
    this.committer.mustBeOn();
    const devices = rows.names.map((name) => this.device(name, now));
    for (const [place, device] of devices.entries()) if (device) this.noteUnit(device, rows.names[place]);
    const faults: ImportFaultAt[] = [];
    for (let row = 0; row < rows.count; row++) {
      const place = rows.series[row] ?? 0;
      const device = devices[place];
      const name = rows.names[place];
      const reason = device && name ? this.append(device, name.metric, rows, row) : 'device-limit';
      if (reason !== undefined) faults.push({ line: rows.line[row] ?? 0, reason: REJECT_REASONS[reason] });
    }
    await this.committer.durable();
    return faults;
  }

  /** The device of that name, made if there is none; undefined where no more devices fit. */
  private device({ device: id }: ImportedSeries, now: number): TrackedDevice | undefined {
    const known = this.registry.named(id);
    if (known) return known;
    const made = this.registry.make(HTTP_SOURCE, { dialect: 'native', base: '', id }, false, now);
    if (typeof made === 'string') return undefined;
    this.log.note({ code: 'first-seen' }, made, now);
    return made;
  }

  /** Units of a file stand for a device that has not said anything of itself yet. */
  private noteUnit(device: TrackedDevice, name: ImportedSeries | undefined): void {
    if (typeof name?.unit !== 'string' || device.lastSeen !== null) return;
    const metrics = device.meta?.metrics ?? {};
    if (Object.hasOwn(metrics, name.metric)) return;
    const units = { ...metrics, [name.metric]: { unit: name.unit } };
    this.registry.describe(device, { ...device.meta, metrics: units });
  }

  private append(
    device: TrackedDevice,
    metric: string,
    rows: ImportRows,
    row: number,
  ): RejectReason | undefined {
    const known = this.registry.find(device, metric);
    const value = rows.value[row] ?? '';
    const settled = settleKind(known?.arrivals.kind ?? kindOf(value), value);
    if (typeof settled === 'string') return settled;
    const series = known ?? this.registry.create(device, metric, settled.kind);
    if (typeof series === 'string') return series;
    this.committer.add(series.n, rows.t[row] ?? 0, settled.value, (rows.flags[row] ?? 0) & QUALITY_BITS);
    return undefined;
  }
}

/** A file writes texts that look like another kind so that they stay texts: each value says its kind itself. */
function kindOf(value: number | boolean | string): Kind {
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'boolean' : 'number';
}
