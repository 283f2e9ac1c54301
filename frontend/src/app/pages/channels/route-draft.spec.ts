import { notificationRoutesSchema, type NotificationRoute } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { newRoute, readRoutes, routeDraft } from './route-draft';

const route: NotificationRoute = {
  id: 'r1',
  name: 'Critical',
  match: { severity: ['critical'], labels: { hall: 'A' } },
  channels: ['page', 'mail'],
  groupBy: ['site'],
  grouping: { waitMs: 0, remindMs: 3_600_000 },
  escalation: [
    { afterMs: 900_000, channels: ['sms'], onCall: { days: [1], from: '22:00', to: '06:00' } },
    { afterMs: 1_800_000, channels: ['mail'] },
  ],
  continue: true,
};

describe('the drafts of routes', () => {
  it('come back as the routes that they were made of', () => {
    const { routes, faults } = readRoutes([routeDraft(route)]);
    expect([...faults]).toEqual([]);
    expect(routes).toEqual([route]);
    expect(notificationRoutesSchema.safeParse({ routes }).success).toBe(true);
  });

  it('name what cannot be read by its path', () => {
    const bad = {
      ...routeDraft(route),
      name: '',
      wait: 'soon',
      escalation: [{ after: '5', channels: [], onCall: null }],
    };
    const { faults } = readRoutes([newRoute('x'), bad]);
    expect([...faults]).toEqual([
      ['routes.0.channels', 'missing'],
      ['routes.1.name', 'missing'],
      ['routes.1.grouping.waitMs', 'duration'],
      ['routes.1.escalation.0.channels', 'missing'],
    ]);
  });

  it('have ids that the server takes', () => {
    expect(newRoute('x').id).toMatch(/^[a-f0-9]{16}$/);
  });
});
