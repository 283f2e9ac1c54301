import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { TextKey } from '../../ui/texts/keys';
import { Texts } from '../../ui/texts/texts';

type Part = 'start' | 'text' | 'end' | 'fin' | 'length' | 'mask' | 'masked';

/** A run of bytes of a frame and what it is. */
interface Run {
  bytes: string;
  part: Part;
  title: TextKey;
}

/** "Hello" in the framing of the drafts until 2010 (draft-hixie-thewebsocketprotocol-76, section 1.2). */
const THEN: readonly Run[] = [
  { bytes: '00', part: 'start', title: 'transports.old.part.start' },
  { bytes: '48 65 6c 6c 6f', part: 'text', title: 'transports.old.part.text' },
  { bytes: 'ff', part: 'end', title: 'transports.old.part.end' },
];

/** "Hello" from a server and, masked, from a client: the examples of RFC 6455, section 5.7. */
const NOW: readonly Run[] = [
  { bytes: '81', part: 'fin', title: 'transports.old.part.fin' },
  { bytes: '05', part: 'length', title: 'transports.old.part.length' },
  { bytes: '48 65 6c 6c 6f', part: 'text', title: 'transports.old.part.text' },
];
const MASKED: readonly Run[] = [
  { bytes: '81', part: 'fin', title: 'transports.old.part.fin' },
  { bytes: '85', part: 'length', title: 'transports.old.part.length' },
  { bytes: '37 fa 21 3d', part: 'mask', title: 'transports.old.part.mask' },
  { bytes: '7f 9f 4d 51 58', part: 'masked', title: 'transports.old.part.masked' },
];

/** What the framing with 0x00 and 0xFF was that older texts describe, beside the one that came instead. */
@Component({
  selector: 'sn-old-framing',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h3>{{ texts.t('transports.old.title') }}</h3>
    <p class="text">{{ texts.t('transports.old.text') }}</p>
    <ul>
      @for (frame of frames(); track frame.title) {
        <li>
          <p class="title">{{ frame.title }}</p>
          <div class="runs">
            @for (run of frame.runs; track run.part) {
              <span class="run" [class]="run.part">
                <code>{{ run.bytes }}</code>
                <small>{{ texts.t(run.title) }}</small>
              </span>
            }
          </div>
        </li>
      }
    </ul>
    <p class="text">{{ texts.t('transports.old.why') }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--x3);
      padding: 14px var(--x4) var(--x4);
    }
    .text {
      max-width: 92ch;
      color: var(--text-2);
    }
    ul {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: var(--x3) var(--x5);
    }
    .title,
    small {
      color: var(--text-3);
      font: var(--t12) var(--font);
    }
    .runs {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin-top: 6px;
    }
    .run {
      display: grid;
      gap: 3px;
      justify-items: center;
    }
    code {
      width: 100%;
      padding: 5px 8px;
      border-radius: 4px;
      background: var(--sunken);
      font: 420 12px/18px var(--mono);
      text-align: center;
      white-space: nowrap;
    }
    .start code,
    .end code,
    .fin code,
    .length code,
    .mask code {
      background: var(--accent-soft);
      color: var(--accent-text);
    }
    @media (max-width: 900px) {
      ul {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
  host: { class: 'card', 'data-testid': 'old-framing' },
})
export class OldFraming {
  protected readonly texts = inject(Texts);
  protected readonly frames = computed(() => [
    { title: this.texts.t('transports.old.then'), runs: THEN },
    { title: this.texts.t('transports.old.now'), runs: NOW },
    { title: this.texts.t('transports.old.masked'), runs: MASKED },
  ]);
}
