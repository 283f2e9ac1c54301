import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';

/** One topic filter, level by level. */
const TOPIC_FILTER = /^(?:#|(?:\+|[^#+/]*)(?:\/(?:\+|[^#+/]*))*(?:\/#)?)$/;

/** A text that must be true or false in one of the usual spellings. */
const flag = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.enum(['on', 'off', 'true', 'false', '1', '0', 'yes', 'no']))
  .transform((word) => ['on', 'true', '1', 'yes'].includes(word));

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port, 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a port, 0 to 65535');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const mqttUrl = z
  .url({ protocol: /^(mqtts?|tcp|tls|ssl|wss?)$/, hostname: /./ })
  .refine(
    (text) => new URL(text).password === '',
    'must not hold a password: use MQTT_PASSWORD or MQTT_PASSWORD_FILE',
  );

/** Topic filters by MQTT 5 section 4.7.1: `#` only as the last level, `+` only as a whole one. */
const topicFilters = list
  .pipe(z.array(z.string()).min(1, 'must name at least one topic'))
  .refine(
    (filters) => filters.every((filter) => TOPIC_FILTER.test(filter)),
    'must be topics such as devices/#',
  );

/** Host names as a Host header has them, without port. */
const hosts = list.refine(
  (names) =>
    names.every(
      (name) =>
        !name.includes(':') &&
        URL.canParse(`http://${name}`) &&
        new URL(`http://${name}`).hostname === name.toLowerCase(),
    ),
  'must be host names without port, such as plant.example',
);

const origins = list
  .refine((urls) => urls.every((url) => URL.canParse(url)), 'must be origins such as https://plant.example')
  .transform((urls) => urls.map((url) => new URL(url).origin));

const basePath = z
  .string()
  .regex(/^\/([A-Za-z0-9._~-]+\/)*[A-Za-z0-9._~-]*$/, 'must be a path such as / or /sensorium/')
  .transform((path) => (path.endsWith('/') ? path : `${path}/`));

/** Every setting by its environment variable, checked before anything starts. See the API page, section 1. */
const environmentSchema = z.object({
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: port.optional(),
  ALLOW_OPEN: flag.default(false),
  ALLOWED_HOSTS: hosts.default([]),
  ALLOWED_ORIGINS: origins.default([]),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  BASE_PATH: basePath.default('/'),
  TRUST_PROXY: flag.default(false),
  MQTT_URL: mqttUrl.optional(),
  MQTT_HOST: z.string().min(1).default('127.0.0.1'),
  MQTT_PORT: port.optional(),
  MQTT_TOPICS: topicFilters.default(['#']),
  MQTT_USERNAME: z.string().optional(),
  MQTT_PASSWORD: z.string().optional(),
  MQTT_PASSWORD_FILE: z.string().optional(),
  MQTT_CA_FILE: z.string().optional(),
  MQTT_CERT_FILE: z.string().optional(),
  MQTT_KEY_FILE: z.string().optional(),
  MQTT_CLIENT_ID: z
    .string()
    .regex(/^[^#+/\s]{1,64}$/, 'must have 1 to 64 characters without #, +, / and space')
    .optional(),
  MQTT_PUBLISH: z.enum(['off', 'status', 'all']).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  RETENTION_DAYS: z.coerce.number().int().min(1).optional(),
  DEMO: flag.optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  NOTIFY_ALLOW_LOOPBACK: flag.default(false),
});

/** Names of all settings, for telling a misspelt one. */
export const SETTING_NAMES = Object.keys(environmentSchema.shape);

export interface HttpSettings {
  host: string;
  /** The port, and whether it was asked for: a port that was not may give way to the next free one. */
  port: number;
  portGiven: boolean;
  allowedHosts: string[];
  allowedOrigins: string[];
  publicUrl: string | undefined;
  basePath: string;
  trustProxy: boolean;
}

export interface MqttSettings {
  /** External broker; undefined for the embedded one. */
  url: string | undefined;
  host: string;
  port: number;
  portGiven: boolean;
  topics: string[];
  username: string | undefined;
  password: string | undefined;
  caFile: string | undefined;
  /** PEM texts, read at start. */
  ca: string | undefined;
  cert: string | undefined;
  key: string | undefined;
  clientId: string | undefined;
  publish: 'off' | 'status' | 'all';
}

/** All settings, checked and resolved. Plain data: it crosses to the worker threads. */
export interface Settings {
  http: HttpSettings;
  mqtt: MqttSettings;
  dataDir: string;
  retentionDays: number | undefined;
  demo: boolean;
  /** Notices may go to this machine itself. */
  notifyAllowLoopback: boolean;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
}

/** All faults of the settings together; one line each. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `Sensorium does not start: ${faults.length} wrong setting(s)\n${faults.map((f) => `  - ${f}`).join('\n')}`,
    );
    this.name = 'SettingsError';
  }
}

type Variables = Readonly<Record<string, string | undefined>>;
type Environment = z.output<typeof environmentSchema>;

/** Checks the variables and resolves them. Files are named relative to `root`. Throws SettingsError. */
export function parseSettings(variables: Variables, root: string): Settings {
  const faults: string[] = [];
  const settings = resolveSettings(parseVariables(variables, faults), root, faults);
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

/** Each variable by itself, so that one fault hides no other; a wrong one counts as not given. */
function parseVariables(variables: Variables, faults: string[]): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  for (const { path, message } of parsed.error.issues) faults.push(`${String(path[0])}: ${message}`);
  const others = Object.entries(given).filter(([name]) => !wrong.has(name));
  return environmentSchema.parse(Object.fromEntries(others));
}

function resolveSettings(env: Environment, root: string, faults: string[]): Settings {
  if (!isLoopbackHost(env.HTTP_HOST) && !env.ALLOW_OPEN) {
    faults.push(
      `HTTP_HOST: ${env.HTTP_HOST} opens the dashboard to the network, where anyone could use it; set ALLOW_OPEN=on if that is meant`,
    );
  }
  if (env.MQTT_PASSWORD !== undefined && env.MQTT_PASSWORD_FILE !== undefined) {
    faults.push('MQTT_PASSWORD: give it or MQTT_PASSWORD_FILE, not both');
  }
  if ((env.MQTT_CERT_FILE === undefined) !== (env.MQTT_KEY_FILE === undefined)) {
    faults.push('MQTT_CERT_FILE: needs MQTT_KEY_FILE, and the other way round');
  }
  return {
    http: httpSettings(env),
    mqtt: mqttSettings(env, root, faults),
    dataDir: resolve(root, env.DATA_DIR),
    retentionDays: env.RETENTION_DAYS,
    demo: env.DEMO ?? env.MQTT_URL === undefined,
    notifyAllowLoopback: env.NOTIFY_ALLOW_LOOPBACK,
    logLevel: env.LOG_LEVEL,
  };
}

function httpSettings(env: Environment): HttpSettings {
  return {
    host: env.HTTP_HOST,
    port: env.HTTP_PORT ?? 3000,
    portGiven: env.HTTP_PORT !== undefined,
    allowedHosts: env.ALLOWED_HOSTS,
    allowedOrigins: env.ALLOWED_ORIGINS,
    publicUrl: env.PUBLIC_URL,
    basePath: env.BASE_PATH,
    trustProxy: env.TRUST_PROXY,
  };
}

function mqttSettings(env: Environment, root: string, faults: string[]): MqttSettings {
  const file = (name: keyof Environment & `MQTT_${string}_FILE`) =>
    readSettingFile(name, env[name], root, faults);
  return {
    url: env.MQTT_URL,
    host: env.MQTT_HOST,
    port: env.MQTT_PORT ?? 1883,
    portGiven: env.MQTT_PORT !== undefined,
    topics: env.MQTT_TOPICS,
    username: env.MQTT_USERNAME,
    password: env.MQTT_PASSWORD ?? file('MQTT_PASSWORD_FILE')?.trimEnd(),
    caFile: env.MQTT_CA_FILE === undefined ? undefined : resolve(root, env.MQTT_CA_FILE),
    ca: file('MQTT_CA_FILE'),
    cert: file('MQTT_CERT_FILE'),
    key: file('MQTT_KEY_FILE'),
    clientId: env.MQTT_CLIENT_ID,
    publish: env.MQTT_PUBLISH ?? (env.MQTT_URL === undefined ? 'all' : 'status'),
  };
}

function readSettingFile(
  name: string,
  path: string | undefined,
  root: string,
  faults: string[],
): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(resolve(root, path), 'utf8');
  } catch (error) {
    faults.push(`${name}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
    return undefined;
  }
}

/** True for a host name or address that only this machine reaches. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
