import { isStorableName, LIMITS } from '@sensorium/contracts';
import { type CellKind, KindCount } from './cells.js';
import { type Extent, type Line, readLines } from './csv.js';
import { ReplayFault } from './fault.js';
import type { Layout, MetricColumn } from './layout.js';
import { parseTime } from './time.js';

/** A device of a file and where its lines are. */
export interface FoundDevice {
  id: string;
  /** What stands in the device column; empty without one. */
  value: string;
  extent: Extent;
  lines: number;
}

/** A column of values whose kind is known. */
export interface KnownMetric extends MetricColumn {
  kind: CellKind;
}

/** What a reading of a whole file has found. */
export interface Survey {
  layout: Layout;
  /** What one of a counter stands for, ms. */
  step: number;
  /** By what stands in the device column. */
  devices: ReadonlyMap<string, FoundDevice>;
  metrics: readonly KnownMetric[];
  lines: number;
  /** First and last time of the file, ms. */
  first: number;
  last: number;
  /** `time`: sorted by time; `device`: one device after the other, each sorted; `none` otherwise. */
  order: 'time' | 'device' | 'none';
  /** False if the file's times name no zone. */
  zoned: boolean;
  /** Lines that can't be replayed. */
  broken: { count: number; examples: readonly string[] };
  /** Cells that are not of their column's kind. */
  oddCells: number;
}

/** How devices are called: by their value, behind a prefix if there is one or the value begins with a digit. */
export interface Naming {
  step: number;
  /** `--device`; undefined for the name of the column, or of the file if there is no device column. */
  device: string | undefined;
  fileName: string;
}

const SHOWN_EXAMPLES = 5;

/** Reads a file once from end to end; memory grows with its devices only. Throws ReplayFault. */
export async function surveyFile(layout: Layout, naming: Naming): Promise<Survey> {
  const surveyor = new Surveyor(layout, naming);
  let header = true;
  const onBroken = (line: number, reason: string) => {
    surveyor.note(line, reason);
  };
  for await (const line of readLines(layout.path, layout.delimiter, onBroken)) {
    if (header) surveyor.skip(line);
    else surveyor.take(line);
    header = false;
  }
  return surveyor.finish();
}

class Surveyor {
  private readonly devices = new Map<string, FoundDevice & { time: number }>();
  private readonly kinds: KindCount[];
  private readonly examples: { line: number; reason: string }[] = [];
  private broken = 0;
  private lines = 0;
  private first = Infinity;
  private last = -Infinity;
  private zoned = true;
  private byTime = true;
  private byDevice = true;
  private current: string | undefined;
  private latest = -Infinity;
  private end = 0;

  constructor(
    private readonly layout: Layout,
    private readonly naming: Naming,
  ) {
    this.kinds = layout.metrics.map(() => new KindCount(layout.delimiter !== ','));
  }

  /** A line that can't be replayed. */
  note(line: number, reason: string): void {
    this.broken += 1;
    if (this.examples.length < SHOWN_EXAMPLES) this.examples.push({ line, reason });
  }

  skip({ end }: Line): void {
    this.end = end;
  }

  take(line: Line): void {
    const start = this.end;
    this.end = line.end;
    const fault = this.read(line, start);
    if (fault !== undefined) this.note(line.number, fault);
  }

  finish(): Survey {
    const { layout, kinds, devices, lines, first, last } = this;
    // The parser tells of its own faults ahead of the lines before them.
    const ordered = this.examples.toSorted((one, other) => one.line - other.line);
    const examples = ordered.map(({ line, reason }) => `line ${line}: ${reason}`);
    if (lines === 0)
      throw new ReplayFault(
        `${layout.path}: no line can be replayed (${examples.join('; ') || 'none there'})`,
      );
    const metrics = layout.metrics.flatMap((column, n) => {
      const kind = kinds[n]?.kind;
      return kind === undefined ? [] : [{ ...column, kind }];
    });
    if (metrics.length === 0) throw new ReplayFault(`${layout.path}: all columns of values are empty`);
    const order = this.byTime ? 'time' : this.byDevice ? 'device' : 'none';
    const broken = { count: this.broken, examples };
    const { zoned } = this;
    const { step } = this.naming;
    const oddCells = kinds.reduce((sum, { odd }) => sum + odd, 0);
    return { layout, step, devices, metrics, lines, first, last, order, zoned, broken, oddCells };
  }

  /** Counts a line in; returns what is wrong with it instead, if anything is. */
  private read({ cells }: Line, start: number): string | undefined {
    const { time: column, headers, metrics } = this.layout;
    if (cells.length !== headers.length) return `${cells.length} cells instead of ${headers.length}`;
    const text = cells[column.index] ?? '';
    const instant = parseTime(text, column.form, this.naming.step);
    if (instant === undefined) return `"${text.slice(0, 40)}" is no time`;
    const fault = this.place(
      this.layout.device === undefined ? '' : (cells[this.layout.device] ?? ''),
      instant.time,
      start,
    );
    if (fault !== undefined) return fault;
    metrics.forEach(({ index }, n) => this.kinds[n]?.add(cells[index] ?? ''));
    this.lines += 1;
    this.zoned &&= instant.zoned;
    this.first = Math.min(this.first, instant.time);
    this.last = Math.max(this.last, instant.time);
    return undefined;
  }

  /** Notes a line of a device, and whether it breaks the order by time or by device. */
  private place(value: string, time: number, start: number): string | undefined {
    const device = this.devices.get(value) ?? this.addDevice(value, start);
    if (device === undefined) return `"${value.slice(0, 40)}" can't name a device`;
    if (time < this.latest) this.byTime = false;
    if ((value !== this.current && device.lines > 0) || time < device.time) this.byDevice = false;
    this.current = value;
    this.latest = time;
    device.time = time;
    device.lines += 1;
    device.extent.end = this.end;
    return undefined;
  }

  private addDevice(value: string, start: number): (FoundDevice & { time: number }) | undefined {
    const id = deviceId(value, this.layout, this.naming);
    if (!isStorableName(id) || (this.layout.device !== undefined && value === '')) return undefined;
    if (this.devices.size === LIMITS.devices) {
      const column = this.layout.headers[this.layout.device ?? 0] ?? '';
      throw new ReplayFault(
        `${this.layout.path}: column ${column} names more than ${LIMITS.devices} devices; --device-column none for one`,
      );
    }
    const device = { id, value, extent: { start, end: start }, lines: 0, time: -Infinity };
    this.devices.set(value, device);
    return device;
  }
}

/** Id of a device: one topic level, so that what a topic can't hold is percent-encoded. */
function deviceId(value: string, { device, headers }: Layout, { device: given, fileName }: Naming): string {
  if (device === undefined) return encodeLevel(given ?? fileName);
  const prefix = given ?? (/^\d/.test(value) ? (headers[device] ?? '') : '');
  return encodeLevel(prefix === '' ? value : `${prefix}-${value}`);
}

function encodeLevel(text: string): string {
  return text.replace(/[/+#%\p{Cc}]/gu, encodeURIComponent);
}
