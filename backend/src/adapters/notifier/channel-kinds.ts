import type { Ingest } from '../../ports/ingest.js';
import type { StoredChannel } from '../../ports/notify-store.js';
import type { ChannelKind } from './channel-kind.js';
import { discord } from './discord.js';
import { EmailKind } from './email.js';
import { gotify } from './gotify.js';
import { HttpKind } from './http-kind.js';
import { MqttKind } from './mqtt.js';
import { ntfy } from './ntfy.js';
import type { Outgoing } from './outgoing.js';
import type { SafeAddresses } from './safe-address.js';
import { slack } from './slack.js';
import { teams } from './teams.js';
import { telegram } from './telegram.js';
import { WebPushKind } from './web-push.js';
import { webhook } from './webhook.js';

/** Whom push services may turn to where no public https address is set; a reserved name (RFC 2606). */
const NOBODY = 'mailto:nobody@sensorium.example';

export interface Parts {
  addresses: SafeAddresses;
  outgoing: Outgoing;
  ingest: Pick<Ingest, 'publish'>;
  publicUrl: string | undefined;
}

/** Every kind of channel, made once. */
export class ChannelKinds {
  private readonly kinds: Readonly<Record<StoredChannel['type'], ChannelKind>>;

  constructor({ addresses, outgoing, ingest, publicUrl }: Parts) {
    const subject = publicUrl?.startsWith('https:') === true ? publicUrl : NOBODY;
    this.kinds = {
      webhook: new HttpKind(outgoing, webhook),
      email: new EmailKind(addresses, outgoing),
      slack: new HttpKind(outgoing, slack),
      teams: new HttpKind(outgoing, teams),
      discord: new HttpKind(outgoing, discord),
      telegram: new HttpKind(outgoing, telegram),
      ntfy: new HttpKind(outgoing, ntfy),
      gotify: new HttpKind(outgoing, gotify),
      mqtt: new MqttKind(ingest),
      'web-push': new WebPushKind(outgoing, subject),
    };
  }

  of({ type }: StoredChannel): ChannelKind {
    return this.kinds[type];
  }
}
