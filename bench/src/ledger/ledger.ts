/** What one device published: the sequence numbers 0 to `sent` - 1, each once. */
export interface Published {
  device: string;
  sent: number;
  /** When the broker acknowledged each, ms of the machine's clock; 0: it did not. */
  acknowledgedAt: Float64Array;
  /** Own time of each message, ms since the epoch; null if they have none. */
  times: { first: number; step: number } | null;
}

/** What the history holds of one device. */
export interface Stored {
  device: string;
  /** ms since the epoch. */
  t: readonly number[];
  /** Sequence numbers. */
  v: readonly number[];
}

/** Both sides of the account. */
export interface Balance {
  published: number;
  acknowledged: number;
  /** Rows, double ones included. */
  stored: number;
  /** Acknowledged and not stored. */
  missing: number;
  /** Rows beyond the first of a message. */
  double: number;
  /** Stored although no acknowledgement came: the broker had it, its answer was lost. */
  unacknowledged: number;
  /** Rows that were never published, or have another time than their message. */
  wrong: number;
  /** When what is missing was acknowledged, ms of the machine's clock. */
  missingAt: number[];
}

const NOTHING: Balance = {
  published: 0,
  acknowledged: 0,
  stored: 0,
  missing: 0,
  double: 0,
  unacknowledged: 0,
  wrong: 0,
  missingAt: [],
};

/** Settles the account of one device. */
export function balanceOf(published: Published, stored: Stored | undefined): Balance {
  const { sent, acknowledgedAt } = published;
  const { seen, wrong } = rowsOf(published, stored);
  const balance: Balance = {
    ...NOTHING,
    published: sent,
    stored: stored?.v.length ?? 0,
    wrong,
    missingAt: [],
  };
  for (let seq = 0; seq < sent; seq++) {
    const at = acknowledgedAt[seq] ?? 0;
    const rows = seen[seq] ?? 0;
    if (rows > 1) balance.double += rows - 1;
    if (at > 0) balance.acknowledged += 1;
    else if (rows > 0) balance.unacknowledged += 1;
    if (at > 0 && rows === 0) balance.missingAt.push(at);
  }
  balance.missing = balance.missingAt.length;
  return balance;
}

/** How often each number is stored, and the rows that belong to none. */
function rowsOf({ sent, times }: Published, stored: Stored | undefined) {
  const seen = new Uint32Array(sent);
  let wrong = 0;
  for (const [row, seq] of (stored?.v ?? []).entries()) {
    const isOurs = Number.isInteger(seq) && seq >= 0 && seq < sent;
    if (isOurs) seen[seq] = (seen[seq] ?? 0) + 1;
    if (!isOurs || (times && times.first + seq * times.step !== stored?.t[row])) wrong += 1;
  }
  return { seen, wrong };
}

export function sumOf(balances: readonly Balance[]): Balance {
  return balances.reduce(
    (sum, one) => ({
      published: sum.published + one.published,
      acknowledged: sum.acknowledged + one.acknowledged,
      stored: sum.stored + one.stored,
      missing: sum.missing + one.missing,
      double: sum.double + one.double,
      unacknowledged: sum.unacknowledged + one.unacknowledged,
      wrong: sum.wrong + one.wrong,
      missingAt: [...sum.missingAt, ...one.missingAt],
    }),
    NOTHING,
  );
}

/** A life of what acknowledges: ms of one clock. */
export interface Lifetime {
  startedAt: number;
  /** From when it took messages in; null if it died before. */
  readyAt: number | null;
  endedAt: number;
}

/** Where in the lives of the backend messages were lost. */
export interface Losses {
  /** Acknowledged before the life took messages in. */
  early: number;
  /** How long before the end of its life each of the others was acknowledged, ms. */
  ages: number[];
}

/** Sorts the times of lost messages into the lives in which they were acknowledged. */
export function lossesOf(times: readonly number[], lives: readonly Lifetime[]): Losses {
  const losses: Losses = { early: 0, ages: [] };
  for (const time of times) {
    const life = lives.find(({ startedAt, endedAt }) => startedAt <= time && time <= endedAt);
    if (life === undefined || life.readyAt === null || time < life.readyAt) losses.early += 1;
    else losses.ages.push(life.endedAt - time);
  }
  return losses;
}
