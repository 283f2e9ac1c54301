import * as z from 'zod';

/**
 * Answer of `POST /api/alert-rules/preview/deadband` (body as that of the preview): on the device that had most
 * incidents, `before` of them, a deadband with which there would have been `after`; null if none helps much.
 */
export const deadbandOfferSchema = z.object({
  offer: z
    .object({
      device: z.string(),
      deadband: z.number(),
      before: z.number().int(),
      after: z.number().int(),
    })
    .nullable(),
});
export type DeadbandOffer = z.infer<typeof deadbandOfferSchema>;
