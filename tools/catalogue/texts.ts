/** A catalogue as it stands in its file: texts, or groups of texts. */
export interface Catalogue {
  [key: string]: string | Catalogue;
}

/** Every text of a catalogue by its whole key, such as `fleet.title`. */
export function flatten(catalogue: Catalogue, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

/** What is wrong between one catalogue and the one that it translates. */
export function compareCatalogues(original: Catalogue, translation: Catalogue): string[] {
  const [from, to] = [flatten(original), flatten(translation)];
  const missing = [...from.keys()].filter((key) => !to.has(key)).map((key) => `${key} is not translated`);
  const extra = [...to.keys()].filter((key) => !from.has(key)).map((key) => `${key} translates nothing`);
  const empty = [...from, ...to].filter(([, text]) => !text.trim()).map(([key]) => `${key} is empty`);
  const unlike = [...from]
    .filter(([key, text]) => to.has(key) && placeholders(text) !== placeholders(to.get(key) ?? ''))
    .map(([key]) => `${key} has other placeholders`);
  return [...missing, ...extra, ...empty, ...unlike];
}

function placeholders(text: string): string {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/gu)]
    .map(([, name]) => name)
    .sort()
    .join();
}
