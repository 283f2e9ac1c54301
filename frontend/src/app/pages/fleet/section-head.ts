import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Presence } from '@sensorium/contracts';
import { Seconds } from '../../data/clocks';
import { WORST_FIRST } from '../../data/fleet-view';
import { Sites } from '../../data/sites';
import { Times } from '../../ui/format/times';
import { Mark } from '../../ui/mark/mark';
import type { TextKey } from '../../ui/texts/keys';
import { Texts } from '../../ui/texts/texts';
import type { Section } from './arrange';

/** What devices are called that name no kind or gateway. */
const NAMELESS: ReadonlyMap<Section['by'], TextKey> = new Map([
  ['kind', 'fleet.noKind'],
  ['gateway', 'fleet.noGateway'],
]);

/** Heading of a section: what its devices share, how many they are, the time there, and how many have each state. */
@Component({
  selector: 'sn-section-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark],
  templateUrl: './section-head.html',
  styleUrl: './section-head.css',
  host: { 'data-testid': 'section' },
})
export class SectionHead {
  readonly section = input.required<Section>();

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  readonly #sites = inject(Sites);
  readonly #minute = inject(Seconds).minute;
  protected readonly name = computed(() => {
    const { by, name } = this.section();
    if (by === 'out') return this.texts.t('fleet.out.word');
    if (by === 'presence') return this.texts.t(`presence.${name as Presence}`);
    return name ?? this.texts.t(NAMELESS.get(by) ?? 'fleet.noSite');
  });
  /** Time of day at the site; null if this is none, or its zone is not known. */
  protected readonly time = computed(() => {
    const { by, name } = this.section();
    const zone = by === 'site' ? this.#sites.find(name)?.zone : undefined;
    if (!zone || Number.isNaN(this.#minute())) return null;
    return this.#times.clockIn(zone, this.#minute());
  });
  protected readonly counts = computed(() => {
    const { by, census } = this.section();
    if (by === 'out' || by === 'presence') return [];
    const counts = WORST_FIRST.map((state) => ({ state, count: census.get(state) ?? 0 }));
    return counts.filter(({ count }) => count > 0);
  });
}
