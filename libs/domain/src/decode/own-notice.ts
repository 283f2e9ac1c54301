/** How the JSON of a notice begins, up to its time; see `webhookBodySchema` of the contracts. */
const START = '{"version":1,"id":"';
const BEGINNING =
  /^\{"version":1,"id":"[A-Za-z0-9_-]{1,64}","event":"(?:firing|updated|reminder|resolved|test)","sentAt":\d/;

/** The longest id and event fit in so many bytes. */
const LOOKED_AT = 160;

/**
 * True for a notice of alerts that a Sensorium has published, on whatever topic a channel names. It holds the value that
 * the alert is about: taken as a reading it would fire the same rule again, and so on without end.
 */
export function isOwnNotice(payload: Uint8Array): boolean {
  for (let i = 0; i < START.length; i++) if (payload[i] !== START.charCodeAt(i)) return false;
  return BEGINNING.test(String.fromCharCode(...payload.subarray(0, LOOKED_AT)));
}
