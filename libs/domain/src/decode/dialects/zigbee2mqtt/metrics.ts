import type { MetricMeta } from '@sensorium/contracts';

/** Units that the documentation of exposes gives to common names, for devices that no list has described. */
const METRICS = new Map<string, MetricMeta>([
  ['linkquality', { unit: 'lqi', min: 0, max: 255 }],
  ['battery', { unit: '%', min: 0, max: 100 }],
  ['temperature', { unit: '°C' }],
  ['device_temperature', { unit: '°C' }],
  ['local_temperature', { unit: '°C' }],
  ['local_temperature_calibration', { unit: '°C' }],
  ['humidity', { unit: '%' }],
  ['soil_moisture', { unit: '%' }],
  ['pressure', { unit: 'hPa' }],
  ['illuminance', { unit: 'lx' }],
  ['illuminance_lux', { unit: 'lx' }],
  ['co2', { unit: 'ppm' }],
  ['voc', { unit: 'ppb' }],
  ['pm25', { unit: 'µg/m³' }],
  ['pm10', { unit: 'µg/m³' }],
  ['formaldehyd', { unit: 'mg/m³' }],
  ['noise', { unit: 'dBA' }],
  ['power', { unit: 'W' }],
  ['power_apparent', { unit: 'VA' }],
  ['apparent_power', { unit: 'VA' }],
  ['power_reactive', { unit: 'var' }],
  ['reactive_power', { unit: 'var' }],
  ['ac_frequency', { unit: 'Hz' }],
  ['current', { unit: 'A' }],
  ['energy', { unit: 'kWh' }],
  ['produced_energy', { unit: 'kWh' }],
  ['consumed_energy', { unit: 'kWh' }],
  ['energy_produced', { unit: 'kWh' }],
  ['energy_consumed', { unit: 'kWh' }],
  ['position', { unit: '%' }],
  ['tilt', { unit: '%' }],
  ['color_temp', { unit: 'mired' }],
  ['pi_heating_demand', { unit: '%' }],
  ['valve_position', { unit: '%' }],
  ['target_distance', { unit: 'm' }],
  ['occupancy_timeout', { unit: 's' }],
  ['filter_age', { unit: 'min' }],
  ['device_age', { unit: 'min' }],
  ['update.progress', { unit: '%' }],
  ['update.remaining', { unit: 's' }],
  ['os.memory_used_mb', { unit: 'MB' }],
  ['process.memory_used_mb', { unit: 'MB' }],
  ['contact', { class: 'contact' }],
  ['occupancy', { class: 'occupancy' }],
  ['presence', { class: 'occupancy' }],
  ['water_leak', { class: 'moisture' }],
  ['smoke', { class: 'smoke' }],
  ['vibration', { class: 'vibration' }],
  ['tamper', { class: 'tamper' }],
  ['battery_low', { class: 'battery_low' }],
]);

/** Setpoints of thermostats for each state of the room, and their limits: `occupied_heating_setpoint`. */
const SETPOINT = /_(?:heating|cooling)_setpoint$|_(?:heat|cool)_setpoint_limit$/;

/** Ends of the names of a device that has the same thing several times: by endpoint, or by phase. */
const ENDPOINT = /_(?:l?\d{1,2}|(?:phase_)?[abc]|left|right|center)$/;

/** What is documented of a metric: by its name, else by that without the endpoint. */
export function metricOf(name: string): MetricMeta | undefined {
  if (SETPOINT.test(name)) return { unit: '°C' };
  return METRICS.get(name) ?? METRICS.get(name.replace(ENDPOINT, ''));
}
