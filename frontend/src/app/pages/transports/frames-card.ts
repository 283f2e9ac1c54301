import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { clockText } from './clock-text';
import { FRAME_KINDS, charactersOf, hexOf, opcodeOf, shownFrames, type FrameKind } from './frame-words';
import { Tap } from './tap';

/** Frames that are listed. */
const MOST_ROWS = 40;

/** The frames of the WebSocket lane as they pass, both directions (RFC 6455, section 5.2). */
@Component({
  selector: 'sn-frames-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  templateUrl: './frames-card.html',
  styleUrl: './frames-card.css',
  host: { class: 'card', 'data-testid': 'frames' },
})
export class FramesCard {
  protected readonly texts = inject(Texts);
  protected readonly tap = inject(Tap);
  protected readonly kinds = FRAME_KINDS;
  protected readonly chosen = signal<ReadonlySet<FrameKind>>(new Set());
  protected readonly rows = computed(() =>
    shownFrames(this.tap.frames(), this.chosen(), MOST_ROWS).map((frame) => ({
      ...frame,
      time: clockText(frame.at),
      code: opcodeOf(frame),
      hex: hexOf(frame),
      characters: charactersOf(frame),
      size: this.texts.numbers().fixed(frame.length, 0),
    })),
  );
  protected readonly passed = computed(() => {
    const frames = this.tap.handshake()?.frames ?? 0;
    return this.texts.count('transports.frames.passed', frames);
  });

  protected toggle(kind: FrameKind): void {
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      if (!next.delete(kind)) next.add(kind);
      return next;
    });
  }

  protected all(): void {
    this.chosen.set(new Set());
  }
}
