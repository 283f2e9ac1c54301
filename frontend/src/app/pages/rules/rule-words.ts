import { Injectable, inject } from '@angular/core';
import type { AlertRule } from '@sensorium/contracts';
import { durationOf, durationParts, numberOf } from '../../ui/format/quantities';
import { limitText } from '../../ui/texts/alert-words';
import { capital, metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { meaningOf } from '../../ui/texts/value-words';
import { draftOf, isMetaLimit, type PartDraft, type RuleDraft } from './draft';
import type { FaultWord } from './draft-body';
import { RuleFleet } from './rule-fleet';
import { briefKey, filled, partKey, type Slot } from './sentence';
import { ChannelNames } from './channel-names';

/** Devices that a list calls by their names; further ones are counted. */
const MOST_NAMED = 2;

/** Rules in words, in the language of the page. */
@Injectable({ providedIn: 'root' })
export class RuleWords {
  readonly #texts = inject(Texts);
  readonly #fleet = inject(RuleFleet);
  readonly #channels = inject(ChannelNames);

  /** The rule in short: when it fires, and who is told. */
  brief(rule: AlertRule): string {
    const draft = draftOf(rule);
    const [first] = draft.parts;
    if (!first) return '';
    const when = filled(this.#texts.t(briefKey(draft.join ?? first.operator)), (slot) =>
      slot === 'scope' ? this.#covered(rule, draft) : this.slot(draft, first, slot),
    );
    const parts =
      draft.join === null ? '' : `: ${draft.parts.map((part) => this.#part(draft, part)).join('; ')}`;
    const held =
      (durationOf(draft.for) ?? 0) > 0 ? this.#texts.t('rules.briefFor', { time: this.time(draft.for) }) : '';
    return this.#texts.t('rules.briefTells', {
      when: this.#begun(when + parts + held),
      told: this.told(draft.channels),
    });
  }

  /** A sentence begins with a capital letter, but not where it begins with an id. */
  #begun(sentence: string): string {
    return this.#texts.language() === 'en' ? capital(sentence) : sentence;
  }

  /** One condition of several. */
  #part(draft: RuleDraft, part: PartDraft): string {
    const alone = { ...draft, join: null };
    return filled(this.#texts.t(partKey(part.operator)), (slot) => this.slot(alone, part, slot));
  }

  /** What stands in one place of the sentence. */
  slot(draft: RuleDraft, part: PartDraft, slot: Slot): string {
    switch (slot) {
      case 'channels':
        return this.told(draft.channels);
      case 'severity':
        return this.#texts.t(`rules.severity.${draft.severity}`);
      case 'metric':
        return this.metric(part.metric, draft.devices);
      case 'scope':
        return this.scope(draft.devices, draft.labels);
      case 'operator':
        return this.#texts.t(`rules.operator.${draft.join ?? part.operator}`);
      case 'value':
        return this.value(part);
      case 'clear':
      case 'low':
      case 'high':
      case 'deadband':
        return this.amount(
          slot === 'clear' && part.clear === '' ? part.value : part[slot] || '0',
          part.metric,
          slot === 'deadband',
        );
      case 'per':
      case 'after':
        return this.time(part[slot]);
      case 'for':
      case 'clearFor':
        return this.time(draft[slot]);
    }
  }

  /** Who is told; nobody named: as the routes say. */
  told(channels: readonly string[]): string {
    if (channels.length === 0) return this.#texts.t('rules.byRoutes');
    return new Intl.ListFormat(this.#texts.language()).format(channels.map((id) => this.#channels.name(id)));
  }

  /** The name of a metric as the devices of the rule call it, else as all of the fleet do. */
  metric(name: string, devices: readonly string[] = []): string {
    if (name === '') return this.#texts.t('rules.anything');
    const facts = this.#fleet.facts(name);
    const label = this.#fleet.labelOf(name, devices) ?? facts?.label ?? null;
    const { unit = null, kind = 'number' } = facts ?? {};
    const title = metricTitle(this.#texts, { name, label, unit, kind });
    return this.#texts.language() === 'en' ? title.charAt(0).toLocaleLowerCase() + title.slice(1) : title;
  }

  /** Which devices: by their names where they are named one by one, else globs and labels; else all. */
  scope(devices: readonly string[], labels: readonly string[]): string {
    const words = [...devices.map((one) => this.#fleet.nameOf(one) ?? one), ...labels];
    return words.length === 0 ? this.#texts.t('rules.everyDevice') : words.join(', ');
  }

  /** The devices that a rule covers now, by their names; the first of them if there are many. */
  #covered({ labels, matches }: AlertRule, draft: RuleDraft): string {
    const metrics = draft.parts.map(({ metric }) => metric).filter((metric) => metric !== '');
    const isAll = draft.devices.length + draft.labels.length === 0;
    const most = isAll ? 0 : Math.min(matches, MOST_NAMED);
    const names = this.#fleet
      .firstOf({ devices: draft.devices, labels }, metrics, most)
      .map(({ name }) => name);
    if (names.length === 0) return this.scope(draft.devices, draft.labels);
    const more = matches - names.length;
    return more > 0
      ? this.#texts.t('rules.scopeMore', { names: names.join(', '), n: more })
      : new Intl.ListFormat(this.#texts.language()).format(names);
  }

  /** What a value is compared with: in words where it means something. */
  value({ operator, value, metric }: PartDraft): string {
    const facts = this.#fleet.facts(metric);
    const compares = operator === 'equals' || operator === 'not-equals';
    const isChange = operator === 'rises' || operator === 'falls';
    if (!compares || !facts || facts.kind === 'number') return this.amount(value, metric, isChange);
    return meaningOf(this.#texts, facts, facts.kind === 'boolean' ? value === 'true' : value) ?? value;
  }

  /** A limit in the viewer's unit, or the name of one that devices state. `difference`: a deadband or a change. */
  amount(text: string, metric: string, difference = false): string {
    if (isMetaLimit(text)) return this.#texts.t(`rules.meta.${text}`);
    const unit = this.#fleet.facts(metric)?.unit ?? null;
    const value = numberOf(text);
    if (value === undefined)
      return unit === null || text === '' ? text : `${text} ${this.#texts.unit(unit) ?? ''}`;
    return limitText(this.#texts, value, unit, difference);
  }

  /** A length of time in the language: "1 h 30 min". */
  time(text: string): string {
    const ms = text.trim() === '' ? 0 : durationOf(text);
    if (ms === undefined) return text;
    return durationParts(ms)
      .map(({ n, unit }) => this.#texts.t(`duration.${unit}`, { n }))
      .join(' ');
  }

  fault(word: FaultWord): string {
    return this.#texts.t(`rules.fault.${word}`);
  }

  /** Name of the rule that watches for the silence of what another rule watches. */
  silenceName(name: string): string {
    return this.#texts.t('rules.silenceName', { name });
  }
}
