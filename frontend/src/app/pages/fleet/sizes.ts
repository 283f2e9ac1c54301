import type { DeviceEntry } from '../../data/device-entry';
import type { Measures } from './windowing';
import type { View } from './fleet-query';

/** Gap between cards, px. */
const GAP = 12;
const PHONE_GAP = 8;
const CARD = 168;
const LEAST_CARD_WIDTH = 240;
const MOST_COLUMNS = 4;
/** A card of the phone, without and with its foot. */
const PHONE_CARD = 80;
const PHONE_CARD_FOOT = 113;

/** Sizes of the list in `view` at `width` px. `calm`: the device has nothing to say in its foot. */
export function measuresOf(
  view: View,
  width: number,
  phone: boolean,
  calm: (entry: DeviceEntry) => boolean,
): Measures {
  if (view !== 'cards') return { columns: 1, head: 34, row: phone ? 48 : 40, gap: 0 };
  if (phone) {
    const heightOf = (entry: DeviceEntry): number => (calm(entry) ? PHONE_CARD : PHONE_CARD_FOOT);
    return { columns: 1, head: 76, row: PHONE_CARD, gap: PHONE_GAP, heightOf };
  }
  const fitting = Math.floor((width + GAP) / (LEAST_CARD_WIDTH + GAP));
  return { columns: Math.min(MOST_COLUMNS, Math.max(1, fitting)), head: 60, row: CARD, gap: GAP };
}
