/** JSON that somebody wrote into a text, such as the `data` of an envelope; undefined for any other text. */
export function readNested(text: string): object | undefined {
  const isOne = (text.startsWith('{') && text.endsWith('}')) || (text.startsWith('[') && text.endsWith(']'));
  if (!isOne) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
