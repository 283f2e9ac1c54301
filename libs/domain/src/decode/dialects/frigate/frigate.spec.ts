import { describe, expect, it } from 'vitest';
import { facts, said } from '../../testing.js';
import { frigate } from './index.js';

describe('Frigate', () => {
  it.each([
    ['frigate/yard/car', '3', 'yard car=3'],
    ['frigate/yard/car/active', '1', 'yard car.active=1'],
    ['frigate/yard/motion', 'ON', 'yard motion=true'],
    ['frigate-2/yard/recordings/state', 'OFF', 'yard recordings.state=false'],
  ])('%s', (topic, payload, expected) => {
    expect(said(frigate, topic, payload)[0]).toBe(expected);
  });

  it.each([
    ['frigate/available', 'offline', 'frigate offline'],
    ['frigate/events', '{"type":"new"}', 'ignored: not-telemetry'],
    ['frigate/yard/person/snapshot', 'ÿØÿ', 'ignored: not-telemetry'],
    ['frigate/yard/detect/set', 'ON', 'ignored: command'],
    ['frigate/stats', '{', 'rejected: bad-json'],
  ])('%s', (topic, payload, expected) => {
    expect(said(frigate, topic, payload)).toEqual([expected]);
  });

  it('reads the statistics of all cameras', () => {
    const stats = {
      cameras: { yard: { camera_fps: 5, pid: 9, ffmpeg_pid: 8 } },
      detectors: { cpu: { inference_speed: 12, pid: 1 } },
    };
    expect(said(frigate, 'frigate/stats', stats)).toEqual(
      expect.arrayContaining(['yard camera_fps=5 fps', 'frigate detectors.cpu.inference_speed=12 ms']),
    );
    expect(facts(frigate, 'frigate/yard/car', '1')[1]).toMatchObject({ parent: { id: 'frigate' } });
  });
});
