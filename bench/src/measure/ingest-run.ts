/** `steady`: a rate that never overtaxes; `flood`: as fast as the broker takes them. */
export type Load = 'steady' | 'flood';

/** One measured stretch of one subject. */
export interface IngestRun {
  round: number;
  subject: string;
  load: Load;
  messages: number;
  /** Messages a second that the broker took from the publisher. */
  perSecond: number;
  /** CPU for each message, µs. */
  user: number;
  system: number;
  total: number;
  threads: Record<string, number>;
}
