import { Injectable, signal } from '@angular/core';
import { recall, remember } from '../preference';

/** More favourites than these are none. */
const MOST = 500;

/** The devices that the viewer has starred in this browser, by uid, in the order in which they were. */
@Injectable({ providedIn: 'root' })
export class Favourites {
  readonly #uids = signal<ReadonlySet<string>>(new Set(stored(recall('favourites'))));

  readonly uids = this.#uids.asReadonly();

  /** Stars a device, or takes its star away. Returns whether it has one now. */
  toggle(uid: string): boolean {
    const uids = new Set(this.#uids());
    const starred = !uids.delete(uid);
    if (starred && uids.size < MOST) uids.add(uid);
    this.#uids.set(uids);
    remember('favourites', uids.size === 0 ? null : JSON.stringify([...uids]));
    return uids.has(uid);
  }
}

/** What storage holds may be anything. */
function stored(text: string | null): readonly string[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list)
      ? list.filter((one): one is string => typeof one === 'string').slice(0, MOST)
      : [];
  } catch {
    return [];
  }
}
