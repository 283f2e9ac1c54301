import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from './environment.js';
import { parseSettings, SettingsError } from './settings.js';

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe('parseSettings', () => {
  it('has a default for everything', () => {
    expect(parseSettings({}, '/srv')).toMatchObject({
      http: { host: '127.0.0.1', port: 3000, portGiven: false, basePath: '/' },
      mqtt: { url: undefined, port: 1883, portGiven: false, topics: ['#'], publish: 'all' },
      dataDir: '/srv/data',
      demo: true,
    });
  });

  it('is a guest on a broker that is not ours', () => {
    const settings = parseSettings({ MQTT_URL: 'mqtts://broker.example:8883' }, '/');
    expect(settings).toMatchObject({ demo: false, mqtt: { publish: 'status' } });
  });

  it('reports all faults together', () => {
    const faults = faultsOf(() =>
      parseSettings({ HTTP_PORT: '99999', LOG_LEVEL: 'loud', MQTT_URL: 'http://x', DEMO: 'perhaps' }, '/'),
    );
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      'DEMO',
      'HTTP_PORT',
      'LOG_LEVEL',
      'MQTT_URL',
    ]);
  });

  it('finds the faults between settings beside those of single ones', () => {
    const faults = faultsOf(() =>
      parseSettings({ HTTP_PORT: 'abc', HTTP_HOST: '0.0.0.0', MQTT_CERT_FILE: '/nope' }, '/'),
    );
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      'HTTP_HOST',
      'HTTP_PORT',
      'MQTT_CERT_FILE',
      'MQTT_CERT_FILE',
    ]);
  });

  it.each(['a/#/b', 'a/b+', '#/a', 'a,b#'])('refuses MQTT_TOPICS=%s', (topics) => {
    expect(faultsOf(() => parseSettings({ MQTT_TOPICS: topics }, '/'))).toHaveLength(1);
  });

  it.each(['#', 'a/#', '+/a/+', '/a', 'a,b/+/c', '$SYS/#'])('takes MQTT_TOPICS=%s', (topics) => {
    expect(parseSettings({ MQTT_TOPICS: topics }, '/').mqtt.topics).toEqual(topics.split(','));
  });

  it('takes origins as browsers write them', () => {
    const { http } = parseSettings({ ALLOWED_ORIGINS: 'https://Plant.example/, http://a:80' }, '/');
    expect(http.allowedOrigins).toEqual(['https://plant.example', 'http://a']);
    expect(faultsOf(() => parseSettings({ ALLOWED_HOSTS: 'plant.example:3000' }, '/'))).toHaveLength(1);
    expect(faultsOf(() => parseSettings({ MQTT_CLIENT_ID: 'a/b' }, '/'))).toHaveLength(1);
  });

  it('does not open the dashboard to the network by mistake', () => {
    expect(faultsOf(() => parseSettings({ HTTP_HOST: '0.0.0.0' }, '/'))).toHaveLength(1);
    expect(parseSettings({ HTTP_HOST: '0.0.0.0', ALLOW_OPEN: 'on' }, '/').http.host).toBe('0.0.0.0');
    expect(parseSettings({ HTTP_HOST: '127.0.0.5' }, '/').http.host).toBe('127.0.0.5');
  });

  it('refuses a password in the URL and one given twice, and shows neither', () => {
    const inUrl = faultsOf(() => parseSettings({ MQTT_URL: 'mqtt://me:hush@broker' }, '/'));
    const twice = faultsOf(() => parseSettings({ MQTT_PASSWORD: 'hush', MQTT_PASSWORD_FILE: '/x' }, '/'));
    expect(inUrl).toHaveLength(1);
    expect(twice).toHaveLength(1);
    expect([...inUrl, ...twice].join()).not.toContain('hush');
  });

  it.each([
    ['/', '/'],
    ['/sensorium', '/sensorium/'],
    ['/a/b/', '/a/b/'],
  ])('reads base path %s', (given, path) => {
    expect(parseSettings({ BASE_PATH: given }, '/').http.basePath).toBe(path);
  });
});

describe('loadSettings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sensorium-settings-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads .env, and the environment wins', () => {
    writeFileSync(join(folder, '.env'), 'HTTP_PORT=4000\nMQTT_PORT=1999\n');
    const settings = loadSettings({ HTTP_PORT: '5000' }, folder);
    expect(settings.http.port).toBe(5000);
    expect(settings.mqtt.port).toBe(1999);
  });

  it('names a misspelt setting together with the other faults', () => {
    writeFileSync(join(folder, '.env'), 'HTTP_PROT=4000\nCOLOUR=blue\nDEMO=x\n');
    const faults = faultsOf(() => loadSettings({}, folder));
    expect(faults).toHaveLength(3);
    expect(faults[0]).toBe('.env: there is no setting COLOUR');
    expect(faults[1]).toContain('did you mean HTTP_PORT?');
    expect(faults[2]).toMatch(/^DEMO/);
  });

  it('reads the password from its file, and says which file is missing', () => {
    writeFileSync(join(folder, 'secret'), 'hush\n');
    expect(loadSettings({ MQTT_PASSWORD_FILE: 'secret' }, folder).mqtt.password).toBe('hush');
    expect(faultsOf(() => loadSettings({ MQTT_CA_FILE: 'nowhere.pem' }, folder))).toEqual([
      'MQTT_CA_FILE: nowhere.pem cannot be read (ENOENT)',
    ]);
  });
});
