const FORMAT = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** Time of day to the millisecond: "14:12:30.014". */
export function clockText(t: number): string {
  return FORMAT.format(t).replace(',', '.');
}
