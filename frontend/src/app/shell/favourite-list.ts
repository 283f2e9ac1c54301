import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FleetStore } from '../data/fleet-store';
import { shownPresence } from '../data/fleet-view';
import { Live } from '../data/live';
import { Favourites } from '../ui/favourites/favourites';
import { Mark } from '../ui/mark/mark';
import { Texts } from '../ui/texts/texts';

/** More do not fit the side bar; the fleet page shows them all. */
const MOST = 12;

/** The devices that the viewer has starred, each with its state. */
@Component({
  selector: 'sn-favourite-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark, RouterLink],
  templateUrl: './favourite-list.html',
  styleUrl: './favourite-list.css',
})
export class FavouriteList {
  readonly #store = inject(FleetStore);
  readonly #live = inject(Live);
  readonly #favourites = inject(Favourites);
  protected readonly texts = inject(Texts);

  protected readonly devices = computed(() => {
    this.#store.devices();
    this.#store.presence();
    const entries = [...this.#favourites.uids()].flatMap((uid) => this.#store.entry(uid) ?? []);
    return entries.slice(0, MOST).map(({ uid, device, presence }) => ({
      uid,
      name: device.name,
      presence: device.outOfService === null ? shownPresence(presence, this.#live.lost()) : null,
    }));
  });
}
