import type { Routes, UrlMatchResult, UrlSegment } from '@angular/router';

export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./pages/fleet/fleet')).Fleet },
  {
    path: 'devices/:uid',
    loadComponent: async () => (await import('./pages/device/device-page')).DevicePage,
  },
  { path: 'explore', loadComponent: async () => (await import('./pages/explore/explore')).Explore },
  {
    path: 'transports',
    loadComponent: async () => (await import('./pages/transports/transports')).Transports,
  },
  { path: 'system', loadComponent: async () => (await import('./pages/system/system')).SystemPage },
  {
    path: 'alerts/silences',
    loadComponent: async () => (await import('./pages/silences/silences')).SilencesPage,
  },
  {
    path: 'alerts/channels',
    loadComponent: async () => (await import('./pages/channels/channels')).ChannelsPage,
  },
  {
    path: 'alerts/rules',
    pathMatch: 'full',
    loadComponent: async () => (await import('./pages/rules/rule-list')).RuleList,
  },
  {
    path: 'alerts/rules/new',
    loadComponent: async () => (await import('./pages/rules/rule-editor')).RuleEditor,
    canDeactivate: [(editor: { mayLeave(): Promise<boolean> }) => editor.mayLeave()],
  },
  {
    path: 'alerts/rules/:id',
    loadComponent: async () => (await import('./pages/rules/rule-editor')).RuleEditor,
    canDeactivate: [(editor: { mayLeave(): Promise<boolean> }) => editor.mayLeave()],
  },
  { matcher: alertsAt, loadComponent: async () => (await import('./pages/alerts/alerts')).Alerts },
  { path: '**', redirectTo: '' },
];

/** What stands below /alerts and is no incident. */
const BESIDE_ALERTS: ReadonlySet<string> = new Set(['rules', 'silences', 'channels']);

/** `alerts` and `alerts/:id` are one page, so that going from incident to incident keeps the list. */
function alertsAt(segments: UrlSegment[]): UrlMatchResult | null {
  const [first, id, ...others] = segments;
  if (first?.path !== 'alerts' || others.length > 0 || BESIDE_ALERTS.has(id?.path ?? '')) return null;
  return { consumed: segments, posParams: id ? { id } : {} };
}
