import { CHANNEL_SECRETS, type Channel, type ChannelBody } from '@sensorium/contracts';
import type { StoredChannel } from '../ports/notify-store.js';

/** The channel as it is shown: which secrets are set, but none of them. */
export function shownChannel({ settings, ...channel }: StoredChannel): Channel {
  const names = CHANNEL_SECRETS[channel.type];
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined && value !== null);
  return {
    ...channel,
    settings: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    secrets: entries.filter(([name]) => names.includes(name)).map(([name]) => name),
  };
}

/** What is kept of a body: a secret that it leaves out stays as it was, null deletes it. */
export function keptSettings(body: ChannelBody, known: StoredChannel | undefined): StoredChannel['settings'] {
  const given = new Map<string, unknown>(Object.entries(body.settings));
  if (known?.type === body.type) {
    const before = new Map(Object.entries(known.settings));
    for (const name of CHANNEL_SECRETS[body.type]) {
      if (given.get(name) === undefined && before.has(name)) given.set(name, before.get(name));
    }
  }
  return Object.fromEntries([...given].filter(([, value]) => value !== undefined && value !== null));
}
