import { expect, it } from 'vitest';
import { Batch } from '../ingest/batch.js';
import type { LiveStep } from '../ports/live-bus.js';
import { IngestLag } from './ingest-lag.js';

const NOW = 1_000_000_000;

function step(received: number[]): LiveStep {
  const batch = new Batch();
  for (const at of received) {
    batch.add({ series: 0, t: 0, received: at, value: 1, quality: 'good', retained: false, newest: true });
  }
  const nothing = { devices: [], removed: [], presence: [], activity: [], sites: null, link: null };
  return { time: NOW, ...nothing, stats: null, history: null, alerts: null, readings: batch.take() };
}

it('is the worst since it was asked for, and begins anew then', () => {
  const lag = new IngestLag();
  lag.note(step([NOW - 40_000, NOW - 1_000]), NOW);
  lag.note(step([NOW]), NOW + 5_000);
  lag.note(step([]), NOW + 9_000_000);
  expect(lag.take()).toBe(0.04);
  expect(lag.take()).toBe(0);
});
