import {
  ownIdSchema,
  ruleBodySchema,
  RULES_PER_FILE_MAX,
  type AlertRule,
  type RuleBody,
} from '@sensorium/contracts';
import { isDeepStrictEqual } from 'node:util';
import { isScalar, parseDocument, stringify, visit, type Document } from 'yaml';
import * as z from 'zod';
import { ApiError } from '../ports/api-error.js';

/** Aliases that one file may resolve; an export has none. */
const ALIASES_MAX = 100;

/** One rule of a file: a field that is not known is an error there, for nobody sees that it has no effect. */
export const fileRuleSchema = ruleBodySchema.safeExtend({ id: ownIdSchema.optional() }).strict();

const fileSchema = z.strictObject({
  version: z.literal(1),
  rules: z.array(z.unknown()).max(RULES_PER_FILE_MAX),
});

/** What a rule is when nothing but what is needed is said. */
const DEFAULTS = new Map<string, unknown>(
  Object.entries(
    ruleBodySchema.parse({ name: 'any', metric: 'any', condition: { type: 'above', value: 0 } }),
  ).filter(([field]) => !['name', 'metric', 'condition', 'severity', 'enabled'].includes(field)),
);

/** What a person writes of a rule: without what we keep of it, and without fields that say nothing. */
export function writtenOf(rule: RuleBody | AlertRule): Partial<RuleBody> {
  const body = ruleBodySchema.parse({ ...rule, by: undefined });
  const said = Object.entries(body).filter(
    ([field, value]) =>
      value !== undefined && !(DEFAULTS.has(field) && isDeepStrictEqual(value, DEFAULTS.get(field))),
  );
  return Object.fromEntries(said);
}

/** Rules as a YAML file (YAML 1.2, core schema), each with its id; reading it gives exactly these again. */
export function writeRules(rules: readonly AlertRule[]): string {
  const written = rules.map((rule) => ({ id: rule.id, ...writtenOf(rule) }));
  return stringify({ version: 1, rules: written }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The rules of such a file as they stand there, not checked yet. Throws `bad-request` for what is no such file. */
export function readRules(yaml: string): unknown[] {
  const file = fileSchema.safeParse(parse(yaml));
  if (file.success) return file.data.rules;
  throw unreadable(file.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}

function parse(yaml: string): unknown {
  try {
    // The library compares each key with all others; a long mapping would take it minutes.
    const document = parseDocument(yaml, { uniqueKeys: false });
    const [fault] = document.errors;
    if (fault) throw fault;
    checkKeys(document);
    return document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw unreadable([{ path: '', message: error instanceof Error ? error.message : String(error) }]);
  }
}

function checkKeys(document: Document.Parsed): void {
  visit(document, {
    Map: (_place, map) => {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : key;
        if (keys.has(name)) throw unreadable([{ path: '', message: `${String(name)} is there twice` }]);
        keys.add(name);
      }
    },
  });
}

function unreadable(details: { path: string; message: string }[]): ApiError {
  return new ApiError('bad-request', 'this is no file of rules', details.slice(0, 100));
}
