import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Device } from '@sensorium/contracts';
import type { DeviceEntry } from '../../data/device-entry';
import { FleetStore } from '../../data/fleet-store';
import { STATES, WORST_FIRST, censusOf, shownPresence } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';

/** Devices that are listed before the viewer asks for all. */
const FEW = 6;

/** Where a device stands in the tree of gateways: the one that it is heard through, and those heard through it. */
@Component({
  selector: 'sn-gateway-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark, RouterLink],
  templateUrl: './gateway-card.html',
  styleUrls: ['./side-card.css', './gateway-card.css'],
  host: {
    class: 'card',
    'data-testid': 'gateway',
    '[hidden]': 'parent() === null && children().length === 0',
  },
})
export class GatewayCard {
  readonly device = input.required<Device>();

  protected readonly texts = inject(Texts);
  readonly #store = inject(FleetStore);
  readonly #live = inject(Live);
  protected readonly all = signal(false);
  protected readonly few = FEW;

  /** Its gateway; null where nothing tells of one. */
  protected readonly parent = computed(() => {
    this.#store.devices();
    this.#store.presence();
    const { parent } = this.device();
    const entry = parent === null ? undefined : this.#store.entry(parent);
    return entry ? this.#lineOf(entry) : null;
  });
  readonly #entries = computed(() => {
    const { uid } = this.device();
    return this.#store.devices().filter(({ device }) => device.parent === uid);
  });
  /** The devices behind it, the worst first. */
  protected readonly children = computed(() => {
    this.#store.presence();
    const order = new Intl.Collator(this.texts.language(), { numeric: true });
    return this.#entries()
      .map((entry) => this.#lineOf(entry))
      .sort(
        (a, b) =>
          WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) || order.compare(a.name, b.name),
      );
  });
  protected readonly shown = computed(() => (this.all() ? this.children() : this.children().slice(0, FEW)));
  protected readonly counts = computed(() => {
    this.#store.presence();
    const census = censusOf(this.#entries(), this.#live.lost());
    return STATES.map((state) => ({ state, count: census.get(state) ?? 0 })).filter(({ count }) => count > 0);
  });

  #lineOf({ uid, device, presence }: DeviceEntry): {
    uid: string;
    name: string;
    state: (typeof STATES)[number];
  } {
    return { uid, name: device.name, state: shownPresence(presence, this.#live.lost()) };
  }
}
