import type { DeviceMeta, MetricMeta, Rejection } from '@sensorium/contracts';
import { isStorableName } from '@sensorium/contracts';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DescriptionFact, type DeviceKey } from '../../outcome.js';
import { bareDevice, objectDevice } from '../generic/topic.js';
import { locate } from './owners.js';
import { metaOf, namesOf, sourcesOf, wordsOf, type Source } from './entity.js';
import { BINDINGS_MAX, bound, unbound, type Binding, type DiscoveryState } from './state.js';
import { parseTemplate } from './template.js';
import type { ConfigTopic } from './topic.js';
import { Options } from './words.js';

type Outcome = DialectOutcome<DiscoveryState>;
type Metrics = NonNullable<DeviceMeta['metrics']>;

/** Components of one device in one configuration. */
const COMPONENTS_MAX = 512;

/** What was read of a configuration so far. */
interface Reading {
  config: string;
  device: DeviceKey;
  /** The base topic of the Zigbee2MQTT that wrote it. */
  zigbee: string | undefined;
  /** Whose values they are, if another dialect reads them: its availability is said of it too. */
  owner: DeviceKey | undefined;
  state: DiscoveryState;
  topics: Map<string, Binding[]>;
  /** Descriptions of values by the device that they belong to. */
  metrics: Map<DeviceKey, Metrics>;
  refused: Rejection[];
}

/** Decodes a configuration of one entity, or of a device with its components. */
export function decodeConfig(message: IncomingMessage, topic: ConfigTopic, state: DiscoveryState): Outcome {
  const config = message.topic.text;
  if (message.isEmpty) return { ...decoded([]), state: unbound(state, config) };
  const body = message.object();
  if (!body) return rejected('bad-config');
  const options = Options.of(body);
  const device = deviceOf(options, topic);
  if (!device) return rejected('bad-id');
  const reading: Reading = {
    ...{ config, device, state, zigbee: zigbeeBaseOf(options), owner: undefined },
    ...{ topics: new Map(), metrics: new Map(), refused: [] },
  };
  for (const [objectId, platform, one] of componentsOf(options, topic))
    readEntity(reading, objectId, platform, one);
  if (reading.topics.size === 0 && reading.refused.length === 0) return ignored('metadata');
  return {
    ...decoded(descriptions(reading, options), reading.refused),
    state: bound(reading.state, config, reading.topics),
  };
}

/** The device by what it says of itself; without that, by what the topics say. */
function deviceOf(options: Options, topic: ConfigTopic): DeviceKey | undefined {
  const id = identifierOf(options) ?? topic.node ?? publisherOf(options);
  return deviceKey('ha-discovery', '', id ?? options.text('unique_id') ?? topic.object);
}

/** The first of its identifiers; one of its connections, which are pairs of a kind and an address, is as good. */
function identifierOf(options: Options): string | undefined {
  const device = options.object('device');
  const identifiers = device?.raw('identifiers');
  const connections = device?.raw('connections');
  const connection: unknown = Array.isArray(connections) ? connections[0] : undefined;
  const first: unknown = Array.isArray(identifiers) ? identifiers[0] : identifiers;
  const address: unknown = Array.isArray(connection) ? connection[1] : undefined;
  return [first, address].map(wordOf).find((word) => word !== undefined);
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}

const BRIDGE = /^(.+)\/bridge\/state$/;

/** Where its bridge says that it is there, if Zigbee2MQTT says that it wrote this. */
function zigbeeBaseOf(options: Options): string | undefined {
  if (options.object('origin')?.text('name') !== 'Zigbee2MQTT') return undefined;
  const topics = [
    options.topic('availability_topic'),
    ...options.list('availability').map((one) => one.topic('topic')),
  ];
  return topics.map((topic) => BRIDGE.exec(topic ?? '')?.[1]).find((base) => base !== undefined);
}

const NAMESPACE = /^homeassistant\/[a-z_]+\//;

/** Entities without a device are of whoever publishes their state: two on one topic are one device. */
function publisherOf(options: Options): string | undefined {
  const path = options
    .topic('state_topic')
    ?.split('/')
    .filter((level) => level !== '');
  if (!path || path.length < 2 || path.some((level) => level === '+' || level === '#')) return undefined;
  const isPicked = options.text('value_template')?.includes('value_json') === true;
  const object = objectDevice(path)?.id;
  const id = isPicked || object !== path.join('/') ? object : bareDevice(path)?.id;
  return id?.replace(NAMESPACE, '');
}

function componentsOf(options: Options, { component, object }: ConfigTopic): [string, string, Options][] {
  if (component !== 'device') return [[options.text('object_id') ?? object, component, options]];
  return options
    .entries('components')
    .slice(0, COMPONENTS_MAX)
    .map(([name, one]) => {
      const own = options.with(one);
      return [name, Options.of(one).text('platform') ?? '', own];
    });
}

function readEntity(reading: Reading, objectId: string, platform: string, options: Options): void {
  for (const source of sourcesOf(platform, options))
    readSource(reading, { objectId, platform, options, source });
  readAvailability(reading, options);
}

interface Entity {
  objectId: string;
  platform: string;
  options: Options;
  source: Source;
}

function readSource(reading: Reading, { objectId, platform, options, source }: Entity): void {
  const { topic, template } = source;
  const meta = metaOf(platform, options, source);
  const parsed = template === undefined ? undefined : parseTemplate(template);
  const owner = locate(topic, parsed?.path ?? null, reading.zigbee);
  if (owner) {
    reading.owner = owner.device;
    const isAsSent = template === undefined || parsed?.isAsSent === true;
    note(reading.metrics, owner.device, { [owner.metric]: isAsSent ? meta : withoutMeasure(meta) });
    bind(reading, topic, undefined);
    return;
  }
  const metric = nameFor(reading, namesOf(source, objectId, reading.device.id));
  if (metric === undefined) return;
  note(reading.metrics, reading.device, { [metric]: meta });
  if (template !== undefined && !parsed) {
    reading.refused.push({ path: `${metric}: ${template}`.slice(0, 256), reason: 'template-unsupported' });
    bind(reading, topic, undefined);
  } else {
    const { config, device } = reading;
    bind(reading, topic, {
      type: 'value',
      config,
      device,
      metric,
      template,
      words: wordsOf(platform, options),
    });
  }
}

/** Of a value that is shown in another unit than it is sent in, what still is true of the one that is sent. */
function withoutMeasure({ label, interval }: MetricMeta): MetricMeta {
  return { ...(label === undefined ? {} : { label }), ...(interval === undefined ? {} : { interval }) };
}

/** The first name that no other configuration of the device has taken. */
function nameFor(reading: Reading, names: readonly string[]): string | undefined {
  const { device, config } = reading;
  const isFree = (name: string): boolean => {
    const taken = reading.state.metrics.get(`${device.id}\0${name}`);
    return (
      (taken === undefined || taken === config) && !Object.hasOwn(reading.metrics.get(device) ?? {}, name)
    );
  };
  const name = names.filter(isStorableName).find(isFree);
  if (name !== undefined)
    reading.state = {
      ...reading.state,
      metrics: reading.state.metrics.with(`${device.id}\0${name}`, config),
    };
  return name;
}

/** One topic, or a list of them, each with its own words. */
function readAvailability(reading: Reading, options: Options): void {
  const modeText = options.text('availability_mode');
  const mode = modeText === 'all' || modeText === 'any' ? modeText : 'latest';
  const single = options.topic('availability_topic');
  const list = single === undefined ? options.list('availability') : [options];
  for (const one of list.slice(0, BINDINGS_MAX)) {
    const topic = single ?? one.topic('topic');
    if (topic === undefined || locate(topic, null, reading.zigbee)) continue;
    const template = one.text(single === undefined ? 'value_template' : 'availability_template');
    const { config, owner: device = reading.device } = reading;
    const on = one.text('payload_available') ?? 'online';
    const off = one.text('payload_not_available') ?? 'offline';
    const has = reading.topics.get(topic)?.some(({ type }) => type === 'availability');
    if (has !== true) bind(reading, topic, { type: 'availability', config, device, template, on, off, mode });
  }
}

/** Remembers a topic; without a binding only that the configuration was understood. */
function bind({ topics }: Reading, topic: string, binding: Binding | undefined): void {
  const list = topics.get(topic) ?? [];
  if (binding && list.length < BINDINGS_MAX) list.push(binding);
  topics.set(topic, list);
}

function note(metrics: Reading['metrics'], device: DeviceKey, added: Metrics): void {
  metrics.set(device, { ...metrics.get(device), ...added });
}

function descriptions({ device, metrics }: Reading, options: Options): DescriptionFact[] {
  return Array.from(metrics, ([key, described]) => {
    const meta: DeviceMeta = { ...(key === device ? aboutDevice(options) : {}), metrics: described };
    return {
      type: 'description',
      device: key,
      meta,
      mode: 'merge',
      ...(key === device ? viaOf(options) : {}),
    };
  });
}

function aboutDevice(options: Options): DeviceMeta {
  const about = options.object('device');
  const name = about?.text('name');
  const model = [about?.text('manufacturer'), about?.text('model')]
    .filter((part) => part !== undefined)
    .join(' ');
  const site = about?.text('suggested_area');
  return {
    ...(name === undefined ? {} : { name: name.slice(0, 256) }),
    ...(model === '' ? {} : { model: model.slice(0, 256) }),
    ...(site === undefined ? {} : { site: site.slice(0, 256) }),
  };
}

/** `via_device`: the identifier of the device that this one speaks through. */
function viaOf(options: Options): Pick<DescriptionFact, 'parent'> {
  const via = options.object('device')?.text('via_device');
  return via === undefined ? {} : { parent: deviceKey('ha-discovery', '', via) };
}
