import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

/** The name of a device as the link to its page. All of the card or row around it can be pressed. */
@Component({
  selector: 'sn-device-link',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink],
  template: `
    <a [routerLink]="['/devices', uid()]" [tabIndex]="tab()" data-testid="device-link"
      ><bdi>{{ name() }}</bdi></a
    >
  `,
  styles: `
    a::after {
      position: absolute;
      inset: 0;
      border-radius: var(--link-radius, 0);
      content: '';
    }
    a:focus-visible {
      outline: none;
    }
    a:focus-visible::after {
      outline: 2px solid var(--focus);
      outline-offset: -2px;
    }
  `,
  host: { class: 'cut', '[title]': 'name()' },
})
export class DeviceLink {
  readonly uid = input.required<string>();
  readonly name = input.required<string>();
  /** `tabindex` of the link. */
  readonly tab = input(0);
}
