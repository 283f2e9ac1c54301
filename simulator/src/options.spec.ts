import { expect, test } from 'vitest';
import { pump } from './devices/pump.js';
import { checkOptions, type Options, type Surroundings } from './options.js';

const bare: Surroundings = {
  env: {},
  readText: (path) => {
    throw new Error(`no file ${path}`);
  },
};

function accepted(...given: Parameters<typeof checkOptions>): Options {
  const checked = checkOptions(...given);
  if ('faults' in checked) throw new Error(checked.faults.join('; '));
  return checked.options;
}

function faults(...given: Parameters<typeof checkOptions>): string[] {
  const checked = checkOptions(...given);
  return 'faults' in checked ? checked.faults : [];
}

test('without options: the demo fleet with mishaps on the local broker', () => {
  const options = accepted({}, [], bare);
  expect(options.fleet).toEqual({ scenario: 'demo', devices: 10, kinds: [], seed: 1, interval: undefined });
  expect(options.broker).toMatchObject({ url: 'mqtt://127.0.0.1:1883', qos: 0, username: undefined });
  expect(options).toMatchObject({
    mishaps: true,
    style: 'json',
    base: '',
    clean: false,
    duration: undefined,
  });
});

test('--devices makes a plain fleet without mishaps, unless asked for', () => {
  expect(accepted({ devices: '300' }, [], bare)).toMatchObject({
    fleet: { scenario: 'plain', devices: 300 },
    mishaps: false,
  });
  expect(accepted({ devices: '3', mishaps: true }, [], bare).mishaps).toBe(true);
  expect(accepted({ mishaps: false }, [], bare).mishaps).toBe(false);
});

test('all options', () => {
  const raw = {
    kinds: 'pump',
    interval: '500',
    seed: '9',
    duration: '60',
    qos: '1',
    style: 'plain',
    base: 'a/b/',
    connections: '4',
  };
  expect(accepted(raw, [], bare)).toMatchObject({
    fleet: { kinds: [pump], interval: 500, seed: 9 },
    broker: { qos: 1 },
    style: 'plain',
    base: 'a/b',
    duration: 60_000,
    connections: 4,
  });
});

test('the environment gives broker and credentials, options win', () => {
  const env = {
    MQTT_URL: 'mqtts://b:8883',
    MQTT_USERNAME: 'u',
    MQTT_PASSWORD_FILE: '/pw',
    MQTT_CA_FILE: '/ca',
    MQTT_PASSWORD: '',
  };
  const world = { env, readText: (path: string) => `text of ${path}\n` };
  expect(accepted({}, [], world).broker).toMatchObject({
    url: 'mqtts://b:8883',
    username: 'u',
    password: 'text of /pw',
    ca: 'text of /ca\n',
  });
  expect(accepted({ broker: 'ws://c', username: 'v' }, [], world).broker).toMatchObject({
    url: 'ws://c',
    username: 'v',
  });
});

test('all faults are reported together', () => {
  const raw = {
    broker: 'mqtt://me:secret@host',
    devices: '20001',
    kinds: 'pump,toaster',
    interval: '1.5',
    seed: '-1',
    duration: 'x',
    qos: '2',
    style: 'xml',
    scenario: 'mars',
    base: 'a//b',
    connections: '0',
    caFile: '/none',
  };
  const world = { ...bare, env: { MQTT_PASSWORD: 'p', MQTT_PASSWORD_FILE: '/f' } };
  const found = faults(raw, ['--toast'], world);
  const names = [
    '--toast',
    '--broker',
    '--devices',
    '--kinds',
    '--interval',
    '--seed',
    '--duration',
    '--qos',
    '--style',
  ];
  for (const name of [...names, '--scenario', '--base', '--connections', '--ca-file', 'MQTT_PASSWORD:']) {
    expect(
      found.filter((fault) => fault.startsWith(name)),
      name,
    ).toHaveLength(1);
  }
  expect(found.join('\n')).not.toContain('secret');
});

test('a password file that can not be read', () => {
  expect(faults({}, [], { ...bare, env: { MQTT_PASSWORD_FILE: '/f' } })).toEqual([
    "MQTT_PASSWORD_FILE: can't be read (no file /f)",
  ]);
});

test.each(['http://host', 'mqtt://', 'nonsense', 'mqtt:host'])('no broker: %s', (broker) => {
  expect(faults({ broker }, [], bare)).toHaveLength(1);
});

test.each(['a/+', '#', '$SYS', '/a', 'a\u0007'])('no base: %s', (base) => {
  expect(faults({ base }, [], bare)).toHaveLength(1);
});

test('the demo fleet has its own size', () => {
  expect(faults({ scenario: 'demo', devices: '5' }, [], bare)).toHaveLength(1);
});
