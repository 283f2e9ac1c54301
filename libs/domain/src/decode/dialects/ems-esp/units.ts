import { unitsByPattern } from '../../metric-units.js';

/** Units by the end of a name (documentation, "All EMS entities"), those of early versions in mixed case. */
export const unitOf = unitsByPattern([
  [/temp(?:\d|hc\d?)?$/i, '°C'],
  [/curtmp$/i, '°C'],
  [/(?:^|\.)(?:temperature|dallas)sensor_data\.[0-9a-f-]+$/i, '°C'],
  [/syspress$/i, 'bar'],
  [/flamecurr$/i, 'µA'],
  [/curflow$/i, 'L/min'],
  [/(?:work(?:m|min)|ubauptime|pumpdelay|burnminperiod)$/i, 'min'],
  [/pumpmod(?:max|min|ulation)?$/i, '%'],
  [/burn(?:min|max)?pow(?:er)?$/i, '%'],
  [/(?:wwmaxpower|wifistrength|rssid|airhumidity)$/i, '%'],
  [/(?:^|\.)heartbeat\.rssi$/, 'dBm'],
  [/energy(?:lasthour|today)$/i, 'Wh'],
  [/energytotal$/i, 'kWh'],
  [/(?:^|\.)(?:nrg|meter)\w+$/i, 'kWh'],
]);
