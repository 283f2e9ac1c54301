import * as z from 'zod';

/** Query of a list: at most `limit` of it, and with the `next` of an answer as `cursor` those that follow. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(128).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;
