import { CdkConnectedOverlay, CdkOverlayOrigin, type ConnectedPosition } from '@angular/cdk/overlay';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  signal,
  viewChild,
  ElementRef,
} from '@angular/core';
import { FleetStore } from '../../data/fleet-store';
import { Live } from '../../data/live';
import { Icon } from '../../ui/icon/icon';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { LineNote } from '../../widgets/page-note/line-note';
import { PageNote } from '../../widgets/page-note/page-note';
import { Segments, type Segment } from '../../widgets/segments/segments';
import { candidatesOf } from './candidates';
import { KINDS } from './explore-query';
import { ExploreState } from './explore-state';
import { ExploreView } from './explore-view';
import { SeriesPicker } from './series-picker';
import { suggestionsOf } from './suggestions';

type PageState = 'loading' | 'away' | 'no-devices' | 'empty' | 'ready';

const ICONS = { lines: 'explore', totals: 'bars' } as const;
const POSITIONS: ConnectedPosition[] = [
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 6 },
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 6 },
];

/** Any series of any devices beside each other: which ones, how they are drawn, and what stands here without any. */
@Component({
  selector: 'sn-explore',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CdkConnectedOverlay,
    CdkOverlayOrigin,
    ExploreView,
    Icon,
    LineNote,
    PageNote,
    Segments,
    SeriesPicker,
  ],
  providers: [ExploreState],
  templateUrl: './explore.html',
  styleUrl: './explore.css',
})
export class Explore {
  readonly #store = inject(FleetStore);
  protected readonly explore = inject(ExploreState);
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly positions = POSITIONS;
  protected readonly picking = signal(false);
  protected readonly opener = viewChild<string, ElementRef<HTMLElement>>('opener', { read: ElementRef });

  protected readonly state = computed((): PageState => {
    if (this.live.refusal() !== null) return 'away';
    if (!this.#store.loaded()) return this.live.lost() ? 'away' : 'loading';
    if (this.explore.query().series.length > 0) return 'ready';
    return this.#store.devices().length === 0 ? 'no-devices' : 'empty';
  });
  protected readonly names = computed(() => new Set(this.explore.picked().map(({ name }) => name)));
  protected readonly summary = computed(() => {
    const picked = this.explore.picked();
    const devices = new Set(picked.map(({ device }) => device.uid)).size;
    const series = this.texts.count('explore.series', picked.length);
    return this.texts.t('explore.counts', { series, devices: this.texts.count('fleet.devices', devices) });
  });
  protected readonly kinds = computed((): readonly Segment[] =>
    KINDS.map((value) => ({ value, icon: ICONS[value], label: this.texts.t(`explore.kind.${value}`) })),
  );
  /** What a viewer may begin with. */
  protected readonly suggestions = computed(() =>
    this.state() === 'empty'
      ? suggestionsOf(this.texts, candidatesOf(this.texts, this.#store.devices()))
      : [],
  );

  constructor() {
    pageTitle(() => this.texts.t('explore.title'));
  }

  protected show(kind: string): void {
    const known = KINDS.find((one) => one === kind);
    if (known) this.explore.change({ kind: known });
  }

  protected pickAll(names: readonly string[]): void {
    this.explore.change({ series: names });
  }

  protected close(): void {
    this.picking.set(false);
    this.opener()?.nativeElement.focus();
  }
}
