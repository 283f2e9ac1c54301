import { airQuality } from '../devices/air-quality.js';
import { coldStore } from '../devices/cold-store.js';
import { doorContact } from '../devices/door-contact.js';
import { electricityMeter } from '../devices/electricity-meter.js';
import { gpsTracker } from '../devices/gps-tracker.js';
import { greenhouse } from '../devices/greenhouse.js';
import type { DeviceKind } from '../devices/kind.js';
import { pump } from '../devices/pump.js';
import { solarInverter } from '../devices/solar-inverter.js';
import { waterTank } from '../devices/water-tank.js';
import { weatherMast } from '../devices/weather-mast.js';
import type { DeviceRow } from './device.js';
import { BUSAN, PORTO, ROTTERDAM, type Site } from './sites.js';

type Row = readonly [kind: DeviceKind, id: string, name: string, hall: string, seconds: number];

const busan: readonly Row[] = [
  [coldStore, 'busan-freezer-1', 'Freezer 1', 'Hall A', 3],
  [coldStore, 'busan-freezer-2', 'Freezer 2', 'Hall A', 3],
  [coldStore, 'busan-freezer-3', '냉동고 3', 'Hall A', 3],
  [coldStore, 'busan-freezer-4', '냉동고 4', 'Hall B', 3],
  [coldStore, 'busan-freezer-5', 'Freezer 5', 'Hall B', 5],
  [coldStore, 'busan-freezer-6', 'Freezer 6', 'Hall B', 5],
  [coldStore, 'busan-blast-1', 'Blast freezer', 'Hall C', 2],
  [coldStore, 'busan-bait-1', 'Bait store', 'Quay 2', 10],
  [doorContact, 'busan-door-north', 'Door north', 'Hall A', 1],
  [doorContact, 'busan-door-south', 'Door south', 'Hall A', 1],
  [doorContact, 'busan-door-quay', 'Quay gate', 'Quay 2', 1],
  [electricityMeter, 'busan-meter-main', 'Main meter', 'Plant room', 5],
  [electricityMeter, 'busan-meter-reefer', 'Reefer plugs', 'Quay 1', 5],
  [gpsTracker, 'busan-truck-07', 'Reefer truck 07', 'Yard', 2],
  [gpsTracker, 'busan-truck-12', 'Reefer truck 12', 'Yard', 3],
  [airQuality, 'busan-air-pack', 'Packing hall air', 'Hall C', 15],
  [weatherMast, 'busan-mast', 'Quay mast', 'Quay 1', 5],
];

const rotterdam: readonly Row[] = [
  [greenhouse, 'rotterdam-bay-1', 'Tomato bay 1', 'House North', 10],
  [greenhouse, 'rotterdam-bay-2', 'Tomato bay 2', 'House North', 10],
  [greenhouse, 'rotterdam-bay-3', 'Pepper bay 3', 'House North', 10],
  [greenhouse, 'rotterdam-bay-4', 'Pepper bay 4', 'House South', 10],
  [greenhouse, 'rotterdam-bay-5', 'Orchid bay 5', 'House South', 5],
  [greenhouse, 'rotterdam-nursery', 'Nursery', 'House South', 5],
  [solarInverter, 'rotterdam-roof-1', 'Roof inverter 1', 'House North', 10],
  [solarInverter, 'rotterdam-roof-2', 'Roof inverter 2', 'House North', 10],
  [solarInverter, 'rotterdam-roof-3', 'Roof inverter 3', 'House South', 10],
  [electricityMeter, 'rotterdam-meter', 'Park meter', 'Boiler house', 5],
  [pump, 'rotterdam-irrigation', 'Irrigation pump', 'Boiler house', 2],
  [waterTank, 'rotterdam-rain-tank', 'Rain water tank', 'Boiler house', 6],
  [airQuality, 'rotterdam-air-sorting', 'Sorting room air', 'House South', 15],
  [airQuality, 'rotterdam-air-canteen', 'Canteen air', 'Office', 15],
  [doorContact, 'rotterdam-door-cool', 'Cooling cell door', 'House South', 1],
  [weatherMast, 'rotterdam-mast', 'Park mast', 'Field', 5],
];

const porto: readonly Row[] = [
  [pump, 'porto-pump-1', 'Intake pump 1', 'Intake', 1],
  [pump, 'porto-pump-2', 'Intake pump 2', 'Intake', 1],
  [pump, 'porto-pump-3', 'Pressure pump 3', 'Pump house', 2],
  [pump, 'porto-pump-4', 'Pressure pump 4', 'Pump house', 2],
  [pump, 'porto-dosing', 'Dosing pump', 'Treatment', 4],
  [waterTank, 'porto-tank-high', 'High tank', 'Hill', 6],
  [waterTank, 'porto-tank-low', 'Low tank', 'Treatment', 6],
  [waterTank, 'porto-tank-backwash', 'Backwash tank', 'Treatment', 8],
  [electricityMeter, 'porto-meter-pumps', 'Pump house meter', 'Pump house', 5],
  [solarInverter, 'porto-roof-1', 'Roof inverter', 'Treatment', 10],
  [airQuality, 'porto-air-lab', 'Laboratory air', 'Office', 15],
  [doorContact, 'porto-door-chlorine', 'Chlorine room door', 'Treatment', 1],
  [doorContact, 'porto-door-gate', 'Main gate', 'Gate', 1],
  [gpsTracker, 'porto-van-1', 'Service van', 'Yard', 3],
  [weatherMast, 'porto-mast', 'Hill mast', 'Hill', 5],
];

/** The demo fleet: 48 devices of all ten kinds on three sites. */
export const DEMO_ROWS: readonly DeviceRow[] = [
  ...rows(BUSAN, busan),
  ...rows(ROTTERDAM, rotterdam),
  ...rows(PORTO, porto),
];

function rows(site: Site, table: readonly Row[]): DeviceRow[] {
  return table.map(([kind, id, name, hall, seconds]) => ({
    kind,
    id,
    name,
    site,
    hall,
    interval: seconds * 1000,
  }));
}
