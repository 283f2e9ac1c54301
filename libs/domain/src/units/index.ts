export { conversion, convert, displayUnits, type Conversion } from './convert.js';
export { guessMetric, type Guess } from './guess.js';
export { binaryMeaning, valueNames, type BinaryMeaning, type Meaning, type ValuesTold } from './meanings.js';
export { friendlyName } from './names.js';
export { findUnit, unitSymbol } from './symbol.js';
export type { Quantity, Unit } from './table.js';
export { wordsOf } from './words.js';
