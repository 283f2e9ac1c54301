import { describe, expect, it } from 'vitest';
import { runbookLink } from './runbook';

describe('a runbook', () => {
  it.each(['https://wiki.example/cold', 'http://10.0.0.2/a b'])('is a link: %s', (text) => {
    expect(runbookLink(text)).toBe(new URL(text).href);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'wiki/cold/too-warm',
    'https://user:secret@wiki.example/',
    '//wiki.example',
    '',
  ])('is text only: %j', (text) => {
    expect(runbookLink(text)).toBeUndefined();
  });
});
