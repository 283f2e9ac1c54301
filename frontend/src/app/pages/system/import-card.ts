import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';
import { bytesText } from './amounts';
import { faultText } from './fault-text';
import { Imports } from './imports';

/** Takes a file of readings, says how far it is, and which lines were not taken. */
@Component({
  selector: 'sn-import-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-card.html',
  styleUrls: ['./task-card.css', './import-card.css'],
  host: { class: 'card', 'data-testid': 'import' },
})
export class ImportCard {
  protected readonly imports = inject(Imports);
  protected readonly texts = inject(Texts);
  protected readonly report = this.imports.report;
  protected readonly running = computed(
    () => this.imports.file() !== null || this.report()?.state === 'running',
  );
  protected readonly failed = computed(() => faultText(this.texts, this.imports.fault()));
  /** Part of the file that is read, 0 to 100; null if that is not known. */
  protected readonly percent = computed(() => {
    const { bytes, totalBytes } = this.report() ?? { bytes: 0, totalBytes: null };
    return totalBytes ? Math.floor((bytes / totalBytes) * 100) : null;
  });
  protected readonly said = computed(() => (this.running() ? this.#progressText() : this.#endText()));

  constructor() {
    this.imports.follow();
  }

  protected choose(input: HTMLInputElement): void {
    const file = input.files?.[0];
    input.value = '';
    if (file) void this.imports.send(file);
  }

  #progressText(): string {
    const report = this.report();
    if (!report) return this.texts.t('history.sending');
    const done = bytesText(this.texts, report.bytes);
    const { totalBytes } = report;
    if (totalBytes === null) return this.texts.t('history.readSoFar', { done });
    return this.texts.t('history.readOf', { done, all: bytesText(this.texts, totalBytes) });
  }

  #endText(): string {
    const report = this.report();
    if (!report) return this.texts.t('history.importHint');
    if (report.state !== 'failed') return this.texts.t('history.imported');
    return this.texts.t('history.importFailed', { reason: report.reason ?? '' });
  }
}
