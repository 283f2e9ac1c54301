/** The address of a runbook that may be opened: http or https alone; undefined for what is only text. */
export function runbookLink(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href, username, password } = new URL(text);
  if (username !== '' || password !== '') return undefined;
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
