import { describe, expect, it } from 'vitest';
import { HttpAnswers } from './http-answers.ts';

const WIRE = Buffer.from(
  [
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
    'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    'HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n',
  ].join(''),
);

function read(pieces: readonly Buffer[]): { status: number; body: string; ended: boolean }[] {
  const answers: { status: number; body: string; ended: boolean }[] = [];
  const reader = new HttpAnswers({
    head: (status) => answers.push({ status, body: '', ended: false }),
    body: (piece) => {
      const last = answers.at(-1);
      if (last) last.body += piece.toString();
    },
    end: () => {
      const last = answers.at(-1);
      if (last) last.ended = true;
    },
  });
  for (const piece of pieces) reader.take(piece);
  return answers;
}

const ALL = [
  { status: 200, body: 'hello', ended: true },
  { status: 304, body: '', ended: true },
  { status: 200, body: 'abcde', ended: true },
  { status: 204, body: '', ended: true },
];

describe('HttpAnswers', () => {
  it('reads one answer after the other, however the bytes are cut', () => {
    for (let cut = 0; cut <= WIRE.length; cut++)
      expect(read([WIRE.subarray(0, cut), WIRE.subarray(cut)])).toEqual(ALL);
    expect(read(Array.from(WIRE, (byte) => Buffer.of(byte)))).toEqual(ALL);
  });

  it('gives the chunks of an answer that has no end yet', () => {
    const open = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na\n\nb\r\n';
    expect(read([Buffer.from(open)])).toEqual([{ status: 200, body: 'a\n\nb', ended: false }]);
  });
});
