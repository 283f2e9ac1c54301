import type { Alert, PageNotice } from '@sensorium/contracts';
import { rankOf, worstOf } from '../data/alert-view';

/** Toasts that stand on the page at once; what is more is counted. */
export const MOST_TOASTS = 3;

/** One notice on the page. `worst`: its most urgent incident; `solved`: it is about an end. */
export interface Toast {
  id: string;
  worst: Alert;
  alerts: readonly Alert[];
  solved: boolean;
}

/** What stands on the page, newest first; `more`: notices that found no room. */
export interface ToastList {
  toasts: readonly Toast[];
  more: number;
}

export const NO_TOASTS: ToastList = { toasts: [], more: 0 };

/** The list with a further notice on top. One about the same incidents takes the place of the one before. */
export function withNotice(list: ToastList, { id, event, alerts }: PageNotice): ToastList {
  const worst = worstOf(alerts);
  if (!worst) return list;
  const ids = new Set(alerts.map((alert) => alert.id));
  const others = list.toasts.filter((toast) => !toast.alerts.every((alert) => ids.has(alert.id)));
  const toasts = [{ id, worst, alerts, solved: event === 'resolved' }, ...others];
  return {
    toasts: toasts.slice(0, MOST_TOASTS),
    more: list.more + Math.max(0, toasts.length - MOST_TOASTS),
  };
}

export function withoutToast(list: ToastList, id: string): ToastList {
  const toasts = list.toasts.filter((toast) => toast.id !== id);
  return { toasts, more: toasts.length === 0 ? 0 : list.more };
}

/** Without those that nobody needs any more: all their incidents have somebody, rest or are over. */
export function stillOpen(list: ToastList, isOpen: (id: string) => boolean): ToastList {
  const toasts = list.toasts.filter(({ solved, alerts }) => solved || alerts.some(({ id }) => isOpen(id)));
  if (toasts.length === list.toasts.length) return list;
  return { toasts, more: toasts.length === 0 ? 0 : list.more };
}

/** The toasts that there is room for, in their order: what goes on before what is solved, the worst first. */
export function mostPressing(toasts: readonly Toast[], most: number): readonly Toast[] {
  const kept = new Set(
    toasts
      .toSorted((a, b) => Number(a.solved) - Number(b.solved) || rankOf(a.worst) - rankOf(b.worst))
      .slice(0, most),
  );
  return toasts.filter((toast) => kept.has(toast));
}
