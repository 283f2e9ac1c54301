/** Bounds on everything that comes from outside. Each refusal beyond one of them is counted and named. */
export const LIMITS = {
  devices: 20_000,
  metricsPerDevice: 1_000,
  series: 200_000,
  /** UTF-8 bytes of a device id, and of a metric name. */
  nameBytes: 256,
  /** UTF-8 bytes of a text value. */
  textBytes: 1_024,
  /** Bytes of one MQTT payload or one HTTP ingest body. */
  payloadBytes: 1_048_576,
  jsonDepth: 32,
  valuesPerMessage: 10_000,
  labels: 32,
  /** Values of one metric whose meaning a device may name. */
  meanings: 256,
  /** Bytes of one message that a live client sends. */
  socketMessageBytes: 65_536,
  /** Live subscriptions that one connection may hold. */
  subscriptionsPerViewer: 32,
  /** Long polls and event streams that are open at once. */
  liveRequests: 1_000,
  /** Entries in the `series` list of one subscription or query. */
  seriesPerSelection: 1_000,
  /** Series of one history request, after `*` was resolved. */
  seriesPerHistory: 100,
} as const;
