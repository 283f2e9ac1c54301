import { KINDS } from '../devices/catalogue.js';
import type { DeviceKind } from '../devices/kind.js';
import { DEMO_ROWS } from './demo.js';
import { type Device, type DeviceRow, makeDevice } from './device.js';
import { BUSAN, SITES } from './sites.js';

/** Which fleet to make. */
export interface FleetPlan {
  scenario: 'demo' | 'plain';
  /** Size of a plain fleet. */
  devices: number;
  /** Kinds to take; empty for all. */
  kinds: readonly DeviceKind[];
  seed: number;
  /** Overrides each device's own interval, ms. */
  interval: number | undefined;
}

/** The devices of a plan; the same plan gives the same fleet. */
export function makeFleet(plan: FleetPlan): Device[] {
  const kinds = plan.kinds.length === 0 ? KINDS : plan.kinds;
  const rows =
    plan.scenario === 'demo'
      ? DEMO_ROWS.filter(({ kind }) => kinds.includes(kind))
      : Array.from({ length: plan.devices }, (_, n) => plainRow(n, kinds));
  return rows.map((row) => makeDevice(row, plan.seed, plan.interval));
}

/** The n-th device of a plain fleet: kinds in turn, numbered from 1 within their kind. */
function plainRow(n: number, kinds: readonly DeviceKind[]): DeviceRow {
  const kind = kinds[n % kinds.length] ?? kinds[0];
  if (kind === undefined) throw new Error('a fleet needs at least one kind');
  const number = Math.floor(n / kinds.length) + 1;
  const site = SITES[(number - 1) % SITES.length] ?? BUSAN;
  return {
    kind,
    id: `${kind.id}-${String(number).padStart(4, '0')}`,
    name: `${kind.title} ${number}`,
    site,
    hall: `Hall ${1 + (Math.floor((number - 1) / SITES.length) % 8)}`,
  };
}
