import { describe, expect, it } from 'vitest';
import { eventPacket, readPacket } from './socket-io.ts';

describe('readPacket', () => {
  it.each([
    ['0{"sid":"x","upgrades":[]}', { type: 'open' }],
    ['2', { type: 'ping' }],
    ['6', { type: 'other' }],
    ['40/live,{"sid":"y"}', { type: 'connected' }],
    ['44/live,{"message":"no"}', { type: 'refused', reason: '{"message":"no"}' }],
    ['43/live,12[{"ok":true}]', { type: 'ack', id: 12, answer: { ok: true } }],
    ['42/live,["link",{"a":[1]}]', { type: 'event', name: 'link', payload: { a: [1] }, attachments: 0 }],
    [
      '451-/live,["frame",{"id":"a"},{"_placeholder":true,"num":0}]',
      { type: 'event', name: 'frame', payload: { id: 'a' }, attachments: 1 },
    ],
  ])('reads %s', (text, packet) => {
    expect(readPacket(text)).toEqual(packet);
  });

  it('reads what it writes', () => {
    expect(readPacket(eventPacket('credit', { frames: 1 }))).toMatchObject({
      name: 'credit',
      payload: { frames: 1 },
    });
    expect(eventPacket('subscribe', { id: 'a' }, 7)).toBe('42/live,7["subscribe",{"id":"a"}]');
  });
});
