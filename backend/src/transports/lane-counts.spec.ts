import { LANE_IDLE_MS, LANES_MAX } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaneCounts, markOf } from './lane-counts.js';

class Socket {
  bytesRead = 0;
  bytesWritten = 0;

  pass(read: number, written: number): void {
    this.bytesRead += read;
    this.bytesWritten += written;
  }
}

describe('lanes', () => {
  it('get exactly the bytes of their own requests, however lanes and sockets alternate', () => {
    const request = fc.record({
      lane: fc.constantFrom('a', 'b', undefined),
      socket: fc.nat(2),
      read: fc.nat(10_000),
      written: fc.nat(10_000),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
        const counts = new LaneCounts();
        const sockets = Array.from({ length: 3 }, () => new Socket());
        for (const { lane, socket: place, read, written } of requests) {
          const socket = sockets[place] ?? new Socket();
          const from = markOf(socket);
          socket.pass(read, 0);
          const end = lane === undefined ? undefined : counts.begin(lane, socket, from, 0);
          socket.pass(0, written);
          end?.(0);
        }
        for (const lane of ['a', 'b']) {
          const own = requests.filter((one) => one.lane === lane);
          const sum = (of: 'read' | 'written') => own.reduce((total, one) => total + one[of], 0);
          const expected = { requests: own.length, open: 0, received: sum('read'), sent: sum('written') };
          if (own.length === 0) expect(counts.read(lane, 0)).toBeUndefined();
          else expect(counts.read(lane, 0)).toEqual({ lane, since: 0, ...expected });
        }
      }),
    );
  });

  it('show an open request as it goes on, and count its end once', () => {
    const counts = new LaneCounts();
    const socket = new Socket();
    socket.pass(500, 700);
    const end = counts.begin('a', socket, markOf(socket), 1);
    socket.pass(10, 20);
    expect(counts.read('a', 2)).toMatchObject({ open: 1, received: 10, sent: 20 });
    socket.pass(1, 2);
    end?.(3);
    socket.pass(1_000, 1_000);
    end?.(4);
    expect(counts.read('a', 5)).toMatchObject({ open: 0, received: 11, sent: 22 });
  });

  it('are forgotten a minute after their last request, but never during one', () => {
    const counts = new LaneCounts();
    const end = counts.begin('a', new Socket(), { read: 0, written: 0 }, 0);
    expect(counts.read('a', 10 * LANE_IDLE_MS)).toMatchObject({ requests: 1 });
    end?.(10 * LANE_IDLE_MS);
    expect(counts.read('a', 11 * LANE_IDLE_MS)).toMatchObject({ requests: 1 });
    expect(counts.read('a', 11 * LANE_IDLE_MS + 1)).toBeUndefined();
    counts.begin('a', new Socket(), { read: 0, written: 0 }, 12 * LANE_IDLE_MS);
    expect(counts.read('a', 12 * LANE_IDLE_MS)).toMatchObject({ since: 12 * LANE_IDLE_MS, requests: 1 });
  });

  it('are counted up to a bound, which those that are over free again', () => {
    const counts = new LaneCounts();
    const none = { read: 0, written: 0 };
    for (let n = 0; n < LANES_MAX; n++) counts.begin(`lane-${n}`, new Socket(), none, 0)?.(0);
    expect(counts.begin('more', new Socket(), none, 1)).toBeUndefined();
    expect(counts.read('more', 1)).toBeUndefined();
    expect(counts.begin('more', new Socket(), none, LANE_IDLE_MS + 1)).toBeDefined();
  });
});
