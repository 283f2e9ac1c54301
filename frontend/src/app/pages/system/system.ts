import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { PartState } from '@sensorium/contracts';
import { Seconds } from '../../data/clocks';
import { FleetStore } from '../../data/fleet-store';
import { Times } from '../../ui/format/times';
import { Mark, type MarkState } from '../../ui/mark/mark';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import type { Stretch } from '../../widgets/chart/gaps';
import { LogList } from '../../widgets/log/log-list';
import { PageNote } from '../../widgets/page-note/page-note';
import { BackupsCard } from './backups-card';
import { FactsCard } from './facts-card';
import { FleetLog } from './fleet-log';
import { HistoryCard } from './history-card';
import { ImportCard } from './import-card';
import { RateChart } from './rate-chart';
import { RefusalsCard } from './refusals-card';
import { RejectionsCard } from './rejections-card';
import { RetentionCard } from './retention-card';
import { SystemFeed } from './system-feed';
import { noticeText } from './notice-text';
import { linkFacts, loadFacts, totalFacts, versionFacts } from './system-facts';
import { ViewersCard } from './viewers-card';

const QUARTER_MS = 15 * 60_000;
const PART_MARKS: Readonly<Record<PartState['state'], MarkState>> = {
  up: 'live',
  degraded: 'warning',
  down: 'critical',
};

/** How the program itself is: what needs a person first, then link, rates, parts, viewers, and what was refused. */
@Component({
  selector: 'sn-system',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    BackupsCard,
    FactsCard,
    HistoryCard,
    ImportCard,
    LogList,
    Mark,
    PageNote,
    RateChart,
    RefusalsCard,
    RejectionsCard,
    RetentionCard,
    ViewersCard,
  ],
  providers: [SystemFeed, FleetLog],
  templateUrl: './system.html',
  styleUrl: './system.css',
})
export class SystemPage {
  readonly #seconds = inject(Seconds);
  readonly #store = inject(FleetStore);
  protected readonly feed = inject(SystemFeed);
  protected readonly log = inject(FleetLog);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly marks = PART_MARKS;

  protected readonly cursor = signal<number | null>(null);
  protected readonly system = this.feed.system;
  /** Server's time, as told by the answers where the live line does not know it. */
  protected readonly now = computed(() => {
    const told = this.system()?.time ?? NaN;
    const now = this.#seconds.now();
    return Number.isNaN(now) ? told : now;
  });
  protected readonly view = computed((): Stretch => {
    const to = this.now();
    return { from: to - QUARTER_MS, to };
  });
  protected readonly notices = computed(() => {
    const order = ['critical', 'warning', 'info'];
    return [...(this.system()?.notices ?? [])]
      .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.since - a.since)
      .map((notice) => noticeText(this.texts, notice, this.system()?.history?.fault ?? null));
  });
  protected readonly parts = computed(() =>
    Object.entries(this.system()?.parts ?? {}).map(([name, part]) => ({ name, ...part })),
  );
  protected readonly link = computed(() => linkFacts(this.texts, this.times, this.system(), this.now()));
  protected readonly load = computed(() => loadFacts(this.texts, this.system()));
  protected readonly totals = computed(() => totalFacts(this.texts, this.system()));
  protected readonly versions = computed(() =>
    versionFacts(this.texts, this.times, this.system(), this.now()),
  );
  /** What happened, with the names that devices have now: a device says its name after it was first seen. */
  protected readonly happened = computed(() => {
    const names = new Map(this.#store.devices().map(({ uid, device }) => [uid, device.name]));
    return this.log
      .entries()
      .map((entry) => ({ ...entry, device: names.get(entry.uid ?? '') ?? entry.device }));
  });
  protected readonly fresh = computed(
    () => this.log.entries().filter(({ at }) => at > this.log.seenUntil).length,
  );
  protected readonly newSince = Number.isNaN(this.log.seenUntil) ? Infinity : this.log.seenUntil;

  constructor() {
    pageTitle(() => this.texts.t('system.title'));
  }
}
