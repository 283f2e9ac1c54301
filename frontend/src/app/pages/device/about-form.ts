import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import type { Device } from '@sensorium/contracts';
import { Sites } from '../../data/sites';
import { Texts } from '../../ui/texts/texts';
import { DeviceActions } from './device-actions';
import { draftOf, faultsOf, patchOf, type Draft } from './edit-draft';

/** The form for what a person may set of a device. An emptied field goes back to what the device says. */
@Component({
  selector: 'sn-about-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './about-form.html',
  styleUrl: './form.css',
})
export class AboutForm {
  readonly device = input.required<Device>();
  readonly closed = output();

  protected readonly texts = inject(Texts);
  readonly #actions = inject(DeviceActions);
  protected readonly sites = inject(Sites);
  protected readonly fields = ['name', 'site', 'kind'] as const;
  protected readonly first = viewChild.required<ElementRef<HTMLElement>>('form');
  readonly #typed = signal<Partial<Draft>>({});
  protected readonly saving = signal(false);
  protected readonly draft = computed((): Draft => ({ ...draftOf(this.device()), ...this.#typed() }));
  protected readonly faults = computed(() => faultsOf(this.draft()));

  constructor() {
    afterNextRender(() => {
      this.first().nativeElement.querySelector('input')?.focus();
    });
  }

  protected type(field: keyof Draft, event: Event): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const { value } = target;
    this.#typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.faults().size > 0 || this.saving()) return;
    const patch = patchOf(this.device(), this.draft());
    if (Object.keys(patch).length === 0) {
      this.closed.emit();
      return;
    }
    this.saving.set(true);
    const went = await this.#actions.change(this.device(), patch, this.texts.t('device.saved'));
    this.saving.set(false);
    if (went) this.closed.emit();
  }
}
