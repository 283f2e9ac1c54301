import { airQuality } from './air-quality.js';
import { coldStore } from './cold-store.js';
import { doorContact } from './door-contact.js';
import { electricityMeter } from './electricity-meter.js';
import { gpsTracker } from './gps-tracker.js';
import { greenhouse } from './greenhouse.js';
import type { DeviceKind } from './kind.js';
import { pump } from './pump.js';
import { solarInverter } from './solar-inverter.js';
import { waterTank } from './water-tank.js';
import { weatherMast } from './weather-mast.js';

/** All kinds of device, in the order in which a plain fleet deals them out. */
export const KINDS: readonly DeviceKind[] = [
  coldStore,
  pump,
  weatherMast,
  greenhouse,
  electricityMeter,
  solarInverter,
  gpsTracker,
  airQuality,
  waterTank,
  doorContact,
];

/** The kind of that name; undefined if there is none. */
export function findKind(id: string): DeviceKind | undefined {
  return KINDS.find((kind) => kind.id === id);
}
