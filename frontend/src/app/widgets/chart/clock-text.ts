const MINUTES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Time of day, 24 h, where the viewer is: "14:06". `t`: ms since the epoch. */
export function clockText(t: number): string {
  return MINUTES.format(t);
}

/** Time of day with its seconds: "14:06:20". */
export function clockTextFine(t: number): string {
  return SECONDS.format(t);
}
