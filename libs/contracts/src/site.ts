import * as z from 'zod';
import { locationSchema } from './device.js';

/** True for a name of the time zone database that this machine knows, such as `Europe/Lisbon`. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const zone = z.string().max(64).refine(isTimeZone, 'must be a time zone such as Europe/Lisbon');

/** A place where devices stand. Its name is what devices and people write; `zone` is its time zone. */
export const siteSchema = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string().nullable(),
  location: locationSchema.nullable(),
});
export type Site = z.infer<typeof siteSchema>;

export const siteListSchema = z.object({ sites: z.array(siteSchema), next: z.string().nullable() });
export type SiteList = z.infer<typeof siteListSchema>;

/** Body of `PATCH /api/sites/:id`. */
export const sitePatchSchema = z
  .strictObject({ zone: zone.nullable(), location: locationSchema.nullable() })
  .partial();
export type SitePatch = z.infer<typeof sitePatchSchema>;
