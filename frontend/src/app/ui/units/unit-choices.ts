/** What a viewer may choose the unit of. */
export const QUANTITIES = ['temperature', 'pressure', 'energy', 'speed'] as const;
export type ChosenQuantity = (typeof QUANTITIES)[number];

/**
 * `offered`: units to choose from. `replaced`: units in which values are sent that give way to the chosen one; those of
 * other uses stay as they are: the bar of a pump, the mm/s of a bearing, the K of a lamp.
 */
export interface UnitChoice {
  offered: readonly string[];
  replaced: readonly string[];
}

export const UNIT_CHOICES: Readonly<Record<ChosenQuantity, UnitChoice>> = {
  temperature: { offered: ['°C', '°F'], replaced: ['°C', '°F'] },
  pressure: { offered: ['hPa', 'mmHg', 'inHg'], replaced: ['Pa', 'hPa', 'kPa', 'mbar', 'mmHg', 'inHg'] },
  energy: { offered: ['kWh', 'MJ'], replaced: ['Wh', 'kWh', 'MWh', 'MJ', 'GJ'] },
  speed: { offered: ['m/s', 'km/h', 'mph'], replaced: ['m/s', 'km/h', 'mph', 'kn'] },
};

/** The quantity whose choice decides how values in this unit are shown. */
export function quantityOf(unit: string): ChosenQuantity | undefined {
  return QUANTITIES.find((quantity) => UNIT_CHOICES[quantity].replaced.includes(unit));
}
