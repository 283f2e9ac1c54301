import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { Device } from '@sensorium/contracts';
import { Sites } from '../../data/sites';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import type { TextKey } from '../../ui/texts/keys';
import { Texts } from '../../ui/texts/texts';
import { AboutForm } from './about-form';
import { dialectTitle } from './dialect-title';

interface Fact {
  key: TextKey;
  text: string;
  mono?: boolean;
}

/** What a device is: what it says of itself and what people have set; with a form for what may be set. */
@Component({
  selector: 'sn-about-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AboutForm, Icon],
  template: `
    <header>
      <h2>{{ texts.t('device.about') }}</h2>
      @if (!editing()) {
        <button type="button" class="link" data-testid="edit" (click)="editing.set(true)">
          <sn-icon name="edit" [size]="14" />{{ texts.t('device.edit') }}
        </button>
      }
    </header>
    @if (editing()) {
      <sn-about-form [device]="device()" (closed)="editing.set(false)" />
    } @else {
      <div class="body">
        <dl class="facts">
          @for (fact of facts(); track fact.key) {
            <dt>{{ texts.t(fact.key) }}</dt>
            <dd [class.mono]="fact.mono" [attr.data-testid]="fact.key">
              <bdi>{{ fact.text }}</bdi>
            </dd>
          }
        </dl>
        @if (labels().length > 0) {
          <ul class="labels" [attr.aria-label]="texts.t('device.labels')">
            @for (label of labels(); track label) {
              <li class="cut" [title]="label">
                <bdi>{{ label }}</bdi>
              </li>
            }
          </ul>
        }
      </div>
    }
  `,
  styleUrl: './side-card.css',
  host: { class: 'card', 'data-testid': 'about' },
})
export class AboutCard {
  readonly device = input.required<Device>();
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  readonly #sites = inject(Sites);
  protected readonly editing = signal(false);
  protected readonly labels = computed(() =>
    Object.entries(this.device().labels).map(([key, value]) => `${key}: ${value}`),
  );
  protected readonly facts = computed((): readonly Fact[] => {
    const { id, uid, model, kind, site, source, firstSeen, aliases, location } = this.device();
    const dialect = dialectTitle(this.device().dialect) ?? this.texts.t('device.noDialect');
    const place = location && `${location.lat.toFixed(5)}, ${location.lon.toFixed(5)}`;
    const facts: { key: TextKey; text: string | null; mono?: boolean }[] = [
      { key: 'device.field.id', text: id, mono: true },
      { key: 'device.field.uid', text: uid, mono: true },
      { key: 'device.field.model', text: model },
      { key: 'device.field.kind', text: kind },
      { key: 'device.field.site', text: site === null ? null : this.#siteWithTime(site) },
      { key: 'device.field.source', text: this.texts.t('device.sourceOf', { dialect, source }) },
      { key: 'device.field.firstSeen', text: this.#firstSeen(firstSeen) },
      { key: 'device.field.location', text: place },
      { key: 'device.field.aliases', text: aliases.join(', ') || null, mono: true },
      { key: 'device.field.edited', text: this.#edited() },
    ];
    return facts.flatMap(({ text, ...fact }) => (text === null ? [] : [{ ...fact, text }]));
  });

  constructor() {
    void this.#sites.read();
  }

  /** The name of a site, and the time there if its zone is known. */
  #siteWithTime(site: string): string {
    const zone = this.#sites.find(site)?.zone;
    if (!zone || Number.isNaN(this.now())) return site;
    const time = this.#times.clockIn(zone, this.now());
    return time === null ? site : `${site}, ${time}`;
  }

  #firstSeen(t: number): string {
    const language = this.texts.language() === 'en' ? 'en-GB' : this.texts.language();
    const date = new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }).format(t);
    return `${date}, ${this.#times.clock(t)}`;
  }

  #edited(): string | null {
    const { edited } = this.device();
    if (edited.length === 0) return null;
    return edited.map((field) => this.texts.t(`log.field.${field}`)).join(', ');
  }
}
