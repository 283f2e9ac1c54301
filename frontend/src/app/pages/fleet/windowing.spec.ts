import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceEntry } from '../../data/device-entry';
import { censusOf } from '../../data/fleet-view';
import { NOON, aDevice } from '../../data/testing';
import type { Section } from './arrange';
import { Slots } from './slots';
import { layOut, rangeBetween, rangeToDraw, stepFrom, type Layout, type Measures } from './windowing';

const measures: Measures = { columns: 3, head: 50, row: 100, gap: 10 };

function sections(...counts: number[]): Section[] {
  return counts.map((count, s) => {
    const entries = Array.from({ length: count }, (_, i) => new DeviceEntry(aDevice(`${s}-${i}`), NOON));
    return { key: `site:${s}`, by: 'site', name: `s${s}`, entries, census: censusOf(entries, false) };
  });
}
function shape({ lines }: Layout): string[] {
  return lines.map(({ head, from, end }) => (head ? 'head' : `${from}-${end}`));
}

describe('the layout of a list', () => {
  it('breaks each section into rows below its heading', () => {
    const layout = layOut(sections(4, 1), measures);
    expect(shape(layout)).toEqual(['head', '0-3', '3-4', 'head', '4-5']);
    expect([...layout.tops]).toEqual([0, 50, 160, 270, 320, 430]);
    expect([...layout.lineOf]).toEqual([1, 1, 1, 2, 4]);
  });

  it('makes a row as high as its highest device', () => {
    const heightOf = ({ device }: DeviceEntry): number => (device.id === '0-1' ? 70 : 30);
    const layout = layOut(sections(3), { ...measures, columns: 1, heightOf });
    expect([...layout.tops]).toEqual([0, 50, 90, 170, 210]);
  });

  it('needs no heading for a single group', () => {
    const [one] = sections(2);
    expect(shape(layOut([{ ...one!, by: 'none' }], measures))).toEqual(['0-2']);
    expect(shape(layOut([], measures))).toEqual([]);
  });
});

describe('the window on a list', () => {
  const tops = layOut(sections(40, 40), measures).tops;

  it('holds exactly the lines that touch the screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 4000 }), fc.integer({ min: 0, max: 900 }), (top, height) => {
        const { first, end } = rangeBetween(tops, top, top + height);
        for (let line = 0; line + 1 < tops.length; line++) {
          const inside = tops[line + 1]! > top && tops[line]! < top + height;
          if (inside) expect(line >= first && line < end).toBe(true);
          if (line > first && line < end - 1) expect(inside).toBe(true);
        }
      }),
    );
  });

  it('always covers the screen while it moves, draws a bounded number of lines, and stays when it can', () => {
    let moves = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1 }), (places) => {
        let range = { first: 0, end: 0 };
        for (const top of places) {
          const next = rangeToDraw(tops, range, top, 600, 400);
          if (next !== range) moves++;
          range = next;
          const seen = rangeBetween(tops, top, top + 600);
          expect(range.first).toBeLessThanOrEqual(seen.first);
          expect(range.end).toBeGreaterThanOrEqual(seen.end);
          expect(range.end - range.first).toBeLessThan(30);
        }
      }),
    );
    expect(moves).toBeGreaterThan(0);
    const range = rangeToDraw(tops, { first: 0, end: 0 }, 1000, 600, 400);
    expect(rangeToDraw(tops, range, 1050, 600, 400)).toBe(range);
  });

  it('forgets a range that the list no longer has', () => {
    const short = layOut(sections(3), measures).tops;
    expect(rangeToDraw(short, { first: 10, end: 20 }, 0, 600, 400)).toEqual({ first: 0, end: 2 });
  });
});

describe('steps of the arrow keys', () => {
  const layout = layOut(sections(4, 2), measures);

  it('go along and across rows, over headings', () => {
    expect(stepFrom(layout, 1, 'down')).toBe(3);
    expect(stepFrom(layout, 3, 'down')).toBe(4);
    expect(stepFrom(layout, 5, 'up')).toBe(3);
    expect(stepFrom(layout, 3, 'right')).toBe(4);
    expect(stepFrom(layout, 0, 'left')).toBe(0);
    expect(stepFrom(layout, 0, 'up')).toBe(0);
    expect([stepFrom(layout, 2, 'first'), stepFrom(layout, 2, 'last')]).toEqual([0, 5]);
  });

  it('always lead to a device', () => {
    const step = fc.constantFrom('left', 'right', 'up', 'down', 'first', 'last');
    fc.assert(
      fc.property(fc.nat(5), fc.array(step), (start, steps) => {
        const end = steps.reduce((place, one) => stepFrom(layout, place, one as never), start);
        expect(layout.entries[end]).toBeDefined();
      }),
    );
  });
});

describe('slots', () => {
  it('stay with a line while it is there, are never shared, and no more than there were lines at once', () => {
    const lines = fc.uniqueArray(fc.nat(30), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(lines), (steps) => {
        const slots = new Slots();
        let before: ReadonlyMap<number, number> = new Map();
        for (const step of steps) {
          const now = slots.assign(step);
          expect(new Set(now.values()).size).toBe(step.length);
          expect(Math.max(-1, ...now.values())).toBeLessThan(8);
          for (const line of step) if (before.has(line)) expect(now.get(line)).toBe(before.get(line));
          before = now;
        }
      }),
    );
  });
});
