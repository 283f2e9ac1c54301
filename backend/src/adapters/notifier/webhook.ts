import { createHmac } from 'node:crypto';
import { alertmanagerBody } from './alertmanager.js';
import { setting } from './channel-kind.js';
import { jsonMessage, type HttpPreset } from './http-kind.js';
import { webhookBody } from './webhook-body.js';

/**
 * A web address of somebody's own. The same `Idempotency-Key` comes with every attempt. With a secret, the signature is
 * `t=<s>,v1=<hex>`: HMAC-SHA256 over the seconds, a dot and the body as it was sent; it is made anew for each attempt.
 */
export const webhook: HttpPreset = {
  urlName: 'the address',
  url: (channel) => setting(channel, 'url'),
  message: (channel, notice) =>
    jsonMessage(
      setting(channel, 'format') === 'alertmanager'
        ? alertmanagerBody(notice, channel.name)
        : webhookBody(notice),
      null,
    ),
  headers: (channel, notice, body) => {
    const secret = setting(channel, 'secret');
    return {
      'idempotency-key': notice.id,
      ...(secret === undefined ? {} : { 'x-sensorium-signature': signature(secret, body, Date.now()) }),
    };
  },
};

/** The signature of `body` at `now`, ms. */
export function signature(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1_000);
  const hash = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${hash}`;
}
