export * from './connected-clock.js';
export * from './device-presence.js';
export * from './reason.js';
export {
  intervalOf,
  intervalSourceOf,
  newSeriesArrivals,
  noteArrival,
  type SeriesArrivals,
} from './series-presence.js';
