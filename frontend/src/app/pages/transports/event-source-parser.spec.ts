import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventSourceParser } from './event-source-parser';

const STREAM = [
  'retry: 2000\n\n',
  ': a heartbeat\nid: 1\n\n',
  'id: 2\ndata: {"a":1}\n\n',
  'event: too-slow\ndata:first\r\ndata: second\r\n\r\n',
  'data\n\n',
  'nonsense: x\nid: 3\ndata:  two blanks\n\n',
].join('');

const EVENTS = [
  { type: 'message', data: '{"a":1}', id: '2' },
  { type: 'too-slow', data: 'first\nsecond', id: '2' },
  { type: 'message', data: '', id: '2' },
  { type: 'message', data: ' two blanks', id: '3' },
];

describe('the parser of event streams', () => {
  it('finds events, their names, their lines and the last id', () => {
    expect(new EventSourceParser().feed(STREAM)).toEqual(EVENTS);
  });

  it('finds the same wherever the stream is cut', () => {
    const cuts = fc.array(fc.nat(STREAM.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const parser = new EventSourceParser();
        const ends = [...places, STREAM.length].sort((a, b) => a - b);
        const pieces = ends.map((end, i) => STREAM.slice(i === 0 ? 0 : ends[i - 1], end));
        expect(pieces.flatMap((piece) => parser.feed(piece))).toEqual(EVENTS);
      }),
    );
  });

  it('keeps what has not ended', () => {
    const parser = new EventSourceParser();
    expect(parser.feed('data: 1\n')).toEqual([]);
    expect(parser.feed('\n')).toEqual([{ type: 'message', data: '1', id: '' }]);
  });
});
