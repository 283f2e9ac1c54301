import * as z from 'zod';
import { timeSchema } from './device.js';

/** State of one part of the running program. `degraded`: works on, with less; `down`: not ready. */
export const partStateSchema = z.object({
  state: z.enum(['up', 'degraded', 'down']),
  since: timeSchema,
  message: z.string().optional(),
});
export type PartState = z.infer<typeof partStateSchema>;

/** Answer of `GET /health/ready`: 200 while no part is down, else 503. */
export const readinessSchema = z.object({
  ready: z.boolean(),
  parts: z.record(z.string(), partStateSchema),
});
export type Readiness = z.infer<typeof readinessSchema>;
