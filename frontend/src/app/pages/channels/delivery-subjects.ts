import type { Delivery } from '@sensorium/contracts';
import { alertPlace, alertTitle } from '../../ui/texts/alert-words';
import type { Texts } from '../../ui/texts/texts';

/** Alerts of one notice that stand in its row; the others are counted, and stand below it when it is opened. */
const FEW = 2;

/** One alert of a notice in words. */
export interface Subject {
  alert: string;
  title: string;
  /** Empty where it is not known. */
  place: string;
}

/** What a notice was about. */
export interface Subjects {
  told: readonly Subject[];
  more: number;
  all: readonly Subject[];
}

/** The alerts of a notice by their rules and devices; those that it does not name have a number. */
export function subjectsOf(
  texts: Texts,
  { alerts, about = [] }: Pick<Delivery, 'alerts' | 'about'>,
): Subjects {
  const known = new Map(about.map((one) => [one.alert, one]));
  const all = alerts.map((alert, place): Subject => {
    const one = known.get(alert);
    if (!one) return { alert, title: texts.t('deliveries.incident', { n: place + 1 }), place: '' };
    return {
      alert,
      title: alertTitle(texts, one),
      place: alertPlace(texts, { deviceName: one.device, device: null }),
    };
  });
  const told = all.slice(0, FEW);
  return { told, more: all.length - told.length, all };
}
