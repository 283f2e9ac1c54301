/** Metric that holds the sequence number. */
export const SEQUENCE = 'seq';

/** Tells by its arrival that all before it has arrived; it is in no account. */
export const END = { device: 'kill-end', metric: 'end' } as const;
