import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { formatSeriesName } from '@sensorium/contracts';
import { FleetStore } from '../../data/fleet-store';
import { Icon } from '../../ui/icon/icon';
import { search } from '../../ui/search/search';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { LAB, LaneSettings } from './settings';

/** Series that are listed at once; a search finds the others. */
const MOST_LISTED = 80;

/** What the lanes can carry. `name`: of the series, or of the lab. */
interface Choice {
  name: string;
  title: string;
  note: string;
}

const KEYS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 8],
  ['PageUp', -8],
]);

/** Chooses the series that the lanes carry: the lab, or any of the fleet. */
@Component({
  selector: 'sn-source-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, Icon],
  templateUrl: './source-picker.html',
  styleUrl: './source-picker.css',
})
export class SourcePicker {
  protected readonly texts = inject(Texts);
  readonly #settings = inject(LaneSettings);
  readonly #store = inject(FleetStore);
  protected readonly opener = viewChild.required<ElementRef<HTMLButtonElement>>('button');
  protected readonly field = viewChild<ElementRef<HTMLInputElement>>('field');
  protected readonly isOpen = signal(false);
  protected readonly query = signal('');
  protected readonly active = signal(0);
  protected readonly source = this.#settings.source;

  readonly #all = computed((): Choice[] => [
    { name: LAB, title: this.texts.t('transports.lab'), note: this.texts.t('transports.labNote') },
    ...this.#store.devices().flatMap(({ device }) =>
      device.metrics.map((metric) => ({
        name: formatSeriesName(device.uid, metric.name),
        title: metricTitle(this.texts, metric),
        note: device.name,
      })),
    ),
  ]);
  readonly #found = computed(() =>
    search(this.#all(), this.query(), ({ title, note }) => `${note} ${title}`),
  );
  protected readonly listed = computed(() => this.#found().slice(0, MOST_LISTED));
  protected readonly hasSeries = computed(() => this.#all().length > 1);
  protected readonly more = computed(() => this.#found().length - this.listed().length);
  protected readonly chosen = computed(() => {
    const choice = this.#all().find(({ name }) => name === this.source());
    if (!choice) return this.source();
    return choice.name === LAB ? choice.title : `${choice.note} / ${choice.title}`;
  });

  constructor() {
    effect(() => {
      this.field()?.nativeElement.focus({ preventScroll: true });
    });
    effect(() => {
      const place = this.active();
      untracked(() => {
        document.getElementById(`source-${place}`)?.scrollIntoView({ block: 'nearest' });
      });
    });
  }

  protected open(): void {
    this.query.set('');
    this.active.set(
      Math.max(
        0,
        this.listed().findIndex(({ name }) => name === this.source()),
      ),
    );
    this.isOpen.set(true);
  }

  protected close(): void {
    this.isOpen.set(false);
    this.opener().nativeElement.focus({ preventScroll: true });
  }

  protected search(text: string): void {
    this.query.set(text);
    this.active.set(0);
  }

  protected choose({ name }: Choice): void {
    this.#settings.set({ source: name });
    this.close();
  }

  protected key(event: KeyboardEvent): void {
    const here = this.listed()[this.active()];
    if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else if (event.key === 'Enter' && here && !event.isComposing) this.choose(here);
    else if (!KEYS.has(event.key)) return;
    event.preventDefault();
    const last = Math.max(0, this.listed().length - 1);
    this.active.update((place) => Math.min(last, Math.max(0, place + (KEYS.get(event.key) ?? 0))));
  }
}
