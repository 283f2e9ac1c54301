import { describe, expect, it } from 'vitest';
import { deedOf, placeAfter, type InboxDeed } from './inbox-keys';

function press(key: string, inside: string, over: KeyboardEventInit = {}): InboxDeed | undefined {
  document.body.innerHTML = inside;
  let deed: InboxDeed | undefined;
  const hear = (event: KeyboardEvent): void => {
    deed = deedOf(event);
  };
  document.addEventListener('keydown', hear);
  const target = document.querySelector('#t') ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...over }));
  document.removeEventListener('keydown', hear);
  document.body.innerHTML = '';
  return deed;
}

describe('keys of the inbox', () => {
  it.each([
    ['j', 'next'],
    ['k', 'previous'],
    ['x', 'pick'],
    ['a', 'acknowledge'],
    ['s', 'snooze'],
    ['/', 'search'],
    ['q', undefined],
  ])('%s means %s', (key, deed) => {
    expect(press(key, '')).toBe(deed);
  });

  it('mean nothing where somebody writes, or with another key held', () => {
    expect(press('a', '<input id="t">')).toBeUndefined();
    expect(press('j', '<sn-chart id="t"></sn-chart>')).toBeUndefined();
    expect(press('a', '', { ctrlKey: true })).toBeUndefined();
  });

  it('still count at a checkbox', () => {
    expect(press('j', '<input type="checkbox" id="t">')).toBe('next');
  });

  it('arrows move only in the list', () => {
    expect(press('ArrowDown', '<sn-inbox><a id="t"></a></sn-inbox>')).toBe('next');
    expect(press('ArrowDown', '<a id="t"></a>')).toBeUndefined();
  });
});

it('places stay within the list', () => {
  expect([placeAfter(-1, 1, 3), placeAfter(-1, -1, 3), placeAfter(2, 1, 3), placeAfter(0, -1, 3)]).toEqual([
    0, 2, 2, 0,
  ]);
});
