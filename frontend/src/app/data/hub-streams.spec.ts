import type { Ack, Subscribe } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import type { HubMessage } from './live-messages';
import { LiveHub } from './live-hub';
import type { LivePort, PageEvents } from './live-port';
import { NOON } from './testing';

const ignore = (): void => undefined;

/** A line on which everything is asked for and nothing is answered by itself. */
class Port implements LivePort {
  events!: PageEvents;
  up!: (transport: 'websocket') => void;
  readonly acks: ((answer: Ack) => void)[] = [];
  readonly onDown = ignore;
  readonly onAttempt = ignore;
  readonly onTraffic = ignore;
  readonly open = ignore;
  readonly retry = ignore;
  readonly close = ignore;

  listen(events: PageEvents): void {
    this.events = events;
  }
  onUp(up: (transport: 'websocket') => void): void {
    this.up = up;
  }
  emit: LivePort['emit'] = (event, ...args) => {
    const ack = (args as [unknown, ((answer: Ack) => void)?])[1];
    if (event === 'subscribe' && ack) this.acks.push(ack);
  };

  devices(time: number): void {
    this.events.devices({ time, full: true, devices: [], removed: [] });
  }
}

describe('all devices of the fleet', () => {
  it('are for the tab that begins, though no answer came before those of the next', () => {
    const port = new Port();
    const hub = new LiveHub(port, () => 0);
    const heard: number[][] = [[], []];
    const request: Subscribe = { id: 'fleet', series: 'fleet' };
    const tabs = heard.map((times) =>
      hub.join((message: HubMessage) => {
        if (message.type === 'news' && message.event === 'devices') times.push(message.payload.time);
      }),
    );
    port.events.hello({ contract: 1, epoch: 'e', time: NOON, limits: {} });
    port.up('websocket');
    for (const tab of tabs) tab.hear({ type: 'subscribe', ask: 1, request });
    port.devices(1);
    port.devices(2);
    expect(heard).toEqual([[1], [2]]);
    for (const ack of port.acks) ack({ ok: true, resumed: null });
    port.devices(3);
    expect(heard).toEqual([
      [1, 3],
      [2, 3],
    ]);
  });

  it('are awaited by nobody who was refused', () => {
    const port = new Port();
    const hub = new LiveHub(port, () => 0);
    const times: number[] = [];
    const tab = hub.join((message) => {
      if (message.type === 'news' && message.event === 'devices') times.push(message.payload.time);
    });
    const other = hub.join(ignore);
    port.events.hello({ contract: 1, epoch: 'e', time: NOON, limits: {} });
    port.up('websocket');
    other.hear({ type: 'subscribe', ask: 1, request: { id: 'fleet', series: 'fleet' } });
    port.acks[0]?.({ ok: false, error: 'too-slow' });
    tab.hear({ type: 'subscribe', ask: 1, request: { id: 'fleet', series: 'fleet' } });
    port.devices(1);
    expect(times).toEqual([1]);
  });
});
