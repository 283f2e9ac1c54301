import { expect, it } from 'vitest';
import { ProtobufError, ProtobufReader } from './protobuf.js';

function read(...bytes: number[]): ProtobufReader {
  const reader = new ProtobufReader(Uint8Array.from(bytes));
  reader.next();
  return reader;
}

it.each([
  [[0x08, 0x96, 0x01], 150],
  [[0x08, 0xff, 0xff, 0xff, 0xff, 0x0f], 4_294_967_295],
  [[0x08, 0x80, 0x80, 0x80, 0x80, 0x10], 4_294_967_296],
  [[0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], 2 ** 64],
])('reads numbers: %j', (bytes, value) => {
  expect(read(...bytes).number()).toBe(value);
});

it('skips fields that are not asked for, and reads lists packed or not', () => {
  const reader = read(0x0a, 2, 0x61, 0x62, 0x11, ...new Array<number>(8).fill(0), 0x1a, 2, 7, 8, 0x18, 9);
  const numbers: number[] = [];
  do if (reader.field === 3) reader.numbers((value) => numbers.push(value));
  while (reader.next());
  expect(numbers).toEqual([7, 8, 9]);
});

it.each([
  [[0x0a, 5, 1]],
  [[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  [[0x08]],
  [[0x08, ...new Array<number>(11).fill(0xff)]],
  [[0x0b]],
  [[0x00, 1]],
  [[0x11, 1, 2]],
])('refuses %j', (bytes) => {
  const reader = new ProtobufReader(Uint8Array.from(bytes));
  expect(() => {
    while (reader.next());
  }).toThrow(ProtobufError);
});
