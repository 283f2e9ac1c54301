import { LIMITS } from '@sensorium/contracts';
import { isNothing } from './cells.js';
import { type Line, readLines, sniffDelimiter } from './csv.js';
import { ReplayFault } from './fault.js';
import { type ColumnName, nameColumns } from './header.js';
import { type TimeForm, timeForm } from './time.js';

/** What of a file to replay, as asked for. */
export interface LayoutWish {
  path: string;
  /** Header of the time column; undefined to find it. */
  timeColumn: string | undefined;
  /** Header of the device column, `none` for one device; undefined to find it. */
  deviceColumn: string | undefined;
}

/** A metric and the index of its column. */
export interface MetricColumn extends ColumnName {
  index: number;
}

/** Which column of a file is what. */
export interface Layout {
  path: string;
  delimiter: string;
  headers: readonly string[];
  time: { index: number; form: TimeForm };
  /** Index of the device column; undefined for one device. */
  device: number | undefined;
  metrics: readonly MetricColumn[];
}

const SAMPLED_LINES = 200;
const TIME_NAME = /^(?:time_?stamp|date_?time|time|ts|date|utc|epoch|unix_?time)$|(?:time|date|timestamp)$/;
const COUNTER_NAME =
  /^(?:t|time|elapsed|cycles?|steps?|hours?|minutes?|seconds?|days?|index|seq|sequence|ticks?|samples?|rows?|n|no|nr|counter|frame)(?:_.*)?$/;
const DEVICE_NAME =
  /^(?:device|sensor|station|machine|engine|asset|node|mote|unit|vehicle|meter|pump|host)(?:_?(?:id|name|no|nr|number))?$/;

/** Works out the layout of a file from its headers and first lines. Throws ReplayFault if it can't. */
export async function findLayout(wish: LayoutWish): Promise<Layout> {
  const { path } = wish;
  const delimiter = await sniffDelimiter(path);
  const [header, ...lines] = await sample(path, delimiter);
  if (header === undefined) throw new ReplayFault(`${path}: is empty`);
  if (lines.length === 0) throw new ReplayFault(`${path}: has no line below its header`);
  const columns = new Columns(path, header.cells, lines);
  const time = columns.time(wish.timeColumn);
  const device = columns.device(wish.deviceColumn, time.index);
  const metrics = nameColumns(header.cells)
    .map((name, index) => ({ ...name, index }))
    .filter(({ index }) => index !== time.index && index !== device);
  if (metrics.length === 0) throw new ReplayFault(`${path}: has no column of values`);
  if (metrics.length > LIMITS.metricsPerDevice)
    throw new ReplayFault(`${path}: has more than ${LIMITS.metricsPerDevice} columns of values`);
  return { path, delimiter, headers: header.cells, time, device, metrics };
}

async function sample(path: string, delimiter: string): Promise<Line[]> {
  const found: Line[] = [];
  for await (const line of readLines(path, delimiter, () => undefined)) {
    if (found[0] === undefined || line.cells.length === found[0].cells.length) found.push(line);
    if (found.length > SAMPLED_LINES) break;
  }
  return found;
}

/** The headers of a file and what stands below them in its first lines. */
class Columns {
  private readonly names: string[];

  constructor(
    private readonly path: string,
    private readonly headers: readonly string[],
    private readonly lines: readonly Line[],
  ) {
    this.names = headers.map((header) =>
      header
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, ''),
    );
    if (headers.every((header) => timeForm([header]) !== undefined))
      throw new ReplayFault(`${path}: the first line must name the columns`);
  }

  time(wanted: string | undefined): { index: number; form: TimeForm } {
    const index = wanted === undefined ? this.findTime() : this.indexOf('--time-column', wanted);
    if (index === undefined)
      throw new ReplayFault(`${this.path}: no column is a time; name one of ${this.list()} by --time-column`);
    const form = this.form(index);
    if (form !== undefined) return { index, form };
    const example = this.filled(index)[0] ?? '';
    throw new ReplayFault(
      `${this.path}: "${example}" in column ${this.headers[index] ?? ''} is no ISO 8601, unix time or counter`,
    );
  }

  device(wanted: string | undefined, time: number): number | undefined {
    if (wanted === 'none') return undefined;
    if (wanted !== undefined) return this.indexOf('--device-column', wanted);
    const index = this.names.findIndex(
      (name, n) => n !== time && DEVICE_NAME.test(name) && this.namesDevices(n),
    );
    return index < 0 ? undefined : index;
  }

  /** By name and values, then by values alone, then a counter by name. */
  private findTime(): number | undefined {
    const all = this.names.map((name, index) => ({ name, index, form: this.form(index) }));
    const dated = all.filter(({ form }) => form !== undefined && form !== 'counter');
    return (
      dated.find(({ name }) => TIME_NAME.test(name)) ??
      dated.find(({ form }) => form === 'iso') ??
      all.find(({ name, form }) => form === 'counter' && COUNTER_NAME.test(name))
    )?.index;
  }

  /** A device is named by a text or a whole number; `21.5` in a column `sensor` is a value. */
  private namesDevices(index: number): boolean {
    const cells = this.filled(index);
    return (
      cells.length > 0 && !cells.some((cell) => /^[+-]?\d*[.,]\d+$/.test(cell) || /^[^a-z0-9]+$/i.test(cell))
    );
  }

  private form(index: number): TimeForm | undefined {
    const cells = this.filled(index);
    const forms = cells.filter((cell) => timeForm([cell]) !== undefined);
    return forms.length * 2 > cells.length ? timeForm(forms) : undefined;
  }

  private filled(index: number): string[] {
    return this.lines.map(({ cells }) => cells[index] ?? '').filter((cell) => !isNothing(cell));
  }

  private indexOf(option: string, wanted: string): number {
    const exact = this.headers.indexOf(wanted);
    const index = exact >= 0 ? exact : this.names.indexOf(wanted.toLowerCase());
    if (index < 0)
      throw new ReplayFault(`${option}: ${this.path} has no column "${wanted}", but ${this.list()}`);
    return index;
  }

  private list(): string {
    return this.headers.slice(0, 40).join(', ');
  }
}
