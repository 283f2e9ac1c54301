/** Signs that turn the direction of text around, with which a name could dress up as another. */
const BIDI = /[\u202A-\u202E\u2066-\u2069]/g;

/** A name or value from outside as one line of at most `max` characters, without control characters. */
export function oneLine(text: string, max: number): string {
  return clip(
    text
      .replace(BIDI, '')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
    max,
  );
}

/** `text` cut to `max` UTF-16 units, with an ellipsis where something is left out; never inside a pair. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(max - 1, 0)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Bytes of a value as JSON in UTF-8. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * Builds with as many of `most` parts as `fits` allows. More parts never make it smaller, so halving finds the number;
 * what is built with none is taken as it is.
 */
export function withMost<Built>(
  most: number,
  build: (parts: number) => Built,
  fits: (built: Built) => boolean,
): Built {
  const all = build(most);
  if (fits(all)) return all;
  let [enough, tooMany] = [0, most];
  let best = build(0);
  while (tooMany - enough > 1) {
    const parts = Math.floor((enough + tooMany) / 2);
    const built = build(parts);
    if (fits(built)) [enough, best] = [parts, built];
    else tooMany = parts;
  }
  return best;
}

/** HTML and Telegram's HTML: the five signs that mean something there. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** Slack's mrkdwn: the three signs that begin mentions, links and entities. */
export function escapeSlack(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Markdown as Discord and Adaptive Cards read it: a backslash before each sign that means something. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_~|>[\]()#+\-!<]/g, '\\$&');
}

/** Plain text needs nothing. */
export function plain(text: string): string {
  return text;
}

/** `address` if a browser may open it, without signs that could end a link in some markup; else undefined. */
export function linkOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  return href.replace(/[|<>"'()\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
