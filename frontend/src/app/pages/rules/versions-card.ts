import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import type { RuleVersion } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { Seconds } from '../../data/clocks';
import { RulesApi } from '../../data/rules-api';
import { Times } from '../../ui/format/times';
import { Texts } from '../../ui/texts/texts';
import { NEW_PART, draftOf } from './draft';
import { changesBetween } from './rule-changes';
import { RuleEdit } from './rule-edit';
import { RuleWords } from './rule-words';

/** Versions that stand here at first. */
const FEW = 4;

/** The versions of the rule: who wrote each when, what it changed, and a way back to it. */
@Component({
  selector: 'sn-versions-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ texts.t('rules.versions') }}</h2>
    @if (fault()) {
      <p class="faint">{{ fault() }}</p>
    }
    <ol>
      @for (one of listed(); track one.version) {
        <li data-testid="rule-version">
          <span class="number">{{ one.version }}</span>
          <div>
            <p>{{ one.what }}</p>
            <p class="faint">
              <bdi>{{ one.when }}</bdi>
            </p>
          </div>
          @if (!$first) {
            <button
              type="button"
              class="btn sm"
              [attr.aria-label]="texts.t('rules.restoreLabel', { n: one.version })"
              (click)="restore(one.version)"
            >
              {{ texts.t('rules.restore') }}
            </button>
          }
        </li>
      }
    </ol>
    @if (all().length > few && !open()) {
      <button type="button" class="link" (click)="open.set(true)">
        {{ texts.count('rules.allVersions', all().length) }}
      </button>
    }
  `,
  styleUrl: './side.css',
  styles: `
    ol {
      display: grid;
      gap: 10px;
    }
    li {
      display: flex;
      gap: var(--x3);
      align-items: flex-start;
      font-size: 12px;
      line-height: 16px;
    }
    li > div {
      flex: 1;
      min-width: 0;
    }
    .number {
      min-width: 12px;
      color: var(--text-3);
    }
    .btn.sm {
      height: 24px;
      padding: 0 8px;
    }
  `,
})
export class VersionsCard {
  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  readonly #words = inject(RuleWords);
  readonly #edit = inject(RuleEdit);
  readonly #api = inject(RulesApi);
  readonly #seconds = inject(Seconds);
  readonly #versions = signal<readonly RuleVersion[]>([]);
  protected readonly few = FEW;
  protected readonly fault = signal('');
  protected readonly open = signal(false);

  protected readonly all = computed(() =>
    this.#versions().map(({ version, at, by, body }, i) => {
      const before = this.#versions()[i + 1];
      return {
        version,
        when: [this.#when(at), by].filter(Boolean).join(', '),
        what: before ? this.#what(before, body) : this.texts.t('rules.first'),
      };
    }),
  );
  protected readonly listed = computed(() => (this.open() ? this.all() : this.all().slice(0, FEW)));

  constructor() {
    effect(() => {
      const saved = this.#edit.saved();
      if (saved) untracked(() => void this.#read(saved.id));
    });
  }

  /** The old version stands in the fields, to be looked at and saved as the next one. */
  protected restore(version: number): void {
    const found = this.#versions().find((one) => one.version === version);
    if (found) this.#edit.change(draftOf(found.body));
  }

  async #read(id: string): Promise<void> {
    try {
      this.#versions.set(await this.#api.versions(id));
      this.fault.set('');
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault.set(error.message);
    }
  }

  #when(at: number): string {
    const today = this.#times.date(at) === this.#times.date(this.#seconds.minute() || Date.now());
    return today ? this.#times.clock(at) : this.#times.date(at, this.#seconds.minute() || Date.now());
  }

  #what(before: RuleVersion, body: RuleVersion['body']): string {
    const changes = changesBetween(before.body, body, (draft, slot) =>
      this.#words.slot(draft, draft.parts[0] ?? NEW_PART, slot),
    );
    const words = changes.map(({ field, from, to }) => {
      const name = this.texts.t(field);
      return from === to ? name : this.texts.t('rules.change', { name, from: from || '–', to: to || '–' });
    });
    return words.join(', ') || this.texts.t('rules.noChange');
  }
}
