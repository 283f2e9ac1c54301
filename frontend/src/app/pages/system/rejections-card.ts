import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { RejectionList } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import type { TextKey } from '../../ui/texts/keys';
import { Texts } from '../../ui/texts/texts';

type Rejection = RejectionList['rejections'][number];

/** Reasons that the page knows in its own words; others stand as the server describes them. */
const REASONS: ReadonlyMap<string, TextKey> = new Map(
  (
    [
      'empty',
      'too-large',
      'not-utf8',
      'bad-json',
      'too-deep',
      'too-many-values',
      'no-values',
      'not-finite',
      'text-too-long',
      'bad-stamp',
      'bad-id',
      'bad-metric',
      'bad-topic',
      'bad-status',
      'bad-meta',
      'bad-protobuf',
      'bad-cbor',
      'bad-msgpack',
      'bad-line',
      'bad-record',
      'bad-config',
      'bad-quality',
      'unknown-alias',
      'template-unsupported',
      'kind-mismatch',
      'device-limit',
      'metric-limit',
      'series-limit',
    ] as const
  ).map((reason) => [reason, `system.reason.${reason}`]),
);
/** Topics that a closed row shows. */
const FEW_TOPICS = 2;

/** What was not taken, by reason, with the last topics; each reason opens to what was sent. */
@Component({
  selector: 'sn-rejections-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  templateUrl: './rejections-card.html',
  styleUrl: './table.css',
  host: { class: 'card', 'data-testid': 'rejections' },
})
export class RejectionsCard {
  readonly rejections = input.required<readonly Rejection[] | null>();
  /** Now, ms of the server's clock. */
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly few = FEW_TOPICS;
  protected readonly open = signal<string | null>(null);
  protected readonly rows = computed(() =>
    [...(this.rejections() ?? [])].sort((a, b) => b.lastAt - a.lastAt || b.count - a.count),
  );

  protected words({ reason, description }: Rejection): string {
    const key = REASONS.get(reason);
    return key ? this.texts.t(key) : description;
  }

  /** What the path of a sample names. */
  protected pathKey(reason: string): TextKey {
    return reason === 'template-unsupported' ? 'system.path.template' : 'system.path.field';
  }

  protected count(n: number): string {
    return this.texts.numbers().fixed(n, 0);
  }

  protected toggle(reason: string): void {
    this.open.update((open) => (open === reason ? null : reason));
  }
}
