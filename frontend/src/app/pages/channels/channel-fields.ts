import type { ChannelType } from '@sensorium/contracts';

/** How a setting is typed. `list`: several short texts; `secret`: never shown again. */
export type FieldKind = 'text' | 'url' | 'number' | 'secret' | 'list' | 'choice' | 'check' | 'template';

/** A name of a setting, as the server knows it. */
export type FieldName =
  | 'url'
  | 'secret'
  | 'format'
  | 'host'
  | 'port'
  | 'security'
  | 'username'
  | 'password'
  | 'from'
  | 'to'
  | 'subject'
  | 'token'
  | 'chat'
  | 'server'
  | 'topic'
  | 'retain'
  | 'template';

/** One setting of a channel. `start`: what a new channel has; `choices` of a `choice`. */
export interface ChannelField {
  name: FieldName;
  kind: FieldKind;
  needed?: boolean;
  start?: string;
  example?: string;
  choices?: readonly string[];
}

const template: ChannelField = { name: 'template', kind: 'template' };
const hook = (example: string): readonly ChannelField[] => [
  { name: 'url', kind: 'secret', needed: true, example },
  template,
];

/** Settings of each type, in the order of their form. */
export const CHANNEL_FIELDS: Readonly<Record<ChannelType, readonly ChannelField[]>> = {
  webhook: [
    { name: 'url', kind: 'url', needed: true, example: 'https://example.org/hooks/sensorium' },
    { name: 'format', kind: 'choice', start: 'sensorium', choices: ['sensorium', 'alertmanager'] },
    { name: 'secret', kind: 'secret' },
  ],
  email: [
    { name: 'host', kind: 'text', needed: true, example: 'smtp.example.org' },
    { name: 'port', kind: 'number', start: '587' },
    { name: 'security', kind: 'choice', start: 'auto', choices: ['auto', 'starttls', 'tls', 'none'] },
    { name: 'username', kind: 'text' },
    { name: 'password', kind: 'secret' },
    { name: 'from', kind: 'text', needed: true, example: 'sensorium@example.org' },
    { name: 'to', kind: 'list', needed: true, example: 'team@example.org' },
    { name: 'subject', kind: 'text' },
    template,
  ],
  slack: hook('https://hooks.slack.com/services/…'),
  teams: hook('https://….logic.azure.com/workflows/…'),
  discord: hook('https://discord.com/api/webhooks/…'),
  telegram: [
    { name: 'token', kind: 'secret', needed: true, example: '123456:ABC…' },
    { name: 'chat', kind: 'text', needed: true, example: '-1001234567890' },
    { name: 'server', kind: 'url', start: 'https://api.telegram.org' },
    template,
  ],
  ntfy: [
    { name: 'server', kind: 'url', start: 'https://ntfy.sh' },
    { name: 'topic', kind: 'text', needed: true, example: 'cold-chain-alerts' },
    { name: 'token', kind: 'secret' },
    template,
  ],
  gotify: [
    { name: 'server', kind: 'url', needed: true, example: 'https://gotify.example.org' },
    { name: 'token', kind: 'secret', needed: true },
    template,
  ],
  mqtt: [
    { name: 'topic', kind: 'text', needed: true, example: 'sensorium/plant/alerts' },
    { name: 'retain', kind: 'check' },
  ],
  'web-push': [],
};

/** Every type that can be made, in the order of the menu. */
export const CHANNEL_TYPES = Object.keys(CHANNEL_FIELDS) as readonly ChannelType[];
