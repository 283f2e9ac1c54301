import type { Routes } from '@angular/router';

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
  { path: '**', redirectTo: '' },
];
