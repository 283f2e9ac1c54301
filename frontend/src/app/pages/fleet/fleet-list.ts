import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { AlertsStore } from '../../data/alerts-store';
import type { DeviceEntry } from '../../data/device-entry';
import { shownPresence } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Favourites } from '../../ui/favourites/favourites';
import { Texts } from '../../ui/texts/texts';
import type { Section } from './arrange';
import { BatteryHead } from './battery-head';
import { BatteryRow } from './battery-row';
import { DeviceCard } from './device-card';
import { DeviceRow } from './device-row';
import type { FleetQuery, Sort } from './fleet-query';
import { ListFocus } from './list-focus';
import { SectionHead } from './section-head';
import { measuresOf } from './sizes';
import { Slots } from './slots';
import { TableHead } from './table-head';
import { Viewport } from './viewport';
import { layOut, rangeToDraw, stepFrom, type Layout, type Line, type Range, type Step } from './windowing';

/** Fleets up to this size are drawn whole, so that the browser's own search finds everything. */
const WHOLE_UP_TO = 120;

/** Drawn above and below the screen, px. */
const SPARE = 480;

/** What may cover the upper and lower edge of the screen, px: bars of the phone, heads of the table. */
const COVERED = 96;

const STEPS: ReadonlyMap<string, Step> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['Home', 'first'],
  ['End', 'last'],
]);

/** A line that is on the page, px from the top of the list. */
interface Drawn {
  slot: string;
  line: Line;
  top: number;
  height: number;
  entries: readonly DeviceEntry[];
}

/**
 * The devices as cards, table or batteries. Draws what is on screen and a little around it. One device is in
 * the tab order; arrow keys move from there, F stars.
 */
@Component({
  selector: 'sn-fleet-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [BatteryHead, BatteryRow, DeviceCard, DeviceRow, SectionHead, TableHead],
  providers: [ListFocus, Viewport],
  templateUrl: './fleet-list.html',
  styleUrl: './fleet-list.css',
  host: {
    '(focusin)': 'focus.moved($event.target)',
    '(focusout)': 'focus.moved($event.relatedTarget)',
    '(keydown)': 'press($event)',
  },
})
export class FleetList {
  readonly sections = input.required<readonly Section[]>();
  readonly query = input.required<FleetQuery>();
  /** The head of a column was pressed. */
  readonly sorted = output<Sort>();

  protected readonly texts = inject(Texts);
  protected readonly focus = inject(ListFocus);
  readonly #live = inject(Live);
  readonly #alerts = inject(AlertsStore);
  readonly #favourites = inject(Favourites);
  readonly #viewport = inject(Viewport);
  readonly #headSlots = new Slots();
  readonly #rowSlots = new Slots();
  #range: Range = { first: 0, end: 0 };

  protected readonly view = computed(() => this.query().view);
  protected readonly flat = computed(() => this.view() !== 'cards');
  protected readonly columns = computed(() => this.#measures().columns);
  readonly #measures = computed(() =>
    measuresOf(this.view(), this.#viewport.width(), this.#viewport.phone(), this.#calm(this.#live.lost())),
  );
  protected readonly layout = computed(() => layOut(this.sections(), this.#measures()));
  protected readonly height = computed(() => this.layout().tops.at(-1) ?? 0);
  protected readonly range = computed(() => {
    const { entries, lines, tops } = this.layout();
    if (entries.length <= WHOLE_UP_TO) return { first: 0, end: lines.length };
    return (this.#range = rangeToDraw(
      tops,
      this.#range,
      this.#viewport.top(),
      this.#viewport.height(),
      SPARE,
    ));
  });
  /** Place of the device with the focus; -1 if the focus is elsewhere. */
  readonly #place = computed(() => (this.focus.inside() ? this.#placeOf(this.focus.uid()) : -1));
  protected readonly drawn = computed(() => this.#draw(this.layout(), this.range(), this.#place()));
  /** The one device in the tab order. */
  protected readonly stop = computed(() => {
    const known = this.#placeOf(this.focus.uid());
    return this.layout().entries[Math.max(0, known)]?.uid;
  });

  constructor() {
    this.focus.follow(this.drawn);
  }

  protected press(event: KeyboardEvent): void {
    const place = this.#place();
    if (place < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'f' || event.key === 'F') {
      this.#favourites.toggle(this.layout().entries[place]?.uid ?? '');
      return;
    }
    const step = STEPS.get(event.key);
    if (!step || (this.flat() && (step === 'left' || step === 'right'))) return;
    event.preventDefault();
    this.#go(stepFrom(this.layout(), place, step));
  }

  #go(place: number): void {
    const { entries, lineOf, tops } = this.layout();
    const entry = entries[place];
    const line = lineOf[place];
    if (!entry || line === undefined) return;
    const above = (tops[line] ?? 0) - COVERED - this.#viewport.top();
    const below = (tops[line + 1] ?? 0) + COVERED - this.#viewport.top() - this.#viewport.height();
    if (above < 0) window.scrollBy(0, above);
    else if (below > 0) window.scrollBy(0, below);
    this.focus.give(entry.uid);
  }

  #draw(layout: Layout, range: Range, place: number): readonly Drawn[] {
    const lines = layout.lines.slice(range.first, range.end);
    const kept = layout.lines[layout.lineOf[place] ?? -1];
    if (kept && kept.index < range.first) lines.unshift(kept);
    if (kept && kept.index >= range.end) lines.push(kept);
    const heads = this.#headSlots.assign(lines.filter(({ head }) => head).map(({ index }) => index));
    const rows = this.#rowSlots.assign(lines.filter(({ head }) => !head).map(({ index }) => index));
    return lines.map((line) => {
      const top = layout.tops[line.index] ?? 0;
      return {
        slot: line.head ? `head ${heads.get(line.index) ?? 0}` : `row ${rows.get(line.index) ?? 0}`,
        line,
        top,
        height: (layout.tops[line.index + 1] ?? top) - top - (line.head ? 0 : this.#measures().gap),
        entries: layout.entries.slice(line.from, line.end),
      };
    });
  }

  #placeOf(uid: string | null): number {
    return uid === null ? -1 : this.layout().entries.findIndex((entry) => entry.uid === uid);
  }

  #calm(lost: boolean): (entry: DeviceEntry) => boolean {
    const alerts = this.#alerts.worstByDevice();
    return ({ uid, presence, device }) =>
      shownPresence(presence, lost) === 'live' && device.outOfService === null && !alerts.has(uid);
  }
}
