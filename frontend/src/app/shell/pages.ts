import type { IconName } from '../ui/icon/outlines';
import type { TextKey } from '../ui/texts/keys';

/** A page that the navigation leads to. */
export interface Page {
  path: string;
  icon: IconName;
  title: TextKey;
  /** First part of the addresses below it, where that is not its own. */
  below?: string;
}

export const PAGES: readonly Page[] = [
  { path: '/', icon: 'fleet', title: 'fleet.title', below: '/devices' },
  { path: '/explore', icon: 'explore', title: 'explore.title' },
  { path: '/alerts', icon: 'bell', title: 'alerts.title' },
  { path: '/transports', icon: 'swap', title: 'transports.title' },
  { path: '/system', icon: 'system', title: 'system.title' },
];

/**
 * How the link to `page` is marked (`aria-current`) while the viewer is at `url`: `page` on the page itself,
 * `true` on one below it. What is filtered on a page changes nothing.
 */
export function currentMark(page: Page, url: string): 'page' | 'true' | null {
  const [path = ''] = url.split(/[?#]/u, 1);
  if (path === page.path) return 'page';
  const below = page.below ?? page.path;
  return path.startsWith(`${below}/`) ? 'true' : null;
}
