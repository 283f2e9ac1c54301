import { describe, expect, it } from 'vitest';
import { RefusedError, refusalOf } from './aedes-refusals.js';

describe('refusalOf', () => {
  it('is the refusal of an error of ours', () => {
    const refusal = { reason: 'too-many-clients', what: '3 clients are connected' } as const;
    expect(refusalOf(new RefusedError(refusal))).toBe(refusal);
  });

  it.each([
    ['drain timeout', 'slow-client'],
    ['Client queue limit reached', 'too-many-in-flight'],
    [
      'maxInflightInbound exceeded: 1000 inbound QoS 2 messages already awaiting PUBREL',
      'too-many-in-flight',
    ],
    ['identifier rejected', 'bad-client-id'],
    ['something new', 'not-named'],
  ])('of "%s" is %s', (message, reason) => {
    expect(refusalOf(new Error(message))).toEqual({ reason, what: message });
  });

  it.each([new Error('keep alive timeout'), Object.assign(new Error('read'), { code: 'ECONNRESET' })])(
    'is none for a client that is gone: %s',
    (error) => {
      expect(refusalOf(error)).toBeUndefined();
    },
  );
});
