import type { Channel, ChannelBody, ChannelType } from '@sensorium/contracts';
import { CHANNEL_FIELDS, type ChannelField, type FieldName } from './channel-fields';

/** A setting as it is typed: a text, several texts, or yes and no. */
export type FieldValue = string | boolean | readonly string[];

/** What becomes of a secret: it stays as it is set, is replaced by what is typed, deleted; `none` is set. */
export type SecretState = 'none' | 'set' | 'replace' | 'delete';

export interface ChannelDraft {
  type: ChannelType;
  name: string;
  enabled: boolean;
  values: ReadonlyMap<FieldName, FieldValue>;
  secrets: ReadonlyMap<FieldName, SecretState>;
}

export type ChannelFault = 'missing' | 'url' | 'number';

export function newChannel(type: ChannelType, name: string): ChannelDraft {
  return {
    type,
    name,
    enabled: true,
    values: new Map(CHANNEL_FIELDS[type].map((field) => [field.name, startOf(field)])),
    secrets: new Map(secretsOf(type).map((field) => [field.name, 'none'])),
  };
}

/** A channel as it stands in the fields; null for the one that is built in. */
export function channelDraft(channel: Channel): ChannelDraft | null {
  const { type, name, enabled } = channel;
  if (type === 'page') return null;
  const settings = new Map(Object.entries(channel.settings));
  const values = CHANNEL_FIELDS[type].map((field): [FieldName, FieldValue] => [
    field.name,
    typedOf(field, settings.get(field.name)),
  ]);
  const isSet = (field: ChannelField): SecretState => (channel.secrets.includes(field.name) ? 'set' : 'none');
  return {
    type,
    name,
    enabled,
    values: new Map(values),
    secrets: new Map(secretsOf(type).map((field) => [field.name, isSet(field)])),
  };
}

/** Reads a draft. A secret that stays is left out of the body; what cannot be read stands in `faults` by its path. */
export function readChannel(draft: ChannelDraft): { body: ChannelBody; faults: Map<string, ChannelFault> } {
  const faults = new Map<string, ChannelFault>();
  const settings: Record<string, unknown> = {};
  if (draft.name.trim() === '') faults.set('name', 'missing');
  for (const field of CHANNEL_FIELDS[draft.type]) {
    const read = field.kind === 'secret' ? readSecret(draft, field) : readValue(draft, field);
    if (read.fault) faults.set(`settings.${field.name}`, read.fault);
    if (read.value !== undefined) settings[field.name] = read.value;
  }
  const { type, name, enabled } = draft;
  // The settings are those of the type: its fields made them.
  const body = { type, name: name.trim(), enabled, settings } as ChannelBody;
  return { body, faults };
}

interface Read {
  value?: unknown;
  fault?: ChannelFault;
}

function readValue({ values }: ChannelDraft, { name, kind, needed }: ChannelField): Read {
  const typed = values.get(name) ?? '';
  if (typeof typed === 'boolean') return { value: typed };
  const text = typeof typed === 'string' ? typed.trim() : typed;
  if (text.length === 0) return needed ? { fault: 'missing' } : {};
  if (kind === 'number') return /^\d+$/u.test(String(text)) ? { value: Number(text) } : { fault: 'number' };
  if (kind === 'url' && !isWebAddress(String(text))) return { value: text, fault: 'url' };
  return { value: kind === 'template' ? typed : text };
}

function readSecret({ values, secrets }: ChannelDraft, { name, needed }: ChannelField): Read {
  const state = secrets.get(name) ?? 'none';
  const text = String(values.get(name) ?? '').trim();
  if (state === 'set') return {};
  if (state === 'delete') return needed ? { value: null, fault: 'missing' } : { value: null };
  if (text === '') return needed || state === 'replace' ? { fault: 'missing' } : {};
  return name === 'url' && !isWebAddress(text) ? { value: text, fault: 'url' } : { value: text };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);
}

function secretsOf(type: ChannelType): ChannelField[] {
  return CHANNEL_FIELDS[type].filter(({ kind }) => kind === 'secret');
}

function startOf({ kind, start = '' }: ChannelField): FieldValue {
  if (kind === 'check') return false;
  return kind === 'list' ? [] : start;
}

function typedOf(field: ChannelField, value: unknown): FieldValue {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
  return startOf({ ...field, start: '' });
}
