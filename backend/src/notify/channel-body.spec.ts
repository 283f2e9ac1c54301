import { channelBodySchema } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import type { StoredChannel } from '../ports/notify-store.js';
import { keptSettings, shownChannel } from './channel-body.js';

const settings = { url: 'https://a.example/', secret: 'hush', format: 'sensorium' };
const known: StoredChannel = {
  ...{ id: 'c', name: 'c', enabled: true, type: 'webhook', settings, health: null },
  ...{ createdAt: 1, updatedAt: 1 },
};

const body = (more: object) =>
  channelBodySchema.parse({ name: 'c', type: 'webhook', settings: { url: 'https://b.example/', ...more } });

it('shows which secrets are set, and none of them', () => {
  const { settings: shown, secrets } = shownChannel(known);
  expect(shown).toEqual({ url: 'https://a.example/', format: 'sensorium' });
  expect(secrets).toEqual(['secret']);
  const slack = shownChannel({ ...known, type: 'slack', settings: { url: 'https://hooks.example/x' } });
  expect(slack).toMatchObject({ settings: {}, secrets: ['url'] });
});

describe('a body', () => {
  it('keeps a secret that it leaves out', () => {
    expect(keptSettings(body({}), known)).toMatchObject({ url: 'https://b.example/', secret: 'hush' });
  });

  it('deletes it by null, and sets a new one', () => {
    expect(keptSettings(body({ secret: null }), known)).not.toHaveProperty('secret');
    expect(keptSettings(body({ secret: 'new' }), known)).toMatchObject({ secret: 'new' });
    expect(keptSettings(body({}), undefined)).not.toHaveProperty('secret');
  });
});
