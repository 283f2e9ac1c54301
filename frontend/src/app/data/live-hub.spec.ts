import {
  encodeColumns,
  type Ack,
  type Alert,
  type AlertsEvent,
  type ClientEvents,
  type Subscribe,
} from '@sensorium/contracts';
import { formatCursor, parseCursor } from '@sensorium/domain/live';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transport } from './connection';
import { LiveConnection } from './live-connection';
import { LiveHub, type Joined } from './live-hub';
import type { HubMessage } from './live-messages';
import type { LivePort, PageEvents } from './live-port';
import { TabPort } from './tab-port';
import { NOON, anAlert, columnsOf } from './testing';

interface Stream {
  request: Subscribe;
  place: number;
}

/**
 * A server with one series, whose readings are 1, 2, 3 …, and the line to it: what either side says is under way until
 * `deliver`, and lost when the line is cut. It sends a further frame once one was credited, as ours does.
 */
class Server implements LivePort {
  last = 0;
  epoch = 'e';
  isUp = false;
  underWay = 0;
  readonly streams = new Map<string, Stream>();
  /** Every change of an alert; the cursor says how many of them are known. */
  readonly changes: Alert[] = [];
  readonly #toServer: (() => void)[] = [];
  readonly #toPage: (() => void)[] = [];
  #events!: PageEvents;
  #up!: (transport: Transport) => void;
  #down!: () => void;

  listen(handlers: PageEvents): void {
    this.#events = handlers;
  }
  onUp(handler: (transport: Transport) => void): void {
    this.#up = handler;
  }
  onDown(handler: () => void): void {
    this.#down = handler;
  }
  onAttempt(): void {
    return;
  }
  onTraffic(): void {
    return;
  }
  open(): void {
    return;
  }
  retry(): void {
    return;
  }
  close(): void {
    this.cut();
  }

  connect(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.#events.hello({ contract: 1, epoch: this.epoch, time: NOON, limits: {} });
    this.#up('websocket');
  }

  cut(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.underWay = 0;
    this.streams.clear();
    this.#toServer.length = this.#toPage.length = 0;
    this.#down();
  }

  emit<E extends keyof ClientEvents>(event: E, ...args: Parameters<ClientEvents[E]>): void {
    if (!this.isUp) return;
    const [request, ack] = args as [never, (answer: Ack) => void];
    this.#toServer.push(() => {
      if (event === 'credit') this.underWay = Math.max(0, this.underWay - 1);
      else if (event === 'unsubscribe') this.streams.delete((request as { id: string }).id);
      else this.#begin(request, ack);
    });
  }

  /** One of three alerts changes: told at once to who subscribes to the fleet. */
  raise(n: number): void {
    const state = n % 2 === 0 ? 'firing' : 'resolved';
    const updatedAt = NOON + this.changes.length;
    this.changes.push(anAlert(`a-${n % 3}`, { state, updatedAt }));
    const hears = [...this.streams.values()].some(({ request }) => request.series === 'fleet');
    if (this.isUp && hears) this.#alert(this.changes.length - 1, false);
  }

  /** Ids of the alerts that are open. */
  get firing(): string[] {
    const newest = new Map(this.changes.map((alert) => [alert.id, alert]));
    return [...newest.values()].flatMap(({ id, state }) => (state === 'firing' ? [id] : [])).sort();
  }

  /** Sends up to `most` readings to each stream that has some to come, while it has credit. */
  send(most: number): void {
    for (const stream of this.streams.values()) {
      if (this.underWay > 0 || stream.place >= this.last) continue;
      const from = stream.place + 1;
      stream.place = Math.min(this.last, stream.place + most);
      this.#frame(stream, 'readings', from);
    }
  }

  deliver(most: number): void {
    for (const message of this.#toServer.splice(0, most)) message();
    for (const message of this.#toPage.splice(0, most)) message();
  }

  /** Until everything that there is has come. */
  settle(): void {
    this.connect();
    for (let round = 0; round < 100; round++) {
      this.send(100);
      this.deliver(1000);
    }
  }

  #begin(request: Subscribe, ack: (answer: Ack) => void): void {
    const cursor = parseCursor(request.cursor ?? '');
    const goesOn = cursor?.epoch === this.epoch;
    const stream = { request, place: goesOn ? cursor.sequence : this.last };
    this.streams.set(request.id, stream);
    if (request.series === 'fleet') {
      const known = parseCursor(request.alertCursor ?? '');
      const resumes = known?.epoch === this.epoch;
      this.#alert(resumes ? known.sequence : 0, !resumes);
    }
    if (!goesOn) this.#frame(stream, 'snapshot', this.last);
    this.#toPage.push(() => {
      ack({ ok: true, resumed: goesOn ? 'memory' : null });
    });
  }

  #alert(from: number, full: boolean): void {
    const cursor = formatCursor({ epoch: this.epoch, sequence: this.changes.length });
    const open = new Map(this.changes.map((alert) => [alert.id, alert]));
    const alerts = full
      ? [...open.values()].filter(({ state }) => state === 'firing')
      : this.changes.slice(from);
    this.#toPage.push(() => {
      this.#events.alert({ cursor, time: NOON, full, alerts });
    });
  }

  #frame({ request, place }: Stream, part: 'snapshot' | 'readings', from: number): void {
    this.underWay += 1;
    const values = Array.from({ length: place - from + 1 }, (_, i) => from + i);
    const cursor = formatCursor({ epoch: this.epoch, sequence: place });
    const bytes = encodeColumns(columnsOf(values.map((value) => ({ n: 1, t: NOON + value, value }))));
    this.#toPage.push(() => {
      this.#events.frame({ id: request.id, cursor, time: NOON, part }, bytes);
    });
  }
}

/** A tab with one watch; `begins`: how often it began anew, `seen`: every value that came since. */
class Tab {
  readonly seen: number[] = [];
  begins = 0;
  readonly line: LiveConnection;
  readonly joined: Joined;
  readonly open = new Map<string, Alert>();
  alertCursor: string | undefined;

  constructor(hub: LiveHub) {
    const ignore = (): void => undefined;
    let joined: Joined | undefined;
    let begin = ignore;
    const early: HubMessage[] = [];
    let hear = (message: HubMessage): void => void early.push(message);
    const port = new TabPort((told) => {
      joined = hub.join((message) => {
        hear(message);
      });
      begin = () => {
        hear = told;
        early.forEach(told);
      };
      return { send: joined.hear, close: joined.leave };
    });
    const sink = {
      takeHello: ignore,
      takeDevices: ignore,
      takeLink: ignore,
      takeHistory: ignore,
      takeFrame: ignore,
      takePresence: ignore,
    };
    this.line = new LiveConnection(port, sink, this, () => 0);
    this.line.watch(
      ['a/x'],
      {
        take: ({ part, columns }) => {
          if (part === 'snapshot') this.begins += 1;
          if (part === 'snapshot') this.seen.length = 0;
          this.seen.push(...columns.value.subarray(0, columns.count));
        },
      },
      { tickMs: 100, width: 800 },
    );
    this.line.start();
    begin();
    this.joined = joined ?? hub.join(ignore);
  }

  takeAlerts({ cursor, full, alerts }: AlertsEvent): void {
    this.alertCursor = cursor;
    if (full) this.open.clear();
    for (const alert of alerts)
      if (alert.state === 'resolved') this.open.delete(alert.id);
      else this.open.set(alert.id, alert);
  }

  takeTold(): void {
    return;
  }
}

type Step =
  | { do: 'read' | 'send' | 'deliver' | 'raise'; n: number }
  | { do: 'cut' | 'connect' | 'join' }
  | { do: 'leave' | 'little' | 'none' | 'full'; tab: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('read', 'send', 'deliver', 'raise'),
      n: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cut', 'connect', 'connect', 'join') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('leave', 'little', 'none', 'full', 'full'), tab: fc.nat(3) }),
  },
);

function play(steps: readonly Step[], tabs: Tab[], server: Server, hub: LiveHub, most: number): void {
  for (const one of steps) {
    const tab = 'tab' in one ? tabs[one.tab % tabs.length] : undefined;
    if (one.do === 'read') server.last += one.n;
    else if (one.do === 'send') server.send(one.n);
    else if (one.do === 'deliver') server.deliver(one.n);
    else if (one.do === 'raise') server.raise(one.n);
    else if (one.do === 'cut') server.cut();
    else if (one.do === 'connect') server.connect();
    else if (one.do === 'join' && tabs.length < most) tabs.push(new Tab(hub));
    else if (one.do === 'leave' && tab && tabs.length > 1) {
      tab.joined.leave();
      tabs.splice(tabs.indexOf(tab), 1);
    } else if (one.do === 'little' || one.do === 'none' || one.do === 'full') tab?.line.attend(one.do);
  }
  for (const tab of tabs) tab.line.attend('full');
  server.settle();
}

/** All numbers from the first to `last`. */
function countUp(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

describe('LiveHub', () => {
  it('brings a tab every reading once and in order, whatever is cut and whenever nobody looks', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const server = new Server();
        const hub = new LiveHub(server, () => 0);
        const tab = new Tab(hub);
        server.connect();
        server.deliver(100);
        server.deliver(100);
        play(steps, [tab], server, hub, 1);
        expect(tab.begins).toBe(1);
        expect(tab.seen).toEqual(countUp(0, server.last));
      }),
      { numRuns: 1000 },
    );
  });

  it('brings several tabs every reading once and in order, by one stream in the end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const server = new Server();
        const hub = new LiveHub(server, () => 0);
        const tabs = [new Tab(hub), new Tab(hub)];
        play(steps, tabs, server, hub, 4);
        server.last += 1;
        server.settle();
        for (const { seen } of tabs) expect(seen).toEqual(countUp(seen[0] ?? 0, server.last));
        for (const { open } of tabs) expect([...open.keys()].sort()).toEqual(server.firing);
        const watches = [...server.streams.values()].filter(({ request }) => request.series !== 'fleet');
        expect(watches).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('begins anew after the server was restarted', () => {
    const server = new Server();
    const tab = new Tab(new LiveHub(server, () => 0));
    server.last = 3;
    server.settle();
    server.cut();
    server.epoch = 'f';
    server.last = 1;
    server.settle();
    expect([tab.begins, tab.seen]).toEqual([2, [1]]);
  });

  it('waits for nobody who draws nothing, and goes on with him where he stopped', () => {
    let now = 0;
    const server = new Server();
    const hub = new LiveHub(server, () => now);
    const told: { type: string }[] = [];
    const asleep = hub.join((message) => {
      told.push(message);
    });
    const tab = new Tab(hub);
    server.connect();
    asleep.hear({
      type: 'subscribe',
      ask: 1,
      request: { id: 'w', series: ['a/x'], mode: 'every', encoding: 'columns' },
    });
    for (let n = 1; n <= 40; n++) {
      server.last = n;
      now += 100;
      for (let round = 0; round < 4; round++) {
        server.send(1);
        server.deliver(10);
      }
    }
    server.settle();
    expect(tab.seen.at(-1)).toBe(40);
    const frames = told.filter(({ type }) => type === 'frame').length;
    expect(frames).toBeLessThanOrEqual(8);
    asleep.hear({ type: 'credit', frames });
    expect(told.at(-1)).toEqual({ type: 'up', transport: 'websocket' });
  });

  it('closes the line with the last tab', () => {
    const server = new Server();
    const hub = new LiveHub(server, () => 0);
    const [first, second] = [new Tab(hub), new Tab(hub)];
    server.connect();
    first.joined.leave();
    expect(server.isUp).toBe(true);
    second.joined.leave();
    expect(server.isUp).toBe(false);
  });
});
