import type { ShownUnit } from '../../ui/units/shown-unit';
import type { Points } from './source';

/** Points that are stored in the unit of `own`, as they would be in that of `axis`: both are seen in the same unit. */
export class Converted implements Points {
  constructor(
    readonly points: Points,
    readonly own: ShownUnit,
    readonly axis: ShownUnit,
  ) {}

  get length(): number {
    return this.points.length;
  }

  time(index: number): number {
    return this.points.time(index);
  }

  value(index: number): number {
    return this.axis.stored(this.own.value(this.points.value(index)));
  }
}
