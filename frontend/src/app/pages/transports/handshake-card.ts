import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { Handshake } from '@sensorium/contracts';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { spanAmount } from './amounts';
import { clockText } from './clock-text';
import { requestFaultText } from './fault-words';
import { headLines, spaced } from './frame-words';
import { Tap } from './tap';

/** Heads of which the value is marked: one follows from the other. */
const MARKED: ReadonlySet<string> = new Set(['sec-websocket-key:', 'sec-websocket-accept:']);

/** The upgrade of the WebSocket lane as the server's tap saw it, and how the accept value follows from the key. */
@Component({
  selector: 'sn-handshake-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark],
  templateUrl: './handshake-card.html',
  styleUrl: './handshake-card.css',
  host: { class: 'card', 'data-testid': 'handshake' },
})
export class HandshakeCard {
  protected readonly texts = inject(Texts);
  protected readonly tap = inject(Tap);
  protected readonly request = computed(() => this.#head(this.tap.handshake()?.request));
  protected readonly answer = computed(() => this.#head(this.tap.handshake()?.answer));
  protected readonly later = computed(() => {
    const { request, answer } = this.tap.handshake() ?? {};
    const { value, unit } = spanAmount(this.texts, request && answer ? answer.at - request.at : NaN);
    return this.texts.t('transports.handshake.later', { span: `${value} ${unit}` });
  });
  protected readonly accept = computed(() => this.tap.handshake()?.accept ?? null);
  protected readonly sha1 = computed(() => spaced(this.accept()?.sha1 ?? ''));
  protected readonly fault = computed(() => {
    const fault = this.tap.fault();
    return fault && requestFaultText(this.texts, fault);
  });

  protected isMarked(name: string): boolean {
    return MARKED.has(name.toLowerCase());
  }

  #head(head: Handshake['request'] | undefined) {
    if (!head) return null;
    const bytes = this.texts.numbers().fixed(head.bytes, 0);
    return { lines: headLines(head.text), bytes, at: clockText(head.at) };
  }
}
