import { expect, test } from 'vitest';
import { openTerminal } from './terminal.js';

function collect(isTTY: boolean, columns: number) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, terminal: openTerminal({ isTTY, columns, write }) };
}

test('a screen keeps the shown line under what is said, cut to its width', () => {
  const { written, terminal } = collect(true, 30);
  terminal.show('x'.repeat(50));
  terminal.say('hello');
  expect(terminal.live).toBe(true);
  expect(written).toEqual([`\r\u001b[2K${'x'.repeat(29)}`, `\r\u001b[2Khello\n${'x'.repeat(29)}`]);
});

test('a pipe gets plain lines', () => {
  const { written, terminal } = collect(false, 80);
  terminal.say('hello');
  expect([terminal.live, written]).toEqual([false, ['hello\n']]);
});

test('a screen that does not know its width counts as 80 wide', () => {
  const { written, terminal } = collect(true, 0);
  terminal.show('x'.repeat(90));
  expect(written).toEqual([`\r\u001b[2K${'x'.repeat(79)}`]);
});
