import type { GapRule, Stretch } from './gaps';
import type { IncidentMark } from './marks';
import type { NamedLimit } from './paint';
import type { Points } from './source';

/** One series of a chart. `colour`: number of its series colour, 1 to 10. */
export interface ChartLine {
  name: string;
  points: Points;
  /** Unit of its points; null or nothing for those without. */
  unit?: string | null;
  rule: GapRule;
  colour: number;
  stepped: boolean;
  /** The newest value is the present one. */
  fresh: boolean;
  /** Its value axis is the one on the right. */
  right?: boolean;
  /** Dashes and their distances, px; a solid line without. */
  dash?: readonly number[];
  /** The same series at another time, to compare with; its times are already those of this chart. */
  before?: { points: Points; rule: GapRule } | null;
}

/** Which gaps have words on them: all, those of this chart alone, or none. */
export type Naming = 'all' | 'own' | 'none';

/** What is to be drawn. */
export interface Scene {
  lines: readonly ChartLine[];
  limits: readonly NamedLimit[];
  /** Values that the axis reaches if they are near. */
  reach: readonly number[];
  marks: readonly IncidentMark[];
  view: Stretch;
  named: Naming;
  /** The value axis begins at zero. */
  fromZero: boolean;
  /** Time zone of the axis. */
  zone: string;
}
