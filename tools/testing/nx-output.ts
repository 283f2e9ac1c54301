/**
 * What Nx printed for the tasks that failed: the other projects' output and Nx's own summary hide it. Any
 * other output is returned as it is.
 */
export function failedSections(output: string): string {
  const list = /^Failed tasks:\s*\n((?:\s*\n|\s*- .+\n)+)/mu.exec(output)?.[1];
  if (list === undefined) return output;
  const failed = new Set([...list.matchAll(/^\s*- (\S+)/gmu)].map(([, task]) => task));
  const [, ...sections] = output.split(/^> nx run /mu);
  const kept = sections.filter((section) => failed.has(section.split(/\s/u, 1)[0]));
  return kept.length > 0 ? kept.map(withoutSummary).join('\n') : output;
}

function withoutSummary(section: string): string {
  return `> ${section.split(/^\s*NX\s+Running target/mu, 1)[0]?.trimEnd() ?? ''}\n`;
}
