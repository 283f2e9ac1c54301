import type { ChannelPreview } from '@sensorium/contracts';

/** A message as it is read best: JSON over several lines, anything else as it is. */
export function readable({ body, contentType }: Pick<ChannelPreview, 'body' | 'contentType'>): string {
  if (!contentType.includes('json')) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
