import { CHANNEL_SECRETS, CHANNEL_SETTINGS, channelBodySchema, type Channel } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { channelDraft, newChannel, readChannel, type ChannelDraft } from './channel-draft';
import { CHANNEL_FIELDS, CHANNEL_TYPES, type FieldName } from './channel-fields';

const mail: Channel = {
  id: 'c1',
  type: 'email',
  name: 'Night shift',
  enabled: true,
  settings: { host: 'smtp.example.org', port: 465, security: 'tls', from: 'a@b.org', to: ['c@d.org'] },
  secrets: ['password'],
  health: null,
  createdAt: 0,
  updatedAt: 0,
};

function typed(draft: ChannelDraft, field: FieldName, value: string): ChannelDraft {
  return { ...draft, values: new Map([...draft.values, [field, value]]) };
}

describe('the form of a channel', () => {
  it.each(CHANNEL_TYPES)('knows every setting and every secret of %s', (type) => {
    const names = CHANNEL_FIELDS[type].map(({ name }) => name);
    const secrets = CHANNEL_FIELDS[type].filter(({ kind }) => kind === 'secret').map(({ name }) => name);
    expect([...names].sort()).toEqual(Object.keys(CHANNEL_SETTINGS[type].shape).sort());
    expect(secrets).toEqual(CHANNEL_SECRETS[type]);
  });

  it('leaves a secret that is set where it is', () => {
    const draft = channelDraft(mail)!;
    const { body, faults } = readChannel(draft);
    expect([...faults]).toEqual([]);
    expect(draft.secrets.get('password')).toBe('set');
    expect(body).toMatchObject({ settings: mail.settings });
    expect(body.settings).not.toHaveProperty('password');
    expect(channelBodySchema.safeParse(body).success).toBe(true);
  });

  it('replaces or deletes a secret when it is told to', () => {
    const draft = channelDraft(mail)!;
    const replaced = typed({ ...draft, secrets: new Map([['password', 'replace']]) }, 'password', 'hunter2');
    expect(readChannel(replaced).body.settings).toMatchObject({ password: 'hunter2' });
    const deleted: ChannelDraft = { ...draft, secrets: new Map([['password', 'delete']]) };
    expect(readChannel(deleted).body.settings).toMatchObject({ password: null });
  });

  it('has no form for the page itself', () => {
    expect(channelDraft({ ...mail, type: 'page' })).toBeNull();
  });
});

describe('faults of a channel', () => {
  it.each<[string, ChannelDraft, string, string]>([
    ['no name', newChannel('mqtt', ''), 'name', 'missing'],
    ['no address', newChannel('webhook', 'x'), 'settings.url', 'missing'],
    ['no web address', typed(newChannel('webhook', 'x'), 'url', 'ftp://x'), 'settings.url', 'url'],
    ['a secret address that is none', typed(newChannel('slack', 'x'), 'url', 'slack'), 'settings.url', 'url'],
    ['no port', typed(newChannel('email', 'x'), 'port', 'smtp'), 'settings.port', 'number'],
    ['nobody to write to', newChannel('email', 'x'), 'settings.to', 'missing'],
    ['a needed secret', newChannel('gotify', 'x'), 'settings.token', 'missing'],
  ])('%s', (_, draft, path, fault) => {
    expect(readChannel(draft).faults.get(path)).toBe(fault);
  });
});
