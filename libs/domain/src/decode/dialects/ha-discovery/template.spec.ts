import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from './template.js';

/** What a template picks of a payload; `unsupported`, or `nothing`. */
function run(template: string, payload: string): unknown {
  const parsed = parseTemplate(template);
  if (!parsed) return 'unsupported';
  const result = parsed.run(payload, () => {
    try {
      return JSON.parse(payload) as unknown;
    } catch {
      return undefined;
    }
  });
  return result ? result.value : 'nothing';
}

describe('a template', () => {
  it.each([
    ['{{ value }}', '21.5', '21.5'],
    ['{{value|float}}', '21.5', 21.5],
    ['{{ value_json.a.b }}', '{"a":{"b":3}}', 3],
    ["{{ value_json['a b'][1] }}", '{"a b":[1,2]}', 2],
    ['{{ value_json["x"].y | round(1) }}', '{"x":{"y":1.26}}', 1.3],
    ['{{ value_json.x | float(0) | multiply(0.1) | round(2) }}', '{"x":"123"}', 12.3],
    ['{{ value_json.x | default("none") }}', '{}', 'none'],
    ['{{ value_json.x | float(0) }}', '{"x":"-"}', 0],
    ['{{ value_json.x | float }}', '{"x":"-"}', 'nothing'],
    ['{{ value_json.x | is_defined }}', '{}', 'nothing'],
    ["{{ value | lower | replace('opened', 'open') }}", 'OPENED', 'open'],
    ['{{ value_json.x | float(default=0) | round(1) }}', '{"x":"-"}', 0],
    ['{{ (value_json.x | float(0)) | round(1) }}', '{"x":"7.26"}', 7.3],
    ['{{ value_json.x.1 }}', '{"x":[1,2]}', 2],
    ["{{ value_json['x'] if value_json['x'] is defined }}", '{"x":3}', 3],
    [
      '{{value_json.a.b if value_json.a is defined and value_json.a.b is defined else 0}}',
      '{"a":{"b":3}}',
      3,
    ],
    ['{{value_json.a.b if value_json.a is defined and value_json.a.b is defined else 0}}', '{}', 'nothing'],
    ['{{- value_json.x -}}', '{"x":true}', true],
    ['{{ value | int }}', '7.9', 7],
    ['{{ value_json.x / 10 }}', '{"x":215}', 21.5],
    ['{{ value | float / 10 | round(1) }}', '215', 21.5],
    ['{{ (value_json.x | float(0) * 9 / 5 + 32) | round(1) }}', '{"x":20}', 68],
    ['{{ value_json.x - 3 }}', '{"x":"?"}', 'nothing'],
    ["{{ 'ON' if value == '1' else 'OFF' }}", '1', 'ON'],
    ["{{ 'ON' if value_json.x else 'OFF' }}", '{"x":0}', 'OFF'],
    ["{{ 'ON' if value_json.x == true else 'OFF' }}", '{"x":1}', 'ON'],
    ["{{ 'ON' if value_json.x | int > 5 else 'OFF' }}", '{"x":"7"}', 'ON'],
    ["{{ 'ON' if value_json.x != 'open' else 'OFF' }}", '{"y":1}', 'nothing'],
    ["{{ value_json.get('x') }}", '{"x":3}', 3],
    ["{{ value_json.a.get('x', 0) | round(1) }}", '{"a":{}}', 'nothing'],
    ['{{ value_json.get }}', '{"get":3}', 3],
    ["{{ value_json.x if value_json.x is not none else 'None' }}", '{"x":3}', 3],
    ['{% if value_json.x == 1 %}on {%- else -%} off{% endif %}', '{"x":1}', 'on'],
    ['{% if value_json["x"] %}1{% else %}0{% endif %}', '{"x":false}', '0'],
    ['{{ value | timestamp_utc }}', '0', '1970-01-01T00:00:00.000Z'],
  ])('%s of %s', (template, payload, expected) => {
    expect(run(template, payload)).toEqual(expected);
  });

  it.each([
    "{{ value_json.__class__.__mro__ | map('x') }}",
    '{% for i in range(10) %}{{ i }}{% endfor %}',
    '{{ 1 + 1 }}',
    '{{ value_json.x / 0 }}',
    '{{ value_json.x + 1 * 2 }}',
    '{{ value_json.x / value_json.y }}',
    '{{ value_json.x * }}',
    "{{ 'ON' if value == '1' }}",
    "{{ 'ON' if value_json.x == value_json.y else 'OFF' }}",
    "{{ 'ON' if states('a') else 'OFF' }}",
    "{{ 'ON' if value in ['1'] else 'OFF' }}",
    '{{ value_json.x if value_json.y is defined else 0 }}',
    '{{ value_json.x if value_json.x == 1 else 0 }}',
    '{{ value_json.x if value_json.x is defined else value }}',
    '{{ value_json.x | float(other=1) }}',
    '{{ (value_json.x }}',
    '{{ value_json.get(value) }}',
    "{{ value_json.get('x', value) }}",
    '{% if value_json.x %}1{% endif %}',
    '{% if value_json.x %}{{ value }}{% else %}0{% endif %}',
    '{{ states("sensor.x") }}',
    '{{ value_json.x() }}',
    '{{ value.constructor }}',
    '{{ value_json.x | eval }}',
    '{{ value_json.x',
    'text {{ value }}',
    '{{ value }}{{ value }}',
    `{{ value${' | float'.repeat(40)} }}`,
    `{{ value_json${'.a'.repeat(1_000)} }}`,
  ])('%s is not supported', (template) => {
    expect(run(template, '{"x":1}')).toBe('unsupported');
  });

  it.each(['constructor', '__proto__', 'toString', 'length'])(
    'finds no %s that the payload does not have',
    (name) => {
      expect(run(`{{ value_json.${name} }}`, '{"x":1}')).toBe('nothing');
      expect(run(`{{ value_json.x['${name}'] }}`, '{"x":"text"}')).toBe('nothing');
    },
  );

  it('never throws, whatever it holds', () => {
    const part = fc.constantFrom(
      '{{',
      '}}',
      ' value',
      '_json',
      '.a',
      '[0]',
      "['b']",
      '|',
      'float',
      '(',
      ')',
      ',',
      '1',
      'default',
      ' * ',
      ' if ',
      ' == ',
      ' else ',
      '%}',
      '"',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.json(), (parts, payload) => {
        expect(() => run(parts.join(''), payload)).not.toThrow();
      }),
    );
  });
});
