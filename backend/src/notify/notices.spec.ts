import type { Alert } from '@sensorium/contracts';
import { PAGE, type Send } from '@sensorium/domain/notify';
import { expect, it } from 'vitest';
import type { Links } from './links.js';
import { Notices } from './notices.js';
import type { NotifyState } from './notify-state.js';
import { sampleAlert } from './sample-alert.js';

const NOW = 1_700_000_000_000;

const state = { channels: new Map(), subscribers: new Map() } as unknown as NotifyState;
const notices = new Notices(state, {} as Links, {
  publish: () => undefined,
  subscribe: () => () => undefined,
});

function prepared(alerts: readonly Alert[]) {
  const known = new Map(alerts.map((alert) => [alert.id, alert]));
  const send: Send = { channel: PAGE, event: 'firing', reason: 'new', alerts: [...known.keys()] };
  return notices.prepare(send, (id) => known.get(id), NOW).delivery;
}

function anAlert(id: string, over: Partial<Alert> = {}): Alert {
  const rule = { id: 'r', name: 'Cold store too warm', version: 3 };
  return { ...sampleAlert(NOW), id, rule, device: 'cold-01', deviceName: 'Cold store 1', ...over };
}

it('a delivery says what its alerts are about, with the device by its name', () => {
  const rule = { id: 'r', name: 'Cold store too warm' };
  const lost = anAlert('c', { device: null, deviceName: null });
  expect(prepared([anAlert('a'), anAlert('b', { deviceName: null }), lost])?.about).toEqual([
    { alert: 'a', rule, device: 'Cold store 1' },
    { alert: 'b', rule, device: 'cold-01' },
    { alert: 'c', rule, device: null },
  ]);
});

it('a delivery of very many alerts names the first of them', () => {
  const many = prepared(Array.from({ length: 40 }, (_, n) => anAlert(`a${n}`)));
  expect([many?.about?.length, many?.alerts.length]).toEqual([10, 40]);
});
