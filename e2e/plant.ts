import { expect } from '@playwright/test';
import type { Alert, AlertRule } from '@sensorium/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { Sensorium } from './sensorium.ts';

/** A rule that fires above 8 °C and is over at 8 °C, both at once. */
const TOO_WARM = {
  severity: 'critical',
  metric: 'temperature',
  condition: { type: 'above', value: 8 },
};

/** Rooms with a temperature each: what they publish, and what the system makes of it. */
export class Plant {
  readonly sensorium: Sensorium;
  readonly mqtt: MqttClient;

  private constructor(sensorium: Sensorium, mqtt: MqttClient) {
    this.sensorium = sensorium;
    this.mqtt = mqtt;
  }

  static async start(settings: Record<string, string> = {}): Promise<Plant> {
    const sensorium = await Sensorium.start(settings);
    return new Plant(sensorium, await connectAsync(sensorium.mqttUrl));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.mqtt.endAsync(true);
    await this.sensorium[Symbol.asyncDispose]();
  }

  address(path: string): string {
    return new URL(path, this.sensorium.url).href;
  }

  /** JSON of an own address; a body is posted. */
  async api<T>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(this.address(`api/${path}`), { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** A room that has said its name and site, and that it is cold enough. */
  async room(id: string, name: string, site: string): Promise<void> {
    const meta = { name, site, metrics: { temperature: { unit: '°C' } } };
    await this.mqtt.publishAsync(`devices/${id}/meta`, JSON.stringify(meta), { qos: 1, retain: true });
    await this.reads(id, 4);
    const found = async () => (await fetch(this.address(`api/devices/${id}`))).status;
    await expect.poll(found, { timeout: 20_000 }).toBe(200);
  }

  async reads(id: string, temperature: number, client = this.mqtt): Promise<void> {
    await client.publishAsync(`devices/${id}/telemetry`, JSON.stringify({ temperature }), { qos: 1 });
  }

  /** A rule about rooms by their ids; the rest is {@link TOO_WARM}. */
  async rule(name: string, devices: string[], more: object = {}): Promise<AlertRule> {
    return this.api('alert-rules', { ...TOO_WARM, name, devices, ...more });
  }

  /** The room gets too warm; resolves to its incident. */
  async warms(id: string, client = this.mqtt): Promise<Alert> {
    await this.reads(id, 12, client);
    let alert: Alert | undefined;
    const fires = async () => {
      const { alerts } = await this.api<{ alerts: Alert[] }>(`alerts?state=firing&device=${id}`);
      [alert] = alerts;
      return alerts.length;
    };
    await expect.poll(fires, { timeout: 20_000 }).toBe(1);
    if (!alert) throw new Error(`${id} does not fire`);
    return alert;
  }
}
