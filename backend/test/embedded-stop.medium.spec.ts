import { connectAsync } from 'mqtt';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { DataFolder, Sensorium } from './sensorium.js';

describe('a stop', () => {
  it('by SIGTERM ends with 0, and the next start knows the devices', async () => {
    using folder = new DataFolder();
    const first = await Sensorium.start({ DATA_DIR: folder.path });
    const client = await connectAsync(first.mqttUrl);
    await client.publishAsync('devices/keep/telemetry', '{"x":1}', { qos: 1 });
    const before = await first.device('keep');
    await client.endAsync(true);
    expect(await first.stop('SIGTERM')).toBe(0);
    await using second = await Sensorium.start({ DATA_DIR: folder.path });
    const after = await second.device('keep', (one) => one.presenceCause.code === 'restarted');
    expect(after).toMatchObject({
      uid: before.uid,
      presence: 'unknown',
      lastSeen: before.lastSeen,
    });
  });

  it('does not wait for viewers to go', async () => {
    using folder = new DataFolder();
    const program = await Sensorium.start({ DATA_DIR: folder.path });
    const viewer = io(new URL('live', program.url).href, { transports: ['websocket'] });
    await new Promise((resolve) => viewer.once('hello', resolve));
    const gone = new Promise((resolve) => viewer.once('disconnect', resolve));
    const began = performance.now();
    expect(await program.stop('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    await gone;
    viewer.disconnect();
  });

  it('by two SIGINT at once is one stop', async () => {
    using folder = new DataFolder();
    const program = await Sensorium.start({ DATA_DIR: folder.path });
    program.child.kill('SIGINT');
    expect(await program.stop('SIGINT')).toBe(0);
  });
});
