import { META_LIMITS, ruleBodySchema, type AlertRule, type RuleBody } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryAlerts } from '../../test/memory-alerts.js';
import { RuleCheck } from './rule-check.js';
import { RuleFiles } from './rule-files.service.js';
import { fileRuleSchema, readRules, writeRules, writtenOf } from './rule-yaml.js';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const limit = fc.oneof(number, fc.constantFrom(...META_LIMITS));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('no', '~', '0x1F', '1e3', '- a', 'a: b', '# x', '2026-11-23', '|', '\u2028', 'é\r\n b '),
);
const name = text.filter((one) => one.trim().length > 0);
const key = fc.stringMatching(/^[a-z<~:# -]{1,12}$/).filter((one) => one.trim() === one && one.length > 0);
const labels = fc.dictionary(key, text, { maxKeys: 4 });
const duration = fc.integer({ min: 1_000, max: 31_536_000_000 });
const condition = fc.oneof(
  fc.record({ type: fc.constantFrom('above', 'below'), value: limit }),
  fc.record({ type: fc.constantFrom('outside', 'inside'), low: fc.constant(-1), high: fc.nat() }),
  fc.record({ type: fc.constantFrom('equals', 'not-equals'), value: fc.oneof(number, text, fc.boolean()) }),
  fc.record({ type: fc.constant('flatline'), forMs: duration }),
);
const body = fc
  .record(
    {
      name,
      condition,
      metric: fc.constant('t'),
      severity: fc.constantFrom('info', 'warning', 'critical'),
      enabled: fc.boolean(),
      devices: fc.array(fc.constantFrom('a/*', '**', '*'), { maxLength: 3 }),
      labels,
      forMs: duration,
      clearForMs: duration,
      runbook: text,
      grouping: fc.record({ waitMs: duration }, { requiredKeys: [] }),
      overrides: fc.array(fc.record({ labels, forMs: duration }, { requiredKeys: [] }), { maxLength: 3 }),
      escalation: fc.array(fc.record({ afterMs: duration, channels: fc.constant(['ops']) }), {
        maxLength: 2,
      }),
    },
    { requiredKeys: ['name', 'condition', 'metric'] },
  )
  .map((one) => ruleBodySchema.parse(one));

function ruleOf(one: RuleBody, place: number): AlertRule {
  return { ...one, id: `r${place}`, version: 1, createdAt: 1, updatedAt: 1, by: 'Ada', matches: 0 };
}

describe('a file of rules', () => {
  it('gives exactly the rules that were written', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 5 }), (bodies) => {
        const read = readRules(writeRules(bodies.map(ruleOf))).map((one) => fileRuleSchema.parse(one));
        expect(read).toEqual(bodies.map((one, place) => ({ ...one, id: `r${place}` })));
      }),
    );
  });

  it('says only what is not so anyway', () => {
    const rule = ruleBodySchema.parse({
      ...{ name: 'Too warm', metric: 't', runbook: 'Open the window.' },
      condition: { type: 'above', value: 30 },
    });
    expect(writeRules([ruleOf(rule, 1)])).toBe(
      [
        'version: 1',
        'rules:',
        '  - id: r1',
        '    name: Too warm',
        '    severity: warning',
        '    enabled: true',
        '    metric: t',
        '    condition:',
        '      type: above',
        '      value: 30',
        '    runbook: Open the window.\n',
      ].join('\n'),
    );
  });

  it.each([
    ['no YAML', 'version: [1'],
    ['no mapping', '- a'],
    ['another version', 'version: 2\nrules: []'],
    ['no rules', 'version: 1'],
    ['a field that is not known', 'version: 1\nrules: []\nextra: 1'],
    ['a key that is there twice', 'version: 1\nrules: []\nrules: []'],
    ['several documents', 'version: 1\nrules: []\n---\nversion: 1\nrules: []'],
    ['more rules than one may hold', `version: 1\nrules: [${'1,'.repeat(1_001)}]`],
    ['depth without end', '['.repeat(100_000)],
    [
      'aliases that unfold without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((one, n) => `${one}: &${one} [${`*${'abcdefgh'[n]},`.repeat(9)}]`)
        .join('\n')}\nversion: 1\nrules: *h`,
    ],
  ])('with %s is refused', (_what, yaml) => {
    expect(() => readRules(yaml)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });

  it('of many keys is refused', () => {
    const keys = Array.from({ length: 30_000 }, (_, n) => `k${n}:`).join('\n');
    expect(() => readRules(keys)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });
});

const CHECK = new RuleCheck({ unknown: (ids) => ids.filter((id) => id === 'gone') });

describe('an import', () => {
  const above = { metric: 't', condition: { type: 'above', value: 30 } } as const;

  async function prepare(): Promise<{ calls: MemoryAlerts; files: RuleFiles }> {
    const calls = new MemoryAlerts();
    for (const one of ['A', 'B']) await calls.createRule(ruleBodySchema.parse({ ...above, name: one }));
    return { calls, files: new RuleFiles(calls, CHECK) };
  }

  it('of an export changes nothing', async () => {
    const { calls, files } = await prepare();
    const before = await calls.rules();
    const report = await files.import({ yaml: await files.export(), mode: 'replace', dryRun: false });
    expect(report).toMatchObject({ created: 0, replaced: 0, unchanged: 2, refused: 0 });
    expect(await calls.rules()).toEqual(before);
  });

  it('makes of an export the same rules elsewhere', async () => {
    const { calls, files } = await prepare();
    const other = new MemoryAlerts();
    const report = await new RuleFiles(other, CHECK).import({
      yaml: await files.export(),
      mode: 'add',
      dryRun: false,
    });
    expect(report).toMatchObject({ created: 2, refused: 0 });
    expect((await other.rules()).map(writtenOf)).toEqual((await calls.rules()).map(writtenOf));
  });

  it('replaces by id, else by name, and reports each rule, also the refused', async () => {
    const { calls, files } = await prepare();
    const yaml = [
      'version: 1',
      'rules:',
      '  - {id: r1, name: New name, metric: t, condition: {type: above, value: 31}}',
      '  - {name: B, metric: t, condition: {type: above, value: 30}}',
      '  - {name: C, metric: t, condition: {type: above, value: 30}}',
      '  - {name: D, metric: t, condition: {type: above, value: 30}, serverity: critical}',
      '  - {name: E, condition: {type: above, value: 30}}',
      '  - 5',
      '  - {name: F, metric: t, condition: {type: above, value: 30}, channels: [gone]}',
    ].join('\n');
    const dry = await files.import({ yaml, mode: 'replace', dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, created: 1, replaced: 1, unchanged: 1, refused: 4 });
    expect(await calls.rules()).toHaveLength(2);
    const done = await files.import({ yaml, mode: 'replace', dryRun: false, by: 'Ada' });
    expect(done.rules.map(({ outcome, id }) => [outcome, id])).toEqual([
      ...[
        ['replaced', 'r1'],
        ['unchanged', 'r2'],
        ['created', 'r3'],
      ],
      ...[
        ['refused', null],
        ['refused', null],
        ['refused', null],
        ['refused', null],
      ],
    ]);
    expect(done.rules[4]).toMatchObject({ name: 'E', errors: [{ path: 'metric' }] });
    expect(done.rules[6]).toMatchObject({ name: 'F', errors: [{ path: 'channels' }] });
    expect(await calls.rule('r1')).toMatchObject({ name: 'New name', version: 2, by: 'Ada' });
  });
});
