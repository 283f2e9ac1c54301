import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventReader } from './sse';

describe('EventReader', () => {
  it('reads events and leaves comments, ids and retry out', () => {
    const text = 'retry: 2000\n\nid: a\ndata: {"n":1}\n\n: 4\nid: b\n\nevent: too-slow\ndata: {}\n\n';
    expect(new EventReader().read(text)).toEqual([
      { name: 'message', data: '{"n":1}' },
      { name: 'too-slow', data: '{}' },
    ]);
  });

  it('finds the same events however the text is cut', () => {
    const event = fc.record({
      name: fc.constantFrom('message', 'too-slow'),
      data: fc.json({ maxDepth: 1 }),
    });
    fc.assert(
      fc.property(fc.array(event), fc.array(fc.nat(7)), (events, cuts) => {
        const text = events.map(({ name, data }) => `event: ${name}\ndata: ${data}\n\n`).join('');
        const reader = new EventReader();
        const found = [];
        let at = 0;
        for (const cut of cuts) found.push(...reader.read(text.slice(at, (at += cut))));
        found.push(...reader.read(text.slice(at)));
        expect(found).toEqual(events);
      }),
    );
  });
});
