import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Device } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { FleetStore } from '../../data/fleet-store';
import { Live } from '../../data/live';
import { Icon } from '../../ui/icon/icon';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { LineNote } from '../../widgets/page-note/line-note';
import { PageNote } from '../../widgets/page-note/page-note';
import { pathOf } from './device-actions';
import { DeviceSkeleton } from './device-skeleton';
import { DeviceView } from './device-view';

type PageState = 'loading' | 'away' | 'missing' | 'deleted' | 'ready';

/** The page of one device, found by its uid, its id or an alias; and what stands here while there is none. */
@Component({
  selector: 'sn-device-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DeviceSkeleton, DeviceView, Icon, LineNote, PageNote, RouterLink],
  templateUrl: './device-page.html',
})
export class DevicePage {
  readonly #store = inject(FleetStore);
  readonly #api = inject(Api);
  readonly #router = inject(Router);
  readonly #params = toSignal(inject(ActivatedRoute).paramMap);
  readonly #missing = signal<string | null>(null);
  readonly #seen = signal<Device | null>(null);
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);

  /** What the address names: a uid, an id or an alias. */
  protected readonly wanted = computed(() => this.#params()?.get('uid') ?? '');
  protected readonly entry = computed(() => {
    const wanted = this.wanted();
    const entries = this.#store.devices();
    return entries.find(({ uid }) => uid === wanted) ?? entries.find(({ device }) => device.id === wanted);
  });
  /** The entry in a list of one, so that another device gets a view of its own. */
  protected readonly entries = computed(() => [this.entry()].filter((entry) => entry !== undefined));
  protected readonly state = computed((): PageState => {
    if (this.entry()) return 'ready';
    if (this.live.refusal() !== null) return 'away';
    if (!this.#store.loaded()) return this.live.lost() ? 'away' : 'loading';
    if (this.#seen()?.uid === this.wanted() || this.#seen()?.id === this.wanted()) return 'deleted';
    return this.#missing() === this.wanted() ? 'missing' : 'loading';
  });
  protected readonly gone = computed(() => this.#seen()?.name ?? this.wanted());

  constructor() {
    pageTitle(() => {
      this.#store.devices();
      const state = this.state();
      if (state === 'missing') return this.texts.t('device.missing.title');
      return state === 'deleted' ? this.gone() : (this.entry()?.device.name ?? null);
    });
    effect(() => {
      const entry = this.entry();
      if (entry) this.#seen.set(entry.device);
      else if (this.#store.loaded() && untracked(this.state) === 'loading') void this.#ask(this.wanted());
    });
  }

  /** The fleet does not name it: the server may know it by an alias. */
  async #ask(wanted: string): Promise<void> {
    try {
      const { uid } = await this.#api.getJson<Device>(pathOf(wanted));
      if (uid !== wanted)
        await this.#router.navigate(['/devices', uid], { replaceUrl: true, queryParamsHandling: 'preserve' });
    } catch (error) {
      if (error instanceof ApiFault) this.#missing.set(wanted);
      else throw error;
    }
  }
}
