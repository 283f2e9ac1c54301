import { connectAsync, type MqttClient } from 'mqtt';
import { latest } from './latest.js';
import { DataFolder, Sensorium } from './sensorium.js';

/** Id of the device that publishes: it does not pass through a proxy that decodes paths, its uid does. */
export const DEVICE = 'Living room/lamp';

/** A backend that stands behind proxies, and a device that publishes numbers. */
export class ProxiedDashboard {
  private sent = 0;

  private constructor(
    private readonly data: DataFolder,
    readonly sensorium: Sensorium,
    private readonly mqtt: MqttClient,
    readonly uid: string,
  ) {}

  static async start(env: Record<string, string>): Promise<ProxiedDashboard> {
    const data = new DataFolder();
    const sensorium = await Sensorium.start({ DATA_DIR: data.path, ...env });
    const mqtt = await connectAsync(sensorium.mqttUrl);
    await mqtt.publishAsync(DEVICE, '{"n":0}', { qos: 1 });
    const { uid } = await sensorium.device(DEVICE, (one) => latest(one, 'n') === 0);
    return new ProxiedDashboard(data, sensorium, mqtt, uid);
  }

  get series(): string {
    return `${this.uid}/n`;
  }

  /** Publishes the next number, and returns it. */
  async publish(): Promise<number> {
    await this.mqtt.publishAsync(DEVICE, `{"n":${++this.sent}}`, { qos: 1 });
    return this.sent;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.mqtt.endAsync();
    await this.sensorium.stop();
    this.data[Symbol.dispose]();
  }
}
