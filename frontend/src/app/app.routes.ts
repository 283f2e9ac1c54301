import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./pages/fleet/fleet')).Fleet },
  {
    path: 'devices/:uid',
    loadComponent: async () => (await import('./pages/device/device-page')).DevicePage,
  },
  { path: 'system', loadComponent: async () => (await import('./pages/system/system')).SystemPage },
  { path: '**', redirectTo: '' },
];
