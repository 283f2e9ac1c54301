import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./pages/fleet/fleet')).Fleet },
  { path: '**', redirectTo: '' },
];
