import * as z from 'zod';

/** Every error code with its HTTP status. */
export const ERROR_STATUS = {
  'bad-request': 400,
  'bad-series': 400,
  'bad-cursor': 400,
  unauthenticated: 401,
  forbidden: 403,
  'origin-refused': 403,
  'host-refused': 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'uri-too-long': 414,
  'unsupported-type': 415,
  'limit-reached': 422,
  'rate-limited': 429,
  'headers-too-large': 431,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Body of every HTTP error answer. `details` name the fields at fault; none where the fault is of no field. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(z.object({ path: z.string(), message: z.string() })),
    requestId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
