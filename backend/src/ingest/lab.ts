import { LAB_LEASE_MS, LABS_MAX, type Lab, type LabRequest } from '@sensorium/contracts';
import { noteArrival } from '@sensorium/domain/presence';
import { nanoid } from 'nanoid';
import { randomBytes } from 'node:crypto';
import { ApiError } from '../ports/api-error.js';
import type { Clock } from '../ports/clock.js';
import type { Batch } from './batch.js';
import type { Registry } from './registry.js';
import type { SourceClocks } from './source-clocks.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** Source of the labs' devices; they are never saved. */
export const LAB_SOURCE = 'lab';

const METRIC = 'update';

/** Who runs a lab asks for it each third of its lease: one that was not asked for in half of it is nobody's, µs. */
const LEFT_US = LAB_LEASE_MS * 500;

/** Digits of the number that each value begins with. */
const DIGITS = 8;

/** What follows the number: nothing that would compress well on the way. */
const FILLER = randomBytes(3_072).toString('base64url');

interface LabParts {
  registry: Registry;
  batch: Batch;
  clocks: SourceClocks;
  clock: Pick<Clock, 'now'>;
}

/** A series that runs. */
interface RunningLab {
  id: string;
  place: number;
  device: TrackedDevice;
  series: TrackedSeries;
  rate: number;
  bytes: number;
  /** Values so far. */
  count: number;
  /** When somebody asked for it last, µs. */
  askedAt: number;
  /** When the next value is due, µs. */
  due: number;
  timer: NodeJS.Timeout | undefined;
  lease: NodeJS.Timeout | undefined;
}

/**
 * Series for trying the transports, made here and taken the way of all readings from the batch on: the live bus, the
 * fleet view, every transport. History, registry and event log see none of them. Each runs for as long as somebody
 * asks for it.
 */
export class Labs {
  private readonly running = new Map<string, RunningLab>();

  /** `made` hears of each change of batch or registry. */
  constructor(
    private readonly parts: LabParts,
    private readonly made: () => void,
  ) {}

  /** Starts one, or goes on with the one that is named; an `id` that has ended starts a new one. */
  take({ id, rate, bytes }: LabRequest): Lab {
    const known = id === undefined ? undefined : this.running.get(id);
    const lab = known ?? this.start();
    Object.assign(lab, { rate, bytes, askedAt: this.parts.clock.now() });
    lab.due = Math.min(lab.due, this.parts.clock.now() + period(lab));
    clearTimeout(lab.lease);
    lab.lease = setTimeout(() => {
      this.end(lab);
    }, LAB_LEASE_MS);
    this.wait(lab);
    const { publicId: device, uid } = lab.device;
    return { id: lab.id, device, uid, metric: METRIC, rate, bytes, leaseMs: LAB_LEASE_MS };
  }

  stop(): void {
    for (const lab of this.running.values()) this.end(lab);
  }

  private start(): RunningLab {
    if (this.running.size >= LABS_MAX) this.endOneLeft();
    const taken = new Set(Array.from(this.running.values(), ({ place }) => place));
    const place = Array.from({ length: LABS_MAX }, (_, i) => i + 1).find((one) => !taken.has(one)) ?? 1;
    const now = this.parts.clock.now();
    const device = this.makeDevice(place, now);
    const series = this.parts.registry.create(device, METRIC, 'text');
    if (typeof series === 'string') {
      this.parts.registry.remove(device, false);
      throw new ApiError('limit-reached', `no room for a lab: ${series}`);
    }
    const none = { timer: undefined, lease: undefined };
    const lab = {
      id: nanoid(12),
      place,
      device,
      series,
      rate: 1,
      bytes: DIGITS,
      count: 0,
      askedAt: now,
      due: now,
      ...none,
    };
    this.running.set(lab.id, lab);
    return lab;
  }

  /** Makes room in the place of the one that nobody has asked for longest, as after a page was left. */
  private endOneLeft(): void {
    const [oldest] = [...this.running.values()].sort((a, b) => a.askedAt - b.askedAt);
    if (!oldest || oldest.askedAt > this.parts.clock.now() - LEFT_US)
      throw new ApiError('limit-reached', `at most ${LABS_MAX} labs run`);
    this.end(oldest);
  }

  private makeDevice(place: number, now: number): TrackedDevice {
    const { registry } = this.parts;
    const key = { dialect: 'lab', base: '', id: `transport-lab-${place}` };
    const device = registry.make(LAB_SOURCE, key, false, now);
    if (typeof device === 'string') throw new ApiError('limit-reached', `no room for a lab: ${device}`);
    registry.describe(device, { name: `Transport lab ${place}`, kind: 'lab' });
    return device;
  }

  private wait(lab: RunningLab): void {
    clearTimeout(lab.timer);
    lab.timer = setTimeout(
      () => {
        this.next(lab);
      },
      (lab.due - this.parts.clock.now()) / 1_000,
    );
  }

  /** The next value. What a busy thread could not make in time is not made up for; a clock that was set is followed. */
  private next(lab: RunningLab): void {
    const { clock, registry } = this.parts;
    if (registry.device(lab.device.uid) !== lab.device) {
      this.end(lab);
      return;
    }
    const now = clock.now();
    this.append(lab, now);
    lab.due += period(lab);
    if (lab.due <= now || lab.due > now + 2 * period(lab)) lab.due = now + period(lab);
    this.wait(lab);
    this.made();
  }

  private append(lab: RunningLab, now: number): void {
    const { registry, batch, clocks } = this.parts;
    const { device, series } = lab;
    registry.heard(device, now);
    noteArrival(series.arrivals, clocks.read(LAB_SOURCE, now));
    Object.assign(series, { newest: now, lastSeen: now });
    const value = valueOf(lab.count++, lab.bytes);
    const times = { t: now, received: now };
    batch.add({ series: series.n, ...times, value, quality: 'good', retained: false, newest: true });
  }

  /** Its device goes, unless it was deleted already. */
  private end(lab: RunningLab): void {
    clearTimeout(lab.timer);
    clearTimeout(lab.lease);
    this.running.delete(lab.id);
    const { registry } = this.parts;
    if (registry.device(lab.device.uid) === lab.device) registry.remove(lab.device, false);
    this.made();
  }
}

/** µs between two values. */
function period({ rate }: RunningLab): number {
  return 1_000_000 / rate;
}

function valueOf(number: number, bytes: number): string {
  const digits = String(number % 10 ** DIGITS).padStart(DIGITS, '0');
  return digits + FILLER.slice(DIGITS, bytes);
}
