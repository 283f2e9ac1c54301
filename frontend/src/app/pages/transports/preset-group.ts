import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

/** One value that can be set with a press. */
export interface Preset {
  value: number;
  label: string;
}

/** A name and a row of buttons of which one at most is pressed. */
@Component({
  selector: 'sn-preset-group',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span aria-hidden="true">{{ title() }}</span>
    <div role="group" [attr.aria-label]="title()">
      @for (preset of presets(); track preset.value) {
        <button
          type="button"
          [attr.aria-pressed]="preset.value === chosen()"
          [attr.data-testid]="testId() + '-' + preset.value"
          (click)="choose.emit(preset.value)"
        >
          {{ preset.label }}
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex: none;
      align-items: center;
      gap: 10px;
    }
    span {
      color: var(--text-2);
    }
    div {
      display: flex;
      border-radius: 6px;
      background: var(--sunken);
    }
    button {
      height: var(--control);
      padding: 0 11px;
      border: 1px solid transparent;
      border-radius: 6px;
      background: none;
      color: var(--text-2);
      font-weight: var(--w-medium);
      white-space: nowrap;
      cursor: pointer;
    }
    button:hover {
      color: var(--text);
    }
    button[aria-pressed='true'] {
      border-color: var(--line-2);
      background: var(--surface);
      color: var(--text);
    }
    @media (max-width: 720px) {
      :host {
        width: 100%;
      }
      span {
        flex: 0 0 72px;
      }
      div {
        flex: 1;
        min-width: 0;
      }
      button {
        flex: 1;
        height: var(--touch);
        padding: 0 4px;
      }
    }
  `,
})
export class PresetGroup {
  readonly title = input.required<string>();
  readonly presets = input.required<readonly Preset[]>();
  readonly chosen = input.required<number>();
  readonly testId = input.required<string>();
  /** Value of the button that was pressed. */
  readonly choose = output<number>();
}
