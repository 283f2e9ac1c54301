import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataFolder, runToEnd, Sensorium } from './sensorium.js';

let data: DataFolder;
let other: Server;
let taken: string;

beforeEach(async () => {
  data = new DataFolder();
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  taken = String((other.address() as { port: number }).port);
});

afterEach(() => {
  other.close();
  data[Symbol.dispose]();
});

it('does not start on an HTTP port that was asked for and is taken', async () => {
  const { code, output } = await runToEnd({ DATA_DIR: data.path, HTTP_PORT: taken });
  expect(code).toBe(1);
  expect(output).toContain(`port 127.0.0.1:${taken} is taken (HTTP_PORT)`);
});

it('does not start on an MQTT port that was asked for and is taken', async () => {
  const { code, output } = await runToEnd({ DATA_DIR: data.path, MQTT_PORT: taken });
  expect(code).toBe(1);
  expect(output).toContain(`port 127.0.0.1:${taken} is taken (MQTT_PORT)`);
});

it('names every wrong setting at once', async () => {
  const { code, output } = await runToEnd({ DATA_DIR: data.path, LOG_LEVEL: 'loud', DEMO: 'maybe' });
  expect(code).toBe(1);
  expect(output).toMatch(/2 wrong setting\(s\)[\s\S]*DEMO[\s\S]*LOG_LEVEL|LOG_LEVEL[\s\S]*DEMO/);
});

it('goes on without a broker, says why, and is ready', async () => {
  await using sensorium = await Sensorium.start({ DATA_DIR: data.path, MQTT_URL: 'mqtt://127.0.0.1:1' });
  const answer = await sensorium.get('health/ready');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ ready: true, parts: { broker: { state: 'degraded' } } });
});
