import { describe, expect, it } from 'vitest';
import { Line, said } from '../../testing.js';
import { wled } from './index.js';

describe('WLED', () => {
  it.each([
    ['wled/desk/g', '128', 'wled/desk g=128'],
    ['wled/desk/c', '#FFA000', 'wled/desk c=#FFA000'],
    ['wled/desk/status', 'online', 'wled/desk online'],
    ['wled/desk/status', '1', 'rejected: bad-status'],
    ['wled/desk/v', '<?xml version="1.0" ?><vs><ac>1</ac></vs>', 'ignored: not-telemetry'],
    ['wled/desk/api', 'T=2', 'ignored: command'],
    ['site/wled/desk/g', '7', 'site/wled/desk g=7'],
    ['wled/desk/g', 'bright', 'rejected: bad-record'],
    ['wled/desk', 'ON', 'ignored: command'],
    ['wled/all', 'on top', 'rejected: bad-topic'],
    ['wled/desk/temperature', '21.5', 'wled/desk temperature=21.5'],
    ['wled/desk/motion', 'off', 'wled/desk motion=false'],
    ['wled/desk/relay/1', 'on', 'wled/desk relay.1=true'],
    ['wled/desk/relay/1/command', 'toggle', 'ignored: command'],
    ['wled/desk/button/0', 'short', 'wled/desk button.0=short'],
    ['wled/desk/sensor/hall/state', '21', 'wled/desk hall=21'],
    ['wled/desk/sensor/hall/availability', 'online', 'wled/desk online'],
    ['wled/desk/sensor/hall/availability', 'offline', 'ignored: not-telemetry'],
    ['wled/desk/temperature', '{"a":1}', 'rejected: bad-topic'],
    ['lights/desk/g', '7', 'rejected: bad-topic'],
  ])('%s', (topic, payload, expected) => {
    expect(said(wled, topic, payload)).toEqual([expected]);
  });

  it('is known on any topic by its state', () => {
    const line = new Line(wled);
    expect(line.said('lights/desk/v', '<?xml version="1.0" ?><vs><ac>1</ac></vs>')).toEqual([]);
    expect(line.said('lights/desk/g', '7')).toEqual(['lights/desk g=7']);
    expect(line.said('lights/desk/status', 'offline')).toEqual(['lights/desk offline']);
    expect(line.said('lights/hall/g', '7')).toEqual(['rejected: bad-topic']);
  });
});
