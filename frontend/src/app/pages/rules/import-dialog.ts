import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { RuleImport, RuleImportReport } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { RulesApi } from '../../data/rules-api';
import { Texts } from '../../ui/texts/texts';
import { Viewer } from '../../ui/viewer/viewer';

/** Characters that the server takes. */
const MOST_CHARACTERS = 262_144;

/** Takes rules from a YAML file: first says what would become of each, then does it. */
@Component({
  selector: 'sn-import-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-dialog.html',
  styleUrl: './import-dialog.css',
})
export class ImportDialog {
  protected readonly texts = inject(Texts);
  readonly #api = inject(RulesApi);
  readonly #viewer = inject(Viewer);
  readonly #ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly yaml = signal('');
  protected readonly fileName = signal('');
  protected readonly mode = signal<RuleImport['mode']>('replace');
  protected readonly report = signal<RuleImportReport | null>(null);
  protected readonly fault = signal('');
  protected readonly busy = signal(false);
  protected readonly outcomes = ['created', 'replaced', 'unchanged', 'refused'] as const;
  /** Rules that would be taken. */
  protected readonly takes = computed(() => (this.report()?.created ?? 0) + (this.report()?.replaced ?? 0));
  protected readonly done = computed(() => this.report()?.dryRun === false);

  protected async choose(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    this.fileName.set(file.name);
    this.report.set(null);
    if (file.size > MOST_CHARACTERS) {
      this.fault.set(this.texts.t('rules.import.tooLarge'));
      return;
    }
    this.yaml.set(await file.text());
    await this.#send(true);
  }

  protected async choosesMode(mode: RuleImport['mode']): Promise<void> {
    this.mode.set(mode);
    if (this.yaml() !== '' && !this.done()) await this.#send(true);
  }

  protected async take(): Promise<void> {
    await this.#send(false);
  }

  protected close(): void {
    this.#ref.close(this.done());
  }

  async #send(dryRun: boolean): Promise<void> {
    this.busy.set(true);
    this.fault.set('');
    try {
      this.report.set(
        await this.#api.takeFile({ yaml: this.yaml(), mode: this.mode(), dryRun, ...this.#viewer.by }),
      );
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault.set([error.message, ...error.details.map(({ message }) => message)].join(' '));
    }
    this.busy.set(false);
  }
}
