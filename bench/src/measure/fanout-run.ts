/** What brings values to clients: ours, one event a reading, or frames that are ready, answered or not. */
export type FanWay = 'backend' | 'io.emit' | 'bare ws' | 'bare ws, answered';

/** One measured stretch with all clients. */
export interface FanRun {
  round: number;
  way: FanWay;
  clients: number;
  seconds: number;
  /** Values that clients got. */
  values: number;
  /** Messages that clients got, and their bytes. */
  frames: number;
  bytes: number;
  /** Processor time, and of the same without clients, s: the mean of before and after, for a server gets warm. */
  cpu: number;
  idleCpu: number;
  busy: number;
  lost: number;
}

/** What a client costs that gets nothing: kB of resident memory, of the process that serves. */
export interface IdleRun {
  round: number;
  way: FanWay;
  clients: number;
  kBytes: number;
}

/** Values for each second of processor time, beyond what the server uses without clients. */
export function valuesPerSecond({ values, cpu, idleCpu }: FanRun): number {
  return values / (cpu - idleCpu);
}
