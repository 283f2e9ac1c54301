import type { Kind, Value } from '@sensorium/contracts';
import { InProcessLiveBus } from '../src/adapters/live-bus/in-process-live-bus.js';
import { MemoryFleetView } from '../src/fleet/memory-fleet-view.js';
import { Batch } from '../src/ingest/batch.js';
import { MemoryAlertView } from '../src/alerts/memory-alert-view.js';
import { InProcessPageNotices } from '../src/adapters/live-bus/in-process-page-notices.js';
import { AlertFeed } from '../src/live/alert-feed.js';
import { Answers } from '../src/live/answers.js';
import { CatchUps } from '../src/live/catch-up.js';
import { Feed } from '../src/live/feed.js';
import { FleetNews } from '../src/live/fleet-news.js';
import { HttpViewers } from '../src/live/http-viewers.js';
import { LiveHub } from '../src/live/live-hub.js';
import { LiveReader } from '../src/live/live-reader.js';
import { LongPollService } from '../src/live/long-poll.service.js';
import { News } from '../src/live/news.js';
import { OpenRequests } from '../src/live/open-requests.js';
import { PollService } from '../src/live/poll.service.js';
import { StreamService } from '../src/live/stream.service.js';
import { ViewerList } from '../src/live/viewer-list.js';
import { Clock } from '../src/ports/clock.js';
import type { LiveStep } from '../src/ports/live-bus.js';
import { MemoryAlerts } from './memory-alerts.js';
import { MemoryReadingStore } from './memory-reading-store.js';

/** A reading of a test; `t` in ms. */
export interface TestReading {
  n: number;
  t: number;
  value: Value;
}

const NOTHING = {
  readings: null,
  presence: [],
  activity: [],
  sites: null,
  link: null,
  history: null,
  stats: null,
  alerts: null,
};
const METRIC = {
  label: null,
  unit: null,
  min: null,
  max: null,
  limits: null,
  unitSource: null,
  class: null,
  values: null,
};
const DEVICE = {
  ...{
    site: null,
    kind: null,
    model: null,
    parent: null,
    clockAssumption: null,
    labels: {},
    aliases: [],
    edited: [],
  },
  ...{ outOfService: null, location: null, dialect: 'native', source: 'main', firstSeen: 1 },
};

/** The live transports over a fleet and a store in memory; nothing but the network is missing. */
export class LiveWorld {
  readonly store = new MemoryReadingStore();
  private readonly bus = new InProcessLiveBus();
  readonly fleet = new MemoryFleetView(this.bus);
  readonly alertCalls = new MemoryAlerts();
  readonly alerts = new MemoryAlertView(this.bus, this.alertCalls, new Clock());
  readonly notices = new InProcessPageNotices();
  readonly reader = new LiveReader(this.fleet);
  readonly list = new ViewerList();
  /** Stores what was received and is not stored yet. */
  settled = (): Promise<void> => Promise.resolve();
  readonly catchUps = new CatchUps(this.fleet, this.store, this.reader, { settled: () => this.settled() });
  readonly hub = new LiveHub(
    this.fleet,
    new Feed(this.fleet, this.reader, this.catchUps),
    new FleetNews(this.fleet),
    new AlertFeed(this.alerts, this.fleet, this.notices),
    this.list,
  );
  readonly answers = new Answers(this.fleet, this.reader);
  readonly news = new News(this.fleet, this.reader);
  readonly requests = new OpenRequests();
  readonly polls = new PollService(this.fleet, this.reader, this.answers);
  readonly longPolls = new LongPollService(this.polls, this.reader, this.answers, this.news, this.requests);
  readonly viewers = new HttpViewers(this.list);
  readonly streams = new StreamService(this.reader, this.answers, this.news, this.requests, this.viewers);
  private readonly batch = new Batch();

  /** Publishes a step; `time` in ms. */
  publish(step: Partial<Omit<LiveStep, 'time'>>, time = 1): void {
    this.bus.publish({ time: time * 1_000, devices: [], removed: [], ...NOTHING, ...step });
  }

  /** Makes a device `id` (its uid is `u-<id>`) with its metrics: their numbers, names and kinds. */
  device(id: string, metrics: [n: number, name: string, kind?: Kind][]): void {
    const named = metrics.map(([n, name, kind = 'number']) => ({ ...METRIC, n, name, kind }));
    this.publish({ devices: [{ ...DEVICE, id, uid: `u-${id}`, name: id, metrics: named }] });
  }

  /** One step of readings, received at `time` (ms); each is the newest of its series. */
  read(readings: readonly TestReading[], time = 1): void {
    for (const { n, t, value } of readings) {
      const own = typeof value === 'boolean' ? Number(value) : value;
      const times = { t: t * 1_000, received: time * 1_000 };
      this.batch.add({ series: n, ...times, value: own, quality: 'good', retained: false, newest: true });
    }
    this.publish({ readings: this.batch.take() }, time);
  }

  /** The same, kept in the store too. */
  async readAndStore(readings: readonly TestReading[], time: number): Promise<void> {
    await this.keep(readings);
    this.read(readings, time);
  }

  /** Into the store alone. */
  async keep(readings: readonly TestReading[]): Promise<void> {
    await this.store.append({
      readings: {
        count: readings.length,
        series: Uint32Array.from(readings, ({ n }) => n),
        t: Float64Array.from(readings, ({ t }) => t * 1_000),
        value: Float64Array.from(readings, ({ value }) => Number(value)),
        flags: new Uint8Array(readings.length),
        texts: [],
      },
      deliveries: { ids: new Uint16Array(), hashes: new Uint32Array() },
    });
  }
}
