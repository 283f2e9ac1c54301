import { describe, expect, it } from 'vitest';
import { facts, Line, said } from '../../testing.js';
import { frigate } from './index.js';

describe('Frigate', () => {
  it.each([
    ['frigate/yard/car', '3', 'yard car=3'],
    ['frigate/yard/car/active', '1', 'yard car.active=1'],
    ['frigate/yard/motion', 'ON', 'yard motion=true'],
    ['frigate/yard/audio/dBFS', '-41.3', 'yard audio.dBFS=-41.3 dBFS'],
    ['frigate/yard/status/detect', 'offline', 'yard offline'],
    ['frigate/yard/status/record', 'disabled', 'yard status.record=disabled'],
    ['frigate-2/yard/recordings/state', 'OFF', 'yard recordings.state=false'],
  ])('%s', (topic, payload, expected) => {
    expect(said(frigate, topic, payload)[0]).toBe(expected);
  });

  it.each([
    ['frigate/available', 'offline', 'frigate offline'],
    ['frigate/events', '{"type":"new"}', 'ignored: not-telemetry'],
    ['frigate/yard/person/snapshot', 'ÿØÿ', 'ignored: not-telemetry'],
    ['frigate/yard/detect/set', 'ON', 'ignored: command'],
    ['frigate/yard/notifications/suspended', '1754000100', 'ignored: metadata'],
    ['frigate/notifications/state', 'ON', 'ignored: metadata'],
    ['frigate/birdseye_layout', '{"yard":{"x":0}}', 'ignored: not-telemetry'],
    ['frigate/stats', '{}', 'ignored: no-values'],
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

  const MACHINE = {
    detection_fps: 1.5,
    detectors: { ov: { inference_speed: 9, detection_start: 1_754_000_000.1, pid: 4 } },
    cpu_usages: { '77': { cpu: '1.0', mem: '2.0' }, 'frigate.full_system': { cpu: '14.2', mem: '38.1' } },
    gpu_usages: { igpu: { gpu: '11.5%', mem: '-%' } },
    service: {
      uptime: 60,
      version: '0.16.1',
      last_updated: 1_754_000_100,
      temperatures: { apex_0: 47.5 },
      storage: { '/media': { total: 10, used: 4, mount_type: 'ext4' } },
    },
  };

  it('reads the load of the machine, and no numbers of processes or times', () => {
    expect(said(frigate, 'frigate/stats', MACHINE)).toEqual([
      'frigate detection_fps=1.5 fps',
      'frigate detectors.ov.inference_speed=9 ms',
      'frigate gpu_usages.igpu.gpu=11.5 %',
      'frigate system.cpu=14.2 %',
      'frigate system.mem=38.1 %',
      'frigate service.uptime=60 s',
      'frigate service.temperatures.apex_0=47.5 °C',
      'frigate service.storage./media.total=10 MB',
      'frigate service.storage./media.used=4 MB',
    ]);
  });

  it('finds cameras that stand beside all else in the statistics of older versions', () => {
    const stats = { detectors: {}, yard: { camera_fps: 5, capture_pid: 3 }, service: { uptime: 1 } };
    expect(said(frigate, 'frigate/stats', stats)).toEqual([
      'frigate service.uptime=1 s',
      'yard camera_fps=5 fps',
    ]);
  });

  it.each([
    ['stats', MACHINE],
    ['events', { type: 'new', before: { camera: 'yard' }, after: { camera: 'yard' } }],
  ])('is known under another prefix by its %s', (topic, payload) => {
    const line = new Line(frigate);
    expect(line.said('nvr/two/yard/car', '2')).toEqual(['rejected: bad-topic']);
    line.take(`nvr/two/${topic}`, payload);
    expect(line.said('nvr/two/yard/car', '2')).toEqual(['yard car=2']);
    expect(line.facts('nvr/two/yard/car', '2')[0]?.device.base).toBe('nvr/two');
    expect(line.said('nvr/two/available', 'offline')).toEqual(['nvr/two offline']);
    expect(line.said('nvr/three/yard/car', '2')).toEqual(['rejected: bad-topic']);
  });
});
