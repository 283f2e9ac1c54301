import { describe, expect, it } from 'vitest';
import { said } from '../../testing.js';
import { wled } from './index.js';

describe('WLED', () => {
  it.each([
    ['wled/desk/g', '128', 'wled/desk brightness=128'],
    ['wled/desk/c', '#FFA000', 'wled/desk color=#FFA000'],
    ['wled/desk/status', 'online', 'wled/desk online'],
    ['wled/desk/status', '1', 'rejected: bad-status'],
    ['wled/desk/v', '<?xml version="1.0" ?><vs><ac>1</ac></vs>', 'ignored: not-telemetry'],
    ['wled/desk/api', 'T=2', 'ignored: command'],
    ['wled/desk/sensor/x/state', '1', 'rejected: bad-topic'],
  ])('%s', (topic, payload, expected) => {
    expect(said(wled, topic, payload)).toEqual([expected]);
  });
});
