/** Writes whole numbers below 2^53 as the 64-bit integers of the machine: two words each, the lower one first. */
export function wholeNumbersToWords(numbers: ArrayLike<number>, words: Int32Array): void {
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row] ?? 0;
    const high = Math.floor(number / 4_294_967_296);
    words[2 * row] = number - high * 4_294_967_296;
    words[2 * row + 1] = high;
  }
}

/** The other way round. */
export function wordsToWholeNumbers(words: Int32Array, numbers: Float64Array): void {
  for (let row = 0; row < numbers.length; row++) {
    numbers[row] = (words[2 * row + 1] ?? 0) * 4_294_967_296 + ((words[2 * row] ?? 0) >>> 0);
  }
}
