/**
 * A moment by the clocks of whatever zone is meant, as fields for date and time write it: `2026-11-23T14:06:20`, or
 * without its seconds.
 */
export type Moment = string;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = /(?:^|\s)(?<h>\d{1,2}):(?<min>\d{2})(?::(?<s>\d{2}))?(?:\s?(?<half>am|pm))?$/;

/** Dates as people write them. Two numbers with a stroke between them are none: which is the month, nobody knows. */
const DATES: readonly RegExp[] = [
  /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  /^(?<y>\d{4})[./]\s?(?<m>\d{1,2})[./]\s?(?<d>\d{1,2})\.?$/,
  /^(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.(?:\s?(?<y>\d{4}))?$/,
  /^(?<d>\d{1,2})\.?\s?(?<name>[a-z]{3,9})\.?(?:\s(?<y>\d{4}))?$/,
  /^(?<name>[a-z]{3,9})\.?\s(?<d>\d{1,2})(?:\s(?<y>\d{4}))?$/,
  /^(?:(?<y>\d{4})년\s?)?(?<m>\d{1,2})월\s?(?<d>\d{1,2})일$/,
];

/**
 * The moment that somebody writes: "23 Nov 2026, 14:06:20", "2026-11-23 14:06", "11월 23일 14:06", "23 Nov" (when it
 * begins), "14:06" (on the day of `today`). What is left out of a date is that of `today`. Undefined if it is none.
 */
export function momentOf(text: string, today: Moment): Moment | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/(\d)t(\d)/, '$1 $2')
    .replaceAll(/[,\s]+/g, ' ');
  const time = TIME.exec(plain);
  const date = dateOf(plain.slice(0, time?.index ?? plain.length).trim(), today, time !== null);
  const clock = time?.groups ? clockOf(time.groups) : '00:00:00';
  return date && clock && `${date}T${clock}`;
}

/** A moment as the page writes it, 24 h: "23 Nov 2026, 14:06:20", "2026년 11월 23일 14:06:20". Nothing for none. */
export function momentText(moment: Moment, language: string, seconds: boolean): string {
  const t = Date.parse(`${moment.length === 16 ? `${moment}:00` : moment}Z`);
  if (Number.isNaN(t)) return '';
  const day = { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, day).format(t);
  const clock = new Date(t).toISOString().slice(11, seconds ? 19 : 16);
  return `${date}${language === 'en' ? ',' : ''} ${clock}`;
}

function dateOf(text: string, today: Moment, hasTime: boolean): string | undefined {
  if (text === '') return hasTime ? today.slice(0, 10) : undefined;
  const found = DATES.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!found) return undefined;
  const { y = today.slice(0, 4), m, d = '', name } = found;
  const month = name === undefined ? Number(m) : MONTHS.indexOf(name.slice(0, 3)) + 1;
  const date = new Date(Date.UTC(Number(y), month - 1, Number(d)));
  return month > 0 && date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : undefined;
}

function clockOf({ h, min = '', s = '00', half }: Record<string, string | undefined>): string | undefined {
  const twelve = half === undefined ? Number(h) : (Number(h) % 12) + (half === 'pm' ? 12 : 0);
  const fits = twelve < 24 && Number(min) < 60 && Number(s) < 60 && (half === undefined || Number(h) <= 12);
  return fits ? `${String(twelve).padStart(2, '0')}:${min}:${s}` : undefined;
}
