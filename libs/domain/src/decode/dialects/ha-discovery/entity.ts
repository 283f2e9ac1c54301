import type { MetricMeta } from '@sensorium/contracts';
import { parseTemplate } from './template.js';
import type { Options } from './words.js';

/** Where one value of an entity comes from. */
export interface Source {
  topic: string;
  template: string | undefined;
  /** What it is called where one entity has several; empty for its state. */
  part: string;
}

/** Topics of values with their templates, by the part of an entity that they are. */
const SOURCES: readonly (readonly [topic: string, template: string, part: string])[] = [
  ['state_topic', 'value_template', ''],
  ['current_temperature_topic', 'current_temperature_template', 'current_temperature'],
  ['current_humidity_topic', 'current_humidity_template', 'current_humidity'],
  ['temperature_state_topic', 'temperature_state_template', 'temperature'],
  ['target_humidity_state_topic', 'target_humidity_state_template', 'target_humidity'],
  ['mode_state_topic', 'mode_state_template', 'mode'],
  ['action_topic', 'action_template', 'action'],
  ['brightness_state_topic', 'brightness_value_template', 'brightness'],
  ['percentage_state_topic', 'percentage_value_template', 'percentage'],
  ['position_topic', 'position_template', 'position'],
];

/** Values of entities whose payload has a form of its own, in place of a template: member and part of each. */
const MEMBERS = new Map<string, readonly (readonly [member: string, part: string])[]>([
  [
    'light',
    [
      ['state', ''],
      ['brightness', 'brightness'],
      ['color_temp', 'color_temp'],
    ],
  ],
  [
    'device_tracker',
    [
      ['latitude', 'latitude'],
      ['longitude', 'longitude'],
      ['gps_accuracy', 'gps_accuracy'],
    ],
  ],
]);

export function sourcesOf(platform: string, options: Options): Source[] {
  const isJsonLight = platform === 'light' && options.text('schema') === 'json';
  if (isJsonLight) return membersOf(platform, options.topic('state_topic'));
  const places = platform === 'device_tracker' ? options.topic('json_attributes_topic') : undefined;
  return [...membersOf(platform, places), ...plainSources(options)];
}

function membersOf(platform: string, topic: string | undefined): Source[] {
  const members = topic === undefined ? [] : (MEMBERS.get(platform) ?? []);
  return members.map(([member, part]) => ({
    topic: topic ?? '',
    template: `{{ value_json.${member} }}`,
    part,
  }));
}

function plainSources(options: Options): Source[] {
  return SOURCES.flatMap(([topicName, templateName, part]) => {
    const topic = options.topic(topicName);
    const template =
      options.text(templateName) ?? (part === '' ? options.text('state_value_template') : undefined);
    return topic === undefined ? [] : [{ topic, template, part }];
  });
}

/** Last levels of topics that say nothing about which value it is. */
const PLAIN = new Set([
  'state',
  'value',
  'status',
  'json',
  'data',
  'telemetry',
  'sensor',
  'sensors',
  'attributes',
]);

/** Members that hold the one value of a topic, whatever it is. */
const VALUES = new Set(['value', 'val', 'v', 'numval']);

/**
 * Names by which a value may be called, best first: the members that its template picks, the topic without plain words,
 * the object id. A word that stands for a member leaves the member its name.
 */
export function namesOf({ topic, template, part }: Source, objectId: string, device: string): string[] {
  const parsed = template === undefined ? undefined : parseTemplate(template);
  const path = parsed?.path ?? null;
  const level = topic.split('/').findLast((one) => one !== '' && !PLAIN.has(one.toLowerCase()));
  const own = part === '' ? objectId : `${objectId}.${part}`;
  const isChoice = path !== null && parsed?.isChoice === true;
  const isAnyValue = path?.length === 1 && VALUES.has(path[0]?.toLowerCase() ?? '');
  const isNamed = path !== null && !isChoice && !isAnyValue;
  const ofTopic = part === '' && !isNamed && !isChoice && level !== device ? level : undefined;
  return [isNamed ? path.join('.') : ofTopic, own, path?.join('.')].filter(
    (name): name is string => name !== undefined && name !== '' && !name.includes('__proto__'),
  );
}

/** Kinds of entities that are on or off. */
const BINARY = new Set(['binary_sensor', 'switch', 'light', 'fan', 'siren', 'input_boolean']);

/**
 * What a configuration says of a value. `expire_after` tells how long silence may last: five intervals, as everywhere.
 */
export function metaOf(platform: string, options: Options, { part }: Source): MetricMeta {
  const isState = part === '';
  const unit = isState ? options.text('unit_of_measurement') : partUnit(part, options);
  const label = options.text('name');
  const expires = options.number('expire_after');
  return {
    ...(unit === undefined ? {} : { unit: unit.slice(0, 32) }),
    ...(isState && label !== undefined ? { label: label.slice(0, 256) } : {}),
    ...(isState && BINARY.has(platform) ? { kind: 'boolean' as const } : {}),
    ...(isState ? bounds(platform, options) : {}),
    ...(expires === undefined || expires <= 0 ? {} : { interval: (expires * 1_000) / 5 }),
    ...classOf(options, isState),
  };
}

function partUnit(part: string, options: Options): string | undefined {
  if (part.endsWith('temperature')) return options.text('temperature_unit') ?? '°C';
  return part.endsWith('humidity') || part === 'percentage' || part === 'position' ? '%' : undefined;
}

function bounds(platform: string, options: Options): Pick<MetricMeta, 'min' | 'max' | 'settable'> {
  const settable = options.topic('command_topic') !== undefined;
  if (platform !== 'number') return settable ? { settable } : {};
  return {
    min: options.number('min') ?? 1,
    max: options.number('max') ?? 100,
    ...(settable ? { settable } : {}),
  };
}

function classOf(options: Options, isState: boolean): Pick<MetricMeta, 'class'> {
  const name = options.text('device_class');
  return isState && name !== undefined ? { class: name.slice(0, 64) } : {};
}

/** Words of a binary entity as booleans; undefined for a platform that has none. */
export function wordsOf(platform: string, options: Options): { on: string; off: string } | undefined {
  if (!BINARY.has(platform)) return undefined;
  return {
    on: options.text('state_on') ?? options.text('payload_on') ?? 'ON',
    off: options.text('state_off') ?? options.text('payload_off') ?? 'OFF',
  };
}
