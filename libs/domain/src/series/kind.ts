import { exceedsBytes, LIMITS, type Kind, type RejectReason } from '@sensorium/contracts';

/** A value that fits its series: a number, 1 or 0 for a boolean, or a text. */
export interface Settled {
  kind: Kind;
  value: number | string;
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const NOT_FINITE = /^[-+]?(?:nan|inf|infinity)$/i;

/**
 * Fits a raw value to the kind of its series; without a kind yet, the value decides it. A text that is
 * wholly a number is one, true and false into a number are 1 and 0, 1 and 0 into a boolean true and false; anything else
 * is `kind-mismatch`.
 */
export function settleKind(kind: Kind | undefined, raw: number | boolean | string): Settled | RejectReason {
  if (typeof raw === 'number') return settleNumber(kind, raw);
  if (typeof raw === 'boolean') return settleBoolean(kind, raw);
  return settleText(kind, raw);
}

function settleNumber(kind: Kind | undefined, raw: number): Settled | RejectReason {
  if (!Number.isFinite(raw)) return 'not-finite';
  if (kind === undefined || kind === 'number') return { kind: 'number', value: raw };
  if (kind === 'boolean' && (raw === 0 || raw === 1)) return { kind, value: raw };
  return 'kind-mismatch';
}

function settleBoolean(kind: Kind | undefined, raw: boolean): Settled | RejectReason {
  if (kind === 'text') return 'kind-mismatch';
  return { kind: kind ?? 'boolean', value: raw ? 1 : 0 };
}

function settleText(kind: Kind | undefined, raw: string): Settled | RejectReason {
  const text = raw.trim();
  if (kind === 'text') return asText(raw);
  if (NUMBER.test(text)) return settleNumber(kind, Number(text));
  if (NOT_FINITE.test(text)) return 'not-finite';
  return kind === undefined ? asText(raw) : 'kind-mismatch';
}

function asText(raw: string): Settled | RejectReason {
  return exceedsBytes(raw, LIMITS.textBytes) ? 'text-too-long' : { kind: 'text', value: raw };
}
