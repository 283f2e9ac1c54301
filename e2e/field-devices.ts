import { setTimeout as pause } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { get } from 'sparkplug-payload';
import type { UMetric } from 'sparkplug-payload/lib/sparkplugbpayload.js';

/**
 * Devices as they stand in homes and halls, each speaking its own dialect over MQTT, with topics as its documentation
 * has them.
 */
export class FieldDevices {
  readonly mqtt: MqttClient;
  /** Base topic of Zigbee2MQTT; people who have two rename it. */
  readonly zigbee: string;
  #seq = 0;

  constructor(mqtt: MqttClient, zigbee = 'zigbee2mqtt') {
    this.mqtt = mqtt;
    this.zigbee = zigbee;
  }

  /** All of them, named and with a first value each. */
  async begin(): Promise<void> {
    await this.zigbeeBridge();
    await this.zigbeeStates(21.4, true);
    await this.tasmota(-3.6);
    await this.sparkplugBirth(4.2);
    await this.lorawan(48.7);
  }

  /** The bridge of Zigbee2MQTT: that it is there, and what it knows of a climate sensor and of a door contact. */
  async zigbeeBridge(): Promise<void> {
    await this.say(`${this.zigbee}/bridge/state`, { state: 'online' }, true);
    const info = { version: '2.1.3', coordinator: { ieee_address: '0x00124b0001', type: 'EmberZNet' } };
    await this.say(`${this.zigbee}/bridge/info`, info, true);
    const temperature = numeric('temperature', 'Temperature', '°C');
    const devices = [
      {
        ieee_address: '0x00124b0001',
        type: 'Coordinator',
        friendly_name: 'Coordinator',
        interview_completed: true,
      },
      zigbeeDevice('0x00158d0001', 'Nursery climate', 'WSDCGQ11LM', [
        temperature,
        numeric('humidity', 'Humidity', '%'),
        numeric('pressure', 'Pressure', 'hPa'),
        numeric('linkquality', 'Linkquality', 'lqi'),
      ]),
      zigbeeDevice('0x00158d0002', 'Garden door', 'MCCGQ11LM', [
        {
          type: 'binary',
          name: 'contact',
          property: 'contact',
          label: 'Contact',
          access: 1,
          value_on: false,
          value_off: true,
        },
        numeric('battery', 'Battery', '%'),
      ]),
    ];
    await this.say(`${this.zigbee}/bridge/devices`, devices, true);
    for (const { friendly_name: name } of devices.slice(1))
      await this.say(`${this.zigbee}/${name}/availability`, { state: 'online' }, true);
  }

  async zigbeeStates(temperature: number, contact: boolean): Promise<void> {
    const climate = { temperature, humidity: 48.2, pressure: 1013.2, linkquality: 120 };
    await this.say(`${this.zigbee}/Nursery climate`, climate);
    await this.say(`${this.zigbee}/Garden door`, { contact, battery: 91, linkquality: 84 });
  }

  /** The last will of Zigbee2MQTT. */
  async zigbeeDies(): Promise<void> {
    await this.say(`${this.zigbee}/bridge/state`, { state: 'offline' }, true);
  }

  async tasmota(temperature: number): Promise<void> {
    await this.say('tele/freezer_plug/LWT', 'Online', true);
    const energy = { Total: 12.345, Power: 87, Voltage: 229, Current: 0.41 };
    const sensor = {
      Time: '2026-11-23T12:00:00',
      DS18B20: { Id: '0316', Temperature: temperature },
      ENERGY: energy,
      TempUnit: 'C',
    };
    await this.say('tele/freezer_plug/SENSOR', sensor);
  }

  /** Births of an edge node and of a pump at it; afterwards values go by alias. */
  async sparkplugBirth(pressure: number): Promise<void> {
    const node: UMetric[] = [
      { name: 'bdSeq', type: 'UInt64', value: 0 },
      { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
    ];
    this.#seq = 0;
    await this.encoded('spBv1.0/Waterworks/NBIRTH/Edge 1', node);
    const properties = { engUnit: { type: 'String' as const, value: 'bar' } };
    await this.encoded('spBv1.0/Waterworks/DBIRTH/Edge 1/Pump 3', [
      { name: 'Outlet pressure', alias: 7, type: 'Float', value: pressure, properties },
      { name: 'Running', alias: 8, type: 'Boolean', value: true },
    ]);
  }

  async sparkplugData(pressure: number): Promise<void> {
    await this.encoded('spBv1.0/Waterworks/DDATA/Edge 1/Pump 3', [
      { alias: 7, type: 'Float', value: pressure },
    ]);
  }

  /** An uplink as ChirpStack 4 hands it on, with what the codec of the device profile made of it. */
  async lorawan(moisture: number): Promise<void> {
    const application = '17c82e96-be03-4f38-aef3-f83d48582d97';
    const up = {
      deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
      time: new Date().toISOString(),
      deviceInfo: {
        tenantName: 'Farm',
        applicationId: application,
        applicationName: 'Fields',
        deviceProfileName: 'Soil probe',
        deviceName: 'North field',
        devEui: '0101010101010101',
        tags: { field: 'north' },
      },
      devAddr: '00189440',
      fCnt: 42,
      fPort: 2,
      object: { soil_moisture: moisture, soil_temperature: 9.8, battery_voltage: 3.61 },
      rxInfo: [{ gatewayId: '0016c001f153a14c', rssi: -57, snr: 10 }],
    };
    await this.say(`application/${application}/device/0101010101010101/event/up`, up);
  }

  /** Values of all of them, a few a second, until the signal says stop. */
  async goOn(signal: AbortSignal): Promise<void> {
    for (let i = 0; !signal.aborted; i++) {
      const wave = Math.sin(i / 8);
      await this.zigbeeStates(round(21.4 + wave), i % 20 < 14);
      await this.tasmota(round(-3.6 + wave));
      await this.sparkplugData(round(4.2 + wave / 2));
      await this.lorawan(round(48.7 + wave));
      await pause(500);
    }
  }

  private async say(topic: string, body: unknown, retain = false): Promise<void> {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    await this.mqtt.publishAsync(topic, payload, { retain, qos: 1 });
  }

  private async encoded(topic: string, metrics: UMetric[]): Promise<void> {
    const payload = { timestamp: Date.now(), metrics, seq: this.#seq++ % 256 };
    const codec = get('spBv1.0');
    if (!codec) throw new Error('no codec for Sparkplug B');
    await this.mqtt.publishAsync(topic, Buffer.from(codec.encodePayload(payload)), { qos: 0 });
  }
}

function numeric(name: string, label: string, unit: string): object {
  return { type: 'numeric', name, property: name, label, unit, access: 1 };
}

function zigbeeDevice(address: string, name: string, model: string, exposes: object[]) {
  return {
    ieee_address: address,
    type: 'EndDevice',
    friendly_name: name,
    interview_completed: true,
    supported: true,
    definition: { model, vendor: 'Aqara', description: 'Sensor', exposes },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
