import { describe, expect, it } from 'vitest';
import { aDevice } from '../../data/testing';
import { draftOf, faultsOf, patchOf } from './edit-draft';
import { rawText } from './raw-text';
import { undoOf } from './undo';

const device = aDevice('cold-02', {
  name: 'Cold store 2',
  site: 'Busan',
  labels: { hall: 'A', url: 'http://x:1' },
});
const draft = draftOf(device);

describe('the draft of a device', () => {
  it('changes nothing as it is', () => {
    expect(patchOf(device, draft)).toEqual({});
    expect(faultsOf(draft).size).toBe(0);
  });

  it('names what is different; an emptied field goes back to what the device says', () => {
    expect(patchOf(device, { name: ' Cold two ', site: '', kind: 'freezer', labels: 'hall: B' })).toEqual({
      name: 'Cold two',
      site: null,
      kind: 'freezer',
      labels: { hall: 'B' },
    });
    expect(patchOf(device, { ...draft, labels: ' \n' })).toEqual({ labels: null });
  });

  it('keeps colons in values, and names that belong to objects', () => {
    expect(patchOf(device, { ...draft, labels: '__proto__: x:y' }).labels).toEqual(
      Object.fromEntries([['__proto__', 'x:y']]),
    );
  });

  it.each([
    ['no colon', 'no-colon'],
    [': value', 'no-colon'],
    ['a: 1\na: 2', 'twice'],
    [Array.from({ length: 33 }, (_, i) => `k${i}: v`).join('\n'), 'too-many'],
    [`k: ${'x'.repeat(257)}`, 'too-long'],
  ])('finds the fault in labels %#', (labels, fault) => {
    expect(faultsOf({ ...draft, labels }).get('labels')).toBe(fault);
  });

  it('finds a name that is too long', () => {
    expect(faultsOf({ ...draft, name: 'x'.repeat(257) }).get('name')).toBe('too-long');
  });
});

describe('undo', () => {
  it('brings back what a person had set, and else lets the device speak', () => {
    const edited = { ...device, edited: ['name' as const] };
    expect(undoOf(edited, { name: 'New', site: 'New', labels: {} })).toEqual({
      name: 'Cold store 2',
      site: null,
      labels: null,
    });
  });

  it('takes a device back into service, or out of it again with the same note', () => {
    expect(undoOf(device, { outOfService: { note: 'x' } })).toEqual({ outOfService: null });
    const out = { ...device, outOfService: { note: 'swap', since: 1 } };
    expect(undoOf(out, { outOfService: null })).toEqual({ outOfService: { note: 'swap' } });
  });
});

describe('a raw message', () => {
  const message = { topic: 't', at: 0, bytes: 1, retained: false, text: null, hex: null };

  it('is indented if it is JSON, else as it came, else in hex', () => {
    expect(rawText({ ...message, text: '{"a":1}' })).toBe('{\n  "a": 1\n}');
    expect(rawText({ ...message, text: '21.5' })).toBe('21.5');
    expect(rawText({ ...message, text: '{broken' })).toBe('{broken');
    expect(rawText({ ...message, hex: '00112233445566778899' })).toBe('00 11 22 33 44 55 66 77\n88 99');
  });
});
