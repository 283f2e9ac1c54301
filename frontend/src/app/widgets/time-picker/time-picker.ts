import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin, type ConnectedPosition } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { MomentField } from '../../ui/moment/moment-field';
import type { RangeControl } from '../../ui/range/range-control';
import { LEAST_MS, PRESETS, viewOf, type TimeRange } from '../../ui/range/time-range';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone, zoneOf } from '../../ui/range/zones';
import { Texts } from '../../ui/texts/texts';
import { CALENDAR, calendarRange, fieldText, fieldTime, lengthOf, rangeName } from './range-text';

const MINUTE = 60_000;
const POSITIONS: ConnectedPosition[] = [
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 6 },
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -6 },
];

/**
 * Chooses what time a page shows: lengths up to the present, days and weeks by the clocks of the viewer or of the
 * site, any stretch; one length back and on, wider, live or held.
 */
@Component({
  selector: 'sn-time-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Icon, MomentField],
  templateUrl: './time-picker.html',
  styleUrl: './time-picker.css',
  host: { role: 'group', '[attr.aria-label]': "texts.t('range.title')" },
})
export class TimePicker {
  readonly control = input.required<RangeControl>();
  /** Server's time, ms since the epoch. */
  readonly now = input.required<number>();
  /** Zone whose clocks cut days, and the site's, if it has one. */
  readonly zone = input(viewerZone());
  readonly siteZone = input<string | null>(null);
  readonly zoneChosen = output<string>();

  protected readonly texts = inject(Texts);
  protected readonly presets = PRESETS;
  protected readonly calendar = CALENDAR;
  protected readonly positions = POSITIONS;
  protected readonly open = signal(false);
  protected readonly from = signal('');
  protected readonly to = signal('');
  protected readonly fault = signal(false);
  protected readonly today = computed(() => fieldText(this.now(), zoneOf(this.zone())));

  protected readonly label = computed(() => this.#nameOf(this.control().range()));
  protected readonly paused = computed(() => this.control().range().kind === 'fixed');
  /** Zones to choose from; none if the site is in the viewer's. */
  protected readonly zones = computed(() => {
    const [own, site] = [viewerZone(), this.siteZone()];
    if (site === null || this.#sameClock(own, site)) return [];
    return [
      { zone: own, label: this.texts.t('range.viewerZone') },
      { zone: site, label: this.texts.t('range.siteZone', { zone: placeOf(site) }) },
    ];
  });

  protected lengthText(ms: number): string {
    const { unit, n } = lengthOf(ms);
    return this.texts.t(`duration.${unit}`, { n });
  }

  protected calendarText(name: (typeof CALENDAR)[number]): string {
    return this.texts.t(`range.${name}`);
  }

  protected isPreset(ms: number): boolean {
    const range = this.control().range();
    return range.kind === 'last' && range.ms === ms;
  }

  /** Value of a length for tests and styles: its minutes. */
  protected minutes(ms: number): number {
    return ms / MINUTE;
  }

  protected toggle(): void {
    const view = viewOf(this.control().range(), this.now());
    const zone = zoneOf(this.zone());
    this.from.set(fieldText(view.from, zone));
    this.to.set(fieldText(view.to, zone));
    this.fault.set(false);
    this.open.update((open) => !open);
  }

  protected choose(range: TimeRange): void {
    this.open.set(false);
    this.control().go(range);
  }

  protected chooseNamed(name: (typeof CALENDAR)[number]): void {
    this.choose(calendarRange(name, zoneOf(this.zone()), this.now()));
  }

  protected chooseZone(zone: string): void {
    const [from, to] = [this.from(), this.to()].map((text) => fieldTime(text, zoneOf(this.zone())));
    this.zoneChosen.emit(zone);
    this.from.set(fieldText(from ?? NaN, zoneOf(zone)));
    this.to.set(fieldText(to ?? NaN, zoneOf(zone)));
  }

  /** The stretch in the fields; one that ends now or later goes on with the present. */
  protected apply(event: Event): void {
    event.preventDefault();
    const [from = NaN, to = NaN] = [this.from(), this.to()].map((text) =>
      fieldTime(text, zoneOf(this.zone())),
    );
    this.fault.set(!(to - from >= LEAST_MS && from < this.now()));
    if (this.fault()) return;
    this.choose(to >= this.now() ? { kind: 'since', from } : { kind: 'fixed', from, to });
  }

  protected holdOrGo(): void {
    if (this.paused()) this.control().goLive();
    else this.control().hold();
  }

  #nameOf(range: TimeRange): string {
    const name = rangeName(range, timeWords(this.zone(), this.texts.language()), this.now());
    if (name.key === 'range.last') return this.texts.t(name.key, { length: this.lengthText(name.ms) });
    return this.texts.t(name.key, { ...name });
  }

  #sameClock(a: string, b: string): boolean {
    return zoneOf(a).wall(this.now()) === zoneOf(b).wall(this.now());
  }
}

/** The place in the name of a zone: "New York" of `America/New_York`. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
