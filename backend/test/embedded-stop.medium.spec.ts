import { connectAsync } from 'mqtt';
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

  it('by two SIGINT at once is one stop', async () => {
    using folder = new DataFolder();
    const program = await Sensorium.start({ DATA_DIR: folder.path });
    program.child.kill('SIGINT');
    expect(await program.stop('SIGINT')).toBe(0);
  });
});
