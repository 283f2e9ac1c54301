import type { WireFrame } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { charactersOf, headLines, hexOf, opcodeOf, shownFrames } from './frame-words';

function frame(over: Partial<WireFrame>): WireFrame {
  return {
    n: 1,
    at: 0,
    direction: 'sent',
    fin: true,
    rsv: 0,
    opcode: 1,
    name: 'text',
    mask: null,
    headerBytes: 2,
    length: 3,
    head: '34320a',
    ...over,
  };
}

describe('the words of a frame', () => {
  it('show its bytes in pairs and as characters', () => {
    expect([hexOf(frame({})), charactersOf(frame({}))]).toEqual(['34 32 0a', '42·']);
  });

  it('say when there are more bytes than are shown', () => {
    const long = frame({ head: '61'.repeat(32), length: 300 });
    expect(hexOf(long)).toBe(`${Array.from({ length: 12 }, () => '61').join(' ')} …`);
    expect(charactersOf(long)).toBe(`${'a'.repeat(32)}…`);
  });

  it('write opcodes as the standard does', () => {
    expect([1, 10].map((opcode) => opcodeOf(frame({ opcode })))).toEqual(['0x1', '0xA']);
  });

  it('bring the newest first, of the chosen kinds', () => {
    const frames = [
      frame({ n: 1, name: 'text' }),
      frame({ n: 2, name: 'binary' }),
      frame({ n: 3, name: 'continuation' }),
      frame({ n: 4, name: 'ping' }),
    ];
    const numbers = (kinds: ('text' | 'binary' | 'ping')[], most = 9) =>
      shownFrames(frames, new Set(kinds), most).map(({ n }) => n);
    expect(numbers([])).toEqual([4, 3, 2, 1]);
    expect(numbers(['binary'])).toEqual([3, 2]);
    expect(numbers(['text', 'ping'])).toEqual([4, 1]);
    expect(numbers([], 2)).toEqual([4, 3]);
  });

  it('split a head at its colons, and not at those of its values', () => {
    expect(headLines('GET / HTTP/1.1\r\nHost: a:80\r\nX:\r\n\r\n')).toEqual([
      { name: '', value: 'GET / HTTP/1.1' },
      { name: 'Host:', value: 'a:80' },
      { name: 'X:', value: '' },
    ]);
  });
});
