import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticeView } from './notice-view.js';
import { ownText, renderTemplate, TemplateFault, templateFault } from './template.js';
import { noticeOf } from './testing.js';
import { clip, escapeHtml, escapeMarkdown, escapeSlack, linkOf, oneLine, plain, withMost } from './texts.js';

const EVIL = `<script>alert("x")</script> & <!channel> *b* [l](http://x) \u202Egnp.exe\r\nBcc: all@example.com`;

describe('renderTemplate', () => {
  it('fills in what is there and leaves empty what is not', () => {
    const view = noticeView(noticeOf(2));
    expect(
      renderTemplate(
        '{{eventWord}} {{count}}: {{#alerts}}{{name}}={{value}} {{labels.room}};{{/alerts}}{{nothing}}{{a.b}}',
        view,
        plain,
      ),
    ).toBe('Firing 2: Freezer 3=-11.4 °C cold store;Freezer 3=-11.4 °C cold store;');
  });

  it.each([
    ['{{name}}', escapeHtml],
    ['{{{name}}}', escapeHtml],
    ['{{&name}}', escapeHtml],
    ['{{{name}}}', escapeSlack],
  ])('escapes %s whatever the braces', (tag, escape) => {
    const view = noticeView(noticeOf(1, { deviceName: EVIL }));
    const text = renderTemplate(`{{#alerts}}${tag}{{/alerts}}`, view, escape);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/[<>\r\n\u202E]/);
  });

  it('shows nothing of the language beneath', () => {
    const view = noticeView(noticeOf(1));
    const names = [
      'constructor',
      'constructor.name',
      '__proto__',
      'alerts.constructor.name',
      'alerts.map',
      'title.constructor',
      'toString',
      'hasOwnProperty',
    ];
    for (const name of names) expect(renderTemplate(`{{${name}}}`, view, plain)).toBe('');
    expect(renderTemplate('{{#alerts.push}}x{{/alerts.push}}{{>partial}}', view, plain)).toBe('');
  });

  it('ends with sections that grow like powers', () => {
    const view = noticeView(noticeOf(50));
    const nested = `${'{{#alerts}}'.repeat(12)}x${'{{/alerts}}'.repeat(12)}`;
    expect(() => renderTemplate(nested, view, plain)).toThrow(TemplateFault);
    expect(() => renderTemplate(nested.replace('x', ''), view, plain)).toThrow(TemplateFault);
  });

  it('names a template that cannot be read, and sends our own text instead', () => {
    const view = noticeView(noticeOf(1));
    expect(templateFault('{{#alerts}} without end', view)).toContain('cannot be read');
    expect(ownText('{{#alerts}} without end', view, plain)).toBeUndefined();
    expect(ownText('  {{nothing}} ', view, plain)).toBeUndefined();
    expect(templateFault('{{title}}', view)).toBeUndefined();
  });

  it('throws nothing but its own fault', () => {
    const view = noticeView(noticeOf(2));
    const part = fc.constantFrom(
      '{{',
      '}}',
      '{{{',
      '}}}',
      '#',
      '/',
      '^',
      '&',
      '=',
      '>',
      'alerts',
      'name',
      '.',
      ' ',
      '<% %>',
      'constructor',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        try {
          renderTemplate(parts.join(''), view, plain);
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateFault);
        }
      }),
    );
  });
});

describe('noticeView', () => {
  it('says what happened in one line', () => {
    const [alert] = noticeView(noticeOf(1)).alerts;
    expect(alert?.line).toBe('temperature -11.4 °C (limit -15 °C), since 2026-01-01 12:01:00 UTC');
    const solved = noticeOf(1, { state: 'resolved', resolvedAt: Date.UTC(2026, 0, 1, 13, 3) });
    expect(noticeView({ ...solved, event: 'resolved' })).toMatchObject({
      title: '✅ Solved: Freezer too warm, Freezer 3',
      alerts: [
        { line: 'temperature -11.4 °C (limit -15 °C), solved 2026-01-01 13:03:00 UTC after 1 h 2 min' },
      ],
    });
    const silent = noticeView(noticeOf(1, { noDataSince: Date.UTC(2026, 0, 1, 14) }));
    expect(silent.alerts[0]?.line).toContain('no data since 2026-01-01 14:00:00 UTC');
  });

  it('puts what fires before what is solved, the worst first, and counts the rest', () => {
    const notice = noticeOf(5);
    const [a, b, c] = notice.alerts;
    if (a) Object.assign(a, { state: 'resolved', severity: 'critical', resolvedAt: a.updatedAt });
    if (b) b.severity = 'info';
    if (c) c.severity = 'critical';
    const view = noticeView(notice, 3);
    expect(view.alerts.map(({ id }) => id)).toEqual(['alert-2', 'alert-3', 'alert-4']);
    expect(view).toMatchObject({
      look: 'critical',
      severity: 'critical',
      count: 5,
      more: 2,
      moreText: 'and 2 more',
    });
    expect(view.title).toBe('🔴 Firing: Freezer too warm (5 alerts)');
  });

  it('says what a test is, with or without an alert', () => {
    expect(noticeView({ ...noticeOf(0), event: 'test' }).title).toBe('🧪 Test: Sensorium can reach you here');
    expect(noticeView({ ...noticeOf(1), event: 'test' }).look).toBe('test');
  });

  it('leads to the incident, or for several to their list', () => {
    expect(noticeView(noticeOf(1)).url).toBe('http://localhost:3000/alerts/sample');
    expect(noticeView(noticeOf(2)).url).toBe('http://localhost:3000/alerts');
    expect(noticeView(noticeOf(1, { url: 'javascript:alert(1)' })).url).toBe('');
  });
});

describe('texts', () => {
  it('cuts without breaking a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cut = clip(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it('makes one line of anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text, 50)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E]/u);
      }),
    );
  });

  it('finds the most parts that fit', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (most, bound) => {
        expect(
          withMost(
            most,
            (parts) => parts,
            (made) => made <= bound,
          ),
        ).toBe(Math.min(most, bound));
      }),
    );
  });

  it('leaves no sign of Markdown and no way out of a link', () => {
    expect(escapeMarkdown('[x](http://y) **b** `c` <@1>')).toBe(
      '\\[x\\]\\(http://y\\) \\*\\*b\\*\\* \\`c\\` \\<@1\\>',
    );
    expect(linkOf('https://x.example/a|b>c"(d)')).toBe('https://x.example/a%7Cb%3Ec%22%28d%29');
    expect(linkOf('data:text/html,x')).toBeUndefined();
  });
});
