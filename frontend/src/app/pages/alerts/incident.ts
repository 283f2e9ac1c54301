import { Dialog } from '@angular/cdk/dialog';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatSeriesName, type Alert } from '@sensorium/contracts';
import { sinceOf, stageOf } from '../../data/alert-view';
import { AlertsStore } from '../../data/alerts-store';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import { FleetStore } from '../../data/fleet-store';
import { Live } from '../../data/live';
import { SeriesFeed } from '../../data/series-feed';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { alertPlace, alertTitle, amountText, isBuiltIn } from '../../ui/texts/alert-words';
import { Texts } from '../../ui/texts/texts';
import { PageNote } from '../../widgets/page-note/page-note';
import { AlertActions } from './alert-actions';
import { nameWords } from './alert-row-words';
import { HappenedList, hidesSome } from './happened-list';
import { IncidentChart } from './incident-chart';
import { factsOf, type Newest } from './incident-facts';
import { IncidentFeed } from './incident-feed';
import { valueMetric } from './incident-view';
import { messageOf } from './incident-words';
import { NoteDialog, type NoteWish } from './note-dialog';
import { runbookLink } from './runbook';
import { SnoozeMenu } from './snooze-menu';
import { ToldList } from './told-list';

/** One incident: how it stands, what can be done, its values, what happened, who was told, what was alike before. */
@Component({
  selector: 'sn-incident',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [HappenedList, Icon, IncidentChart, Mark, PageNote, RouterLink, SnoozeMenu, ToldList],
  providers: [IncidentFeed, SeriesFeed],
  templateUrl: './incident.html',
  styleUrl: './incident.css',
  host: { class: 'card', 'data-testid': 'incident' },
})
export class Incident {
  readonly id = input.required<string>();

  protected readonly feed = inject(IncidentFeed);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly live = inject(Live);
  readonly #actions = inject(AlertActions);
  readonly #dialog = inject(Dialog);
  readonly #store = inject(AlertsStore);
  readonly #fleet = inject(FleetStore);
  readonly #series = inject(SeriesFeed);
  readonly #seconds = inject(Seconds);
  readonly #clock = inject(SERVER_CLOCK);
  protected readonly snoozeMenu = viewChild(SnoozeMenu);
  protected readonly cursor = signal<number | null>(null);
  protected readonly allEntries = signal(false);
  protected readonly draft = signal('');

  protected readonly alert = this.feed.alert;
  /** The name of the page; null while it is not known. */
  readonly title = computed(() => {
    const alert = this.alert();
    return alert && alertTitle(this.texts, alert);
  });
  protected readonly now = computed(() => {
    const now = this.#seconds.now();
    return Number.isNaN(now) ? this.#clock.now() : now;
  });
  protected readonly device = computed(() => {
    this.#fleet.devices();
    this.#fleet.presence();
    const uid = this.alert()?.uid;
    return uid ? (this.#fleet.entry(uid)?.device ?? null) : null;
  });
  protected readonly metric = computed(() => {
    const name = this.alert()?.metric;
    return this.device()?.metrics.find((one) => one.name === name) ?? null;
  });
  protected readonly stage = computed(() => {
    const alert = this.alert();
    return alert ? stageOf(alert, this.now()) : 'resolved';
  });
  protected readonly place = computed(() => {
    const alert = this.alert();
    return alert ? alertPlace(this.texts, alert) : '';
  });
  protected readonly message = computed(() => {
    const alert = this.alert();
    return alert ? messageOf({ texts: this.texts, alert, metric: this.metric() }) : '';
  });
  protected readonly ruleLink = computed(() => {
    const rule = this.alert()?.rule;
    return rule && !isBuiltIn(rule.id) ? ['/alerts/rules', rule.id] : null;
  });
  protected readonly lasted = computed(() => {
    const alert = this.alert();
    if (!alert) return '';
    const duration = this.times.duration((alert.resolvedAt ?? this.now()) - sinceOf(alert));
    return this.texts.t(alert.resolvedAt === null ? 'alerts.for' : 'alerts.lasted', { duration });
  });
  /** What is unusual about it, in sentences. */
  protected readonly notes = computed(() => {
    const alert = this.alert();
    return alert && alert.state !== 'resolved' ? this.#notesOf(alert) : [];
  });
  readonly #newest = computed((): Newest | null => {
    const alert = this.alert();
    const device = this.device();
    this.#series.version();
    if (!alert || alert.state === 'resolved' || !device) return null;
    const metric = valueMetric(alert, this.feed.rule(), device);
    if (!metric) return null;
    const { joined } = this.#series.of(formatSeriesName(device.id, metric.name));
    if (joined.length === 0) return null;
    return { value: joined.value(joined.length - 1), t: joined.time(joined.length - 1) };
  });
  protected readonly facts = computed(() => {
    const alert = this.alert();
    if (!alert) return [];
    const told = { texts: this.texts, times: this.times, now: this.now(), metric: this.metric() };
    return factsOf(told, alert, this.feed.rule(), this.#newest());
  });
  protected readonly hidesSome = computed(() => hidesSome(this.feed.log()));
  protected readonly before = computed(() =>
    this.feed.similar().map((alert) => ({
      id: alert.id,
      when: `${this.times.date(sinceOf(alert), this.now())} ${this.times.clock(sinceOf(alert))}`,
      text: this.#beforeText(alert),
    })),
  );
  protected readonly runbook = computed(() => {
    const text = this.alert()?.runbook ?? '';
    return text === '' ? null : { text, link: runbookLink(text) };
  });

  constructor() {
    this.feed.follow(() => this.id());
  }

  openSnooze(): boolean {
    this.snoozeMenu()?.open();
    return this.snoozeMenu() !== undefined;
  }

  protected acknowledge(alert: Alert): void {
    void this.#actions.acknowledge([alert]);
  }

  protected unacknowledge(alert: Alert): void {
    void this.#actions.unacknowledge([alert]);
  }

  protected wake(alert: Alert): void {
    void this.#actions.snooze([alert], 0);
  }

  /** Asks for a note first; an end by hand is confirmed so. */
  protected ask(deed: NoteWish['deed'], alert: Alert): void {
    this.#dialog.open<never, NoteWish>(NoteDialog, {
      data: { deed, alerts: [alert] },
      ariaLabel: alertTitle(this.texts, alert),
      ariaModal: true,
    });
  }

  protected async comment(event: Event, alert: Alert): Promise<void> {
    event.preventDefault();
    const text = this.draft().trim();
    if (text === '') return;
    if (await this.#actions.comment(alert, text)) {
      this.draft.set('');
      await this.feed.readAll();
    }
  }

  protected again(): void {
    void this.feed.readAll();
  }

  /** A line of its own with ctrl or cmd and Enter. */
  protected typed(event: KeyboardEvent, form: HTMLFormElement): void {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  #notesOf(alert: Alert): string[] {
    const notes: string[] = [];
    const { t, count } = { t: this.texts.t.bind(this.texts), count: this.texts.count.bind(this.texts) };
    if (alert.noDataSince !== null)
      notes.push(t('alerts.remark.noData', { time: this.times.clock(alert.noDataSince) }));
    if (alert.flapping) notes.push(count('alerts.remark.flapping', alert.firings));
    const root = alert.suppressedBy === null ? undefined : this.#store.alerts().get(alert.suppressedBy);
    if (root) notes.push(t('alerts.remark.covered', { title: alertTitle(this.texts, root) }));
    else if (alert.suppressedBy !== null) notes.push(t('alerts.remark.silenced'));
    const below = [...this.#store.alerts().values()].filter(({ suppressedBy }) => suppressedBy === alert.id);
    if (below.length > 0) notes.push(count('alerts.remark.below', below.length));
    if (alert.acknowledged) notes.push(this.#acknowledgedText(alert.acknowledged));
    if (this.stage() === 'snoozed' && alert.snoozedUntil !== null)
      notes.push(t('alerts.remark.snoozed', { time: this.times.clock(alert.snoozedUntil) }));
    return notes;
  }

  #acknowledgedText({ by, at, note }: NonNullable<Alert['acknowledged']>): string {
    const said = { name: nameWords(this.texts, by), time: this.times.clock(at), note };
    return this.texts.t(note === '' ? 'alerts.remark.acknowledged' : 'alerts.remark.acknowledgedNote', said);
  }

  #beforeText(alert: Alert): string {
    const lasted = this.times.duration((alert.resolvedAt ?? this.now()) - sinceOf(alert));
    const peak = amountText(this.texts, alert.peak, alert, this.metric());
    return peak === '' ? lasted : `${lasted}, ${this.texts.t('alerts.peak', { value: peak })}`;
  }
}
