import { describe, expect, it } from 'vitest';
import { LADDER, ShortLives, rungsAbove, rungsToTry } from './ladder';

describe('rungsToTry', () => {
  it('begins with what carried the line last and asks plain HTTP only when Socket.IO has failed before', () => {
    expect(rungsToTry('websocket', 0)).toEqual(['websocket', 'polling']);
    expect(rungsToTry('websocket', 1)).toEqual(LADDER);
    expect(rungsToTry('streaming', 0)).toEqual(['streaming', 'websocket']);
    expect(rungsToTry('streaming', 3)).toEqual(['streaming', 'websocket', 'polling', 'asking']);
  });
});

describe('rungsAbove', () => {
  it('names what is better, the best first', () => {
    expect(rungsAbove('streaming')).toEqual(['websocket', 'polling']);
    expect(rungsAbove('websocket')).toEqual([]);
  });
});

describe('ShortLives', () => {
  it('goes on by polling after a second WebSocket that was killed at once', () => {
    const lives = new ShortLives();
    expect(lives.after('websocket', 900)).toBe('websocket');
    expect(lives.after('websocket', 900)).toBe('polling');
  });

  it('forgets it after a long life', () => {
    const lives = new ShortLives();
    lives.after('websocket', 900);
    lives.after('websocket', 60_000);
    expect(lives.after('websocket', 900)).toBe('websocket');
  });
});
