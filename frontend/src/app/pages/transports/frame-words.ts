import type { WireFrame } from '@sensorium/contracts';

/** Frames can be looked at by these kinds. */
export const FRAME_KINDS = ['text', 'binary', 'ping', 'pong', 'close'] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

/** Bytes that a row has room for. */
const MOST_BYTES = 12;

/** The first bytes of the payload, in pairs of digits; an ellipsis where there are more. */
export function hexOf({ head, length }: WireFrame): string {
  const pairs = head.match(/../gu) ?? [];
  const shown = pairs.slice(0, MOST_BYTES).join(' ');
  return length > MOST_BYTES ? `${shown} …` : shown;
}

/** The same bytes as characters; what is not printable ASCII as a dot. */
export function charactersOf({ head, length }: WireFrame): string {
  const bytes = (head.match(/../gu) ?? []).map((pair) => parseInt(pair, 16));
  const text = bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
  return length > bytes.length ? `${text}…` : text;
}

/** An opcode as RFC 6455 writes it. */
export function opcodeOf({ opcode }: WireFrame): string {
  return `0x${opcode.toString(16).toUpperCase()}`;
}

/** Frames of the chosen kinds (all if none is chosen), newest first, at most `most`. */
export function shownFrames(
  frames: readonly WireFrame[],
  kinds: ReadonlySet<FrameKind>,
  most: number,
): WireFrame[] {
  const shown = kinds.size === 0 ? frames : frames.filter(({ name }) => kinds.has(kindOf(name)));
  return shown.slice(-most).reverse();
}

/** A message in several frames goes on in those of the opcode 0: they count as data. */
function kindOf(name: WireFrame['name']): FrameKind {
  return name === 'continuation' || name === 'reserved' ? 'binary' : name;
}

/** A head of HTTP as lines: the first one whole, the others split at their colon. */
export function headLines(text: string): { name: string; value: string }[] {
  const [first = '', ...lines] = text.split('\r\n').filter((line) => line !== '');
  return [
    { name: '', value: first },
    ...lines.map((line) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, colon + 1), value: line.slice(colon + 1).trim() };
    }),
  ];
}

/** Pairs of hexadecimal digits with blanks between. */
export function spaced(hex: string): string {
  return (hex.match(/../gu) ?? []).join(' ');
}
