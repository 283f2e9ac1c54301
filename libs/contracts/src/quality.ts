/** `good`, or why the time of a reading is not the one that the device stated; in the order of their bits in flags. */
export const QUALITIES = ['good', 'clock-ahead', 'no-clock'] as const;
export type Quality = (typeof QUALITIES)[number];
