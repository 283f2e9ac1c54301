import type { Domain, Fact, Outcome } from './domain.ts';
import type { CorpusMessage, Expectation, ExpectedReading } from './messages.ts';

const TOLERANCE = 1e-6;
const STAMP_TOLERANCE_US = 1_000;

/** A reading as it would be stored. `stamp` in µs; undefined for the time of receipt. */
interface Reading {
  device: string;
  metric: string;
  value: number | string;
  unit: string | undefined;
  stamp: number | undefined;
}

/** How one message did: what was wrong with it, and how many of the readings that must come came. */
export interface Verdict {
  message: CorpusMessage;
  misses: string[];
  came: number;
  /** Of those due, how many have the right metric, value and time, whatever their device and unit. */
  read: number;
  due: number;
}

/** Judges messages in the order of the file; what the decoder remembers goes from each to the next. `now` in µs. */
export class Judge {
  private state: unknown;
  /** Units that descriptions gave, by device and metric. */
  private readonly described = new Map<string, string>();
  private readonly domain: Domain;
  private readonly now: number;

  constructor(domain: Domain, now: number) {
    this.domain = domain;
    this.now = now;
    this.state = domain.initial;
  }

  judge(message: CorpusMessage): Verdict {
    const outcome = this.domain.decode(this.state, message, this.now);
    if (outcome.kind === 'facts') this.state = outcome.state;
    const facts = outcome.facts ?? [];
    for (const fact of facts) this.noteUnits(fact);
    const readings = facts.flatMap((fact) => this.readingsOf(fact));
    const { expect } = message;
    const due = expect.readings.filter((reading) => reading.optional !== true);
    const missing = due.filter((one) => !readings.some((reading) => this.fits(one, reading, expect.device)));
    const misses = [
      ...missing.map((one) => `no ${JSON.stringify(one)}`),
      ...forbidden(expect, readings),
      ...wrongWhole(expect, outcome, readings),
    ];
    if (misses.length > 0) misses.push(`got ${show(outcome, readings)}`);
    const read = due.filter((one) => readings.some((reading) => isRead(one, reading))).length;
    return { message, misses, came: due.length - missing.length, read, due: due.length };
  }

  private noteUnits({ type, device, meta }: Fact): void {
    if (type !== 'description') return;
    for (const [metric, { unit }] of Object.entries(meta?.metrics ?? {})) {
      if (unit !== undefined) this.described.set(`${device.id}\0${metric}`, unit);
    }
  }

  private readingsOf({ type, device, metrics = [], values = [], units = [], stamp }: Fact): Reading[] {
    if (type !== 'readings') return [];
    return metrics.flatMap((metric, place) => {
      const value = this.domain.settle(values[place]);
      if (value === undefined) return [];
      const unit =
        units[place] ??
        this.described.get(`${device.id}\0${metric}`) ??
        this.domain.unitOf(device.dialect, metric);
      return [{ device: device.id, metric, value, unit, stamp }];
    });
  }

  private fits(expected: ExpectedReading, reading: Reading, device: string | null): boolean {
    const wanted = expected.device ?? device;
    return (
      (wanted === null || reading.device === wanted) &&
      isRead(expected, reading) &&
      this.sameUnit(expected.unit, reading.unit)
    );
  }

  private sameUnit(expected: string | null, unit: string | undefined): boolean {
    if (expected === null) return true;
    return unit !== undefined && this.domain.unitSymbol(unit) === this.domain.unitSymbol(expected);
  }
}

/** Metric, value and time are right. */
function isRead(expected: ExpectedReading, { metric, value, stamp }: Reading): boolean {
  return (
    sameMetric(expected.metric, metric) && sameValue(expected.value, value) && sameStamp(expected.ts, stamp)
  );
}

/** The same last element of the path is enough. */
function sameMetric(expected: string, metric: string): boolean {
  return expected.split('.').at(-1) === metric.split('.').at(-1);
}

/** One path ends with the other. */
function samePath(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function sameValue(expected: number | boolean | string, value: number | string): boolean {
  if (typeof expected === 'string') return value === expected;
  const number = Number(expected);
  return (
    typeof value === 'number' && Math.abs(value - number) <= TOLERANCE * Math.max(Math.abs(number), TOLERANCE)
  );
}

function sameStamp(expected: string | null, stamp: number | undefined): boolean {
  if (expected === null) return stamp === undefined;
  return stamp !== undefined && Math.abs(stamp - Date.parse(expected) * 1_000) <= STAMP_TOLERANCE_US;
}

/** Readings that are expected are not forbidden, whatever they have in common with a longer path that is. */
function forbidden({ forbid = [], readings: expected }: Expectation, all: Reading[]): string[] {
  const readings = all.filter(({ metric }) => !expected.some((one) => one.metric === metric));
  return forbid.flatMap((rule) => {
    const [name = '', value] = rule.split('=');
    const found = (name === 'device' ? all : readings).some((reading) =>
      name === 'device'
        ? reading.device === value
        : samePath(name, reading.metric) && (value === undefined || String(reading.value) === value),
    );
    return found ? [`${rule} is forbidden`] : [];
  });
}

/** What is wrong with the outcome as a whole: refused or not, the availability, readings where none should be. */
function wrongWhole(
  { device, online, reject, readings: expected }: Expectation,
  outcome: Outcome,
  readings: Reading[],
): string[] {
  if (reject === true) return outcome.kind === 'rejected' ? [] : ['is not rejected'];
  const wrong = outcome.kind === 'rejected' ? [`is rejected: ${outcome.reason ?? ''}`] : [];
  const isSaid = (outcome.facts ?? []).some(
    (fact) =>
      fact.type === 'availability' &&
      fact.online === online &&
      (device === null || fact.device.id === device),
  );
  if (online !== undefined && !isSaid) wrong.push(`does not say ${online ? 'online' : 'offline'}`);
  if (expected.length === 0 && readings.some(({ value }) => typeof value === 'number'))
    wrong.push('gives readings');
  return wrong;
}

function show(outcome: Outcome, readings: Reading[]): string {
  if (outcome.kind !== 'facts') return `${outcome.kind} ${outcome.reason ?? ''}`;
  const facts = (outcome.facts ?? []).map(({ type, device, online }) =>
    type === 'availability'
      ? `${device.dialect}:${device.id} online=${String(online)}`
      : `${type} of ${device.dialect}:${device.id}`,
  );
  const stored = readings.map(({ device, metric, value, unit, stamp }) =>
    [`${device} ${metric}=${value}`, unit, stamp === undefined ? '' : new Date(stamp / 1_000).toISOString()]
      .join(' ')
      .trim(),
  );
  return [...facts, ...stored].join('; ');
}
