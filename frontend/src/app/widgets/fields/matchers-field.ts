import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import type { Severity } from '@sensorium/contracts';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { TokenField } from './token-field';
import type { MatchersDraft } from './matchers';

/** What there is to choose from. `rules`, `deviceNames`: names by id. */
export interface MatcherChoices {
  rules: ReadonlyMap<string, string>;
  devices: readonly string[];
  deviceNames: ReadonlyMap<string, string>;
  sites: readonly string[];
  metrics: readonly string[];
  labels: readonly string[];
}

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];
const LISTS = ['sites', 'devices', 'labels', 'metrics'] as const;

/** Which alerts are meant: by severity, site, device, label, metric and rule; all that is named must match. */
@Component({
  selector: 'sn-matchers-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark, TokenField],
  templateUrl: './matchers-field.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
      gap: var(--x3);
      align-items: start;
    }
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: 4px;
      padding: 0;
      color: var(--text-3);
      font-size: 12px;
      line-height: 16px;
    }
  `,
})
export class MatchersField {
  readonly matchers = model.required<MatchersDraft>();
  readonly choices = input.required<MatcherChoices>();

  protected readonly texts = inject(Texts);
  protected readonly severities = SEVERITIES;
  protected readonly lists = LISTS;
  protected readonly none: ReadonlyMap<string, string> = new Map();
  protected readonly ruleNames = computed(() => [...this.choices().rules.values()]);

  protected toggle(severity: Severity): void {
    const { severity: chosen } = this.matchers();
    const next = chosen.includes(severity) ? chosen.filter((one) => one !== severity) : [...chosen, severity];
    this.matchers.set({ ...this.matchers(), severity: next });
  }

  protected change(list: (typeof LISTS)[number], tokens: readonly string[]): void {
    this.matchers.set({ ...this.matchers(), [list]: tokens });
  }

  /** Rules are picked by their names, and kept by their ids. */
  protected changeRules(tokens: readonly string[]): void {
    const byName = new Map([...this.choices().rules].map(([id, name]) => [name, id]));
    const ids = tokens.map((token) => byName.get(token) ?? token);
    this.matchers.set({ ...this.matchers(), rules: [...new Set(ids)] });
  }
}
