import { describe, expect, it } from 'vitest';
import { bytesPerUpdate, cpuPerUpdate, highestRate, leastOf, type Cell } from './transports-run.ts';

const AGES = { count: 1, p50: 1, p90: 1, p99: 1, max: 1 };
const CELL: Cell = {
  round: 1,
  name: 'WebSocket',
  rate: 10,
  clients: 100,
  seconds: 4,
  updates: 4_000,
  bytes: 400_000,
  requests: 0,
  ages: AGES,
  cpu: 0.5,
  idleCpu: 0.1,
  busy: 0.2,
  lost: 0,
};

describe('a cell', () => {
  it('costs bytes and processor time for each update that came, above idling', () => {
    expect(bytesPerUpdate(CELL)).toBe(100);
    expect(cpuPerUpdate(CELL)).toBeCloseTo(100);
  });

  it('tells no cost that is lost in idling, and none without updates', () => {
    expect(cpuPerUpdate({ ...CELL, cpu: 0.105 })).toBeNaN();
    expect([bytesPerUpdate({ ...CELL, updates: 0 }), cpuPerUpdate({ ...CELL, updates: 0 })]).toEqual([
      NaN,
      NaN,
    ]);
  });
});

describe('highestRate', () => {
  const full = { ...CELL, rate: 100, busy: 0.9 };

  it('is the highest that left room, of the same transport and clients', () => {
    const others = [
      { ...CELL, name: 'SSE', rate: 50 },
      { ...CELL, clients: 1, rate: 60 },
    ];
    expect(highestRate([{ ...CELL, rate: 1 }, CELL, full, ...others], full)).toBe(10);
  });

  it('is 0 if there was none', () => {
    expect(highestRate([full], full)).toBe(0);
  });
});

describe('leastOf', () => {
  it('passes over cells without a figure', () => {
    const lost = { ...CELL, name: 'SSE', cpu: 0.1 };
    const dear = { ...CELL, name: 'poll', cpu: 2 };
    expect(leastOf([lost, dear, CELL], cpuPerUpdate)?.name).toBe('WebSocket');
    expect(leastOf([lost], cpuPerUpdate)).toBeUndefined();
  });
});
