/** One kind of question, asked many times; times in ms. */
export interface ChartRun {
  series: string;
  range: string;
  queries: number;
  p50: number;
  p95: number;
  max: number;
  /** Samples in the range, and points in the answer, on average. */
  stored: number;
  returned: number;
}

/** What one data set takes on disk. */
export interface SizeRun {
  data: string;
  /** How much of it: a day, which is the youngest data, or several sealed days. */
  age: 'youngest' | 'merged';
  days: number;
  readings: number;
  /** Bytes of the file, and of its blocks that are in use. */
  fileBytes: number;
  usedBytes: number;
  /** Bytes of Prometheus' blocks with the same readings; null without it. */
  prometheusBytes: number | null;
  /** Limit of bytes per reading; null for none. */
  limit: number | null;
}

/** Delays of an event loop, ms. */
export interface LoopRun {
  thread: string;
  meanwhile: string;
  seconds: number;
  p50: number;
  p99: number;
  max: number;
}

/** Making of the big store. */
export interface FillRun {
  readings: number;
  series: number;
  days: number;
  /** Null where it was made by an earlier run. */
  seconds: number | null;
  sealSeconds: number | null;
  fileBytes: number;
}
