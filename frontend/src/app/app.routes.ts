import { inject, type Type } from '@angular/core';
import type { Routes, UrlMatchResult, UrlSegment } from '@angular/router';
import { Texts } from './ui/texts/texts';

export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./pages/fleet/fleet')).Fleet },
  {
    path: 'devices/:uid',
    loadComponent: page(async () => (await import('./pages/device/device-page')).DevicePage),
  },
  { path: 'explore', loadComponent: page(async () => (await import('./pages/explore/explore')).Explore) },
  {
    path: 'transports',
    loadComponent: page(async () => (await import('./pages/transports/transports')).Transports),
  },
  { path: 'system', loadComponent: page(async () => (await import('./pages/system/system')).SystemPage) },
  {
    path: 'alerts/silences',
    loadComponent: page(async () => (await import('./pages/silences/silences')).SilencesPage),
  },
  {
    path: 'alerts/channels',
    loadComponent: page(async () => (await import('./pages/channels/channels')).ChannelsPage),
  },
  {
    path: 'alerts/rules',
    pathMatch: 'full',
    loadComponent: page(async () => (await import('./pages/rules/rule-list')).RuleList),
  },
  {
    path: 'alerts/rules/new',
    loadComponent: page(async () => (await import('./pages/rules/rule-editor')).RuleEditor),
    canDeactivate: [(editor: { mayLeave(): Promise<boolean> }) => editor.mayLeave()],
  },
  {
    path: 'alerts/rules/:id',
    loadComponent: page(async () => (await import('./pages/rules/rule-editor')).RuleEditor),
    canDeactivate: [(editor: { mayLeave(): Promise<boolean> }) => editor.mayLeave()],
  },
  { matcher: alertsAt, loadComponent: page(async () => (await import('./pages/alerts/alerts')).Alerts) },
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

/** A page behind the first one: it comes with the texts that the first one does without. */
function page(load: () => Promise<Type<unknown>>): () => Promise<Type<unknown>> {
  return async () => {
    const texts = inject(Texts);
    const [component] = await Promise.all([load(), texts.complete()]);
    return component;
  };
}
