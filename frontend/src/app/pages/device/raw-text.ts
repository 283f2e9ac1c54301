import type { LastMessage } from '@sensorium/contracts';

type Message = NonNullable<LastMessage['message']>;

/** A message as it is shown: JSON with indents, other text as it came, else its bytes in rows of 8. */
export function rawText({ text, hex }: Message): string {
  if (text === null) return hexRows(hex ?? '');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}

function hexRows(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  const rows: string[] = [];
  for (let i = 0; i < bytes.length; i += 8) rows.push(bytes.slice(i, i + 8).join(' '));
  return rows.join('\n');
}
