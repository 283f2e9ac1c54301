/** One flood of messages or rows until all are durable. */
export interface DurableRun {
  round: number;
  subject: string;
  rows: number;
  seconds: number;
  /** Null where there are no messages. */
  messages: number | null;
  /** CPU for each message, µs. */
  cpu: number | null;
  commits: number | null;
  /** Most messages that were acknowledged before they were durable; null where it cannot be seen. */
  atRisk: number | null;
}
