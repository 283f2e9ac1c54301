// Fetched once a viewer has chosen a unit: the table of units is no part of the first page.
export { conversion } from '@sensorium/domain/units';
