/**
 * Adds the Korean font after the first paint: its style sheet alone is larger than the Latin font, and most
 * pages show no Korean. The browser then fetches only the parts whose characters are on the page.
 */
export function addKoreanFont(document: Document): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = 'korean.css';
  document.head.append(link);
}
