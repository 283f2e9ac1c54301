/** A link or picture in a Markdown file. */
export interface Link {
  target: string;
  line: number;
}

/** Links and pictures of a page, without those in code. */
export function linksOf(markdown: string): Link[] {
  return withoutCode(markdown).flatMap((text, index) => {
    const inline = [
      ...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/gu),
      ...text.matchAll(/\b(?:src|href)="([^"]+)"/gu),
    ];
    const named = [...text.matchAll(/^\s*\[[^\]]+\]:\s*(\S+)/gu)];
    return [...inline, ...named].map(([, target = '']) => ({ target, line: index + 1 }));
  });
}

/** Names under which the headings of a page can be linked to, as GitHub makes them. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const text of withoutFences(markdown)) {
    for (const [, id = ''] of text.matchAll(/\b(?:id|name)="([^"]+)"/gu)) anchors.add(id);
    const heading = /^#{1,6}\s+(.*?)\s*#*$/u.exec(text)?.[1];
    if (heading !== undefined) anchors.add(unusedName(slugOf(heading), anchors));
  }
  return anchors;
}

/** The `npm run x` and `npm x` that a page tells people to type. */
export function commandsOf(markdown: string): string[] {
  const named = [...markdown.matchAll(/\bnpm (?:run|run-script) ([\w:-]+)/gu)].map(([, name = '']) => name);
  const short = [...markdown.matchAll(/\bnpm (start|test)\b/gu)].map(([, name = '']) => name);
  return [...new Set([...named, ...short])];
}

function slugOf(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/gu, '-');
}

function unusedName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let count = 1;
  while (taken.has(`${name}-${count}`)) count += 1;
  return `${name}-${count}`;
}

function withoutCode(markdown: string): string[] {
  return withoutFences(markdown).map((line) => line.replace(/`[^`]*`/gu, ''));
}

function withoutFences(markdown: string): string[] {
  let fence: string | undefined;
  return markdown.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/u.exec(line)?.[1];
    if (mark === undefined) return fence === undefined ? line : '';
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence)) fence = undefined;
    return '';
  });
}
