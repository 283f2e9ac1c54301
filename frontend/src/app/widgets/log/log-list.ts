import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LogEntry } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { groupsOf, type LogGroup, type ToldEntry } from './log-groups';
import { isKnown, logSign, logText, type LogSign } from './log-words';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY_MS = 86_400_000;

/** A line that is no entry of the log: what happened at `at` (ms of the server's clock), and where there is more of it. */
export interface TitledLine {
  id: string;
  /** What kind of event it is. */
  code: string;
  at: number;
  sign: LogSign;
  text: string;
  link: readonly string[];
}

/** What happened, newest first. Where it names devices, the same of many of them is one line that opens. */
@Component({
  selector: 'sn-log-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark, RouterLink],
  templateUrl: './log-list.html',
  styleUrl: './log-list.css',
})
export class LogList {
  readonly entries = input.required<readonly LogEntry[]>();
  /** Lines between them. */
  readonly others = input<readonly TitledLine[]>([]);
  /** Now, ms of the server's clock: entries of other days show their date. */
  readonly now = input.required<number>();
  /** Names the device of each entry. */
  readonly devices = input(false);
  /** Entries after this time are new to the viewer, ms of the server's clock. */
  readonly newSince = input(Infinity);

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  readonly #groups = computed(() => {
    const told = this.entries()
      .filter(({ event }) => isKnown(event))
      .map((entry): ToldEntry => ({ ...entry, text: logText(this.texts, this.#times, entry.event) }));
    return this.devices() ? groupsOf(told) : told.map((first) => ({ first, entries: [first] }));
  });
  protected readonly lines = computed(() =>
    [
      ...this.#groups().map((group) => this.#line(group)),
      ...this.others().map((other) => ({ ...other, uid: null, device: null, group: [] })),
    ]
      .sort((a, b) => b.at - a.at)
      .map((line) => ({
        ...line,
        time: TIME.format(line.at),
        date: this.now() - line.at > DAY_MS / 2 ? this.#times.date(line.at) : '',
        fresh: line.at > this.newSince(),
      })),
  );

  #line({ first, entries }: LogGroup<ToldEntry>) {
    const { id, at, uid, device, event, text } = first;
    const group = entries.length > 1 ? entries : [];
    return { id, at, uid, device, code: event.code, sign: logSign(event), text, link: null, group };
  }
}
