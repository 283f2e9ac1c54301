import { Dialog } from '@angular/cdk/dialog';
import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Alert, AlertRule, Severity } from '@sensorium/contracts';
import { firstValueFrom } from 'rxjs';
import { AlertsStore } from '../../data/alerts-store';
import { RulesApi } from '../../data/rules-api';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { PageNote } from '../../widgets/page-note/page-note';
import { ChannelNames } from './channel-names';
import { ImportDialog } from './import-dialog';
import { RuleListFeed } from './rule-list-feed';
import { RuleWords } from './rule-words';

/** From so many rules on a search stands above them. */
const MANY = 8;
const WORST: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

interface Row {
  rule: AlertRule;
  sentence: string;
  /** What its devices are named by: globs and labels. */
  scope: string;
  /** Incidents that are open now. */
  open: number;
}

/** All rules: what each says, how many devices it covers now, how many incidents are open. */
@Component({
  selector: 'sn-rule-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon, Mark, PageNote, RouterLink],
  providers: [RuleListFeed],
  templateUrl: './rule-list.html',
  styleUrls: ['../../ui/page/page-head.css', './rule-list.css'],
})
export class RuleList {
  protected readonly feed = inject(RuleListFeed);
  protected readonly texts = inject(Texts);
  readonly #words = inject(RuleWords);
  readonly #alerts = inject(AlertsStore);
  readonly #dialog = inject(Dialog);
  readonly #router = inject(Router);
  protected readonly fileAddress = inject(RulesApi).fileAddress();
  protected readonly query = signal('');
  protected readonly all = computed(() => this.feed.rules() ?? []);
  protected readonly searches = computed(() => this.all().length >= MANY);
  protected readonly rows = computed((): readonly Row[] => {
    const words = this.query().trim().toLowerCase().split(/\s+/u).filter(Boolean);
    const open = openByRule(this.#alerts.open());
    return this.all()
      .map((rule) => ({
        rule,
        sentence: this.#words.brief(rule),
        scope: scopeText(rule),
        open: open.get(rule.id) ?? 0,
      }))
      .filter(({ rule, sentence, scope }) =>
        words.every((word) => `${rule.name} ${sentence} ${scope}`.toLowerCase().includes(word)),
      )
      .sort(
        (a, b) => WORST[a.rule.severity] - WORST[b.rule.severity] || a.rule.name.localeCompare(b.rule.name),
      );
  });
  protected readonly summary = computed(() => {
    const off = this.all().filter(({ enabled }) => !enabled).length;
    const rules = this.texts.count('rules.nRules', this.all().length);
    return off === 0 ? rules : this.texts.t('rules.someOff', { rules, n: off });
  });
  protected readonly failed = computed(() => this.feed.fault()?.message ?? '');

  constructor() {
    pageTitle(() => this.texts.t('rules.title'));
    void this.feed.read();
    void inject(ChannelNames).read();
  }

  protected duplicate({ id }: AlertRule): void {
    void this.#router.navigate(['/alerts/rules/new'], { queryParams: { copy: id } });
  }

  protected async importFile(): Promise<void> {
    const dialog = this.#dialog.open<boolean>(ImportDialog, {
      ariaLabel: this.texts.t('rules.import.title'),
      ariaModal: true,
    });
    if (await firstValueFrom(dialog.closed)) await this.feed.read();
  }
}

/** How many open incidents each rule has, as the inbox counts them: one that has not fired yet is none. */
function openByRule(open: readonly Alert[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of open) counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
  return counts;
}

function scopeText({ devices, labels }: AlertRule): string {
  return [...devices, ...Object.entries(labels).map(([key, value]) => `${key}: ${value}`)].join(', ');
}
