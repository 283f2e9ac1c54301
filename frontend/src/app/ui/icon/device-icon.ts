import type { IconName } from './outlines';

const BY_WORD: readonly (readonly [RegExp, IconName])[] = [
  [/thermo|hygro|sensor|센서/, 'sensor'],
  [/cold|freez|fridge|refriger|냉동|냉장/, 'snowflake'],
  [/pump|valve|펌프/, 'pump'],
  [/mast|wind|weather|기상/, 'wind'],
  [/green|plant|soil|온실/, 'greenhouse'],
  [/inverter|solar|pv|태양/, 'sun'],
  [/meter|power|energy|plug|feeder|전력/, 'bolt'],
  [/track|truck|gps|vehicle|car|차량/, 'pin'],
  [/air|co2|climate|공기/, 'cloud'],
  [/tank|level|silo|탱크/, 'tank'],
  [/door|contact|window|gate$|문/, 'door'],
  [/lamp|light|bulb|조명/, 'lamp'],
  [/gateway|bridge|router|coordinator/, 'gateway'],
];

/** Icon for the kind that a device states in its own words; a plain sensor if no word is known. */
export function deviceIcon(kind: string | null): IconName {
  const word = (kind ?? '').toLowerCase();
  return BY_WORD.find(([pattern]) => pattern.test(word))?.[1] ?? 'sensor';
}
