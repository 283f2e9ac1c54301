import type { WriteStream } from 'node:tty';

/** Where a run writes to, and what tells it the time. */
export interface Terminal {
  /** True if the throughput line may be rewritten in place. */
  live: boolean;
  /** Writes a line that stays. */
  say(line: string): void;
  /** Writes a line that the next one replaces; only if `live`. */
  show(line: string): void;
  /** ms since the epoch. */
  now(): number;
}

const CLEAR_LINE = '\r\u001b[2K';

type Screen = Pick<WriteStream, 'write'> & { isTTY?: boolean; columns?: number };

/** A terminal over an output stream; what is no screen gets whole lines only. */
export function openTerminal(
  stream: Pick<WriteStream, 'write'> & { isTTY?: boolean; columns?: number },
): Terminal {
  const live = stream.isTTY === true;
  let shown = '';
  return {
    live,
    say: (line) => {
      stream.write(live ? `${CLEAR_LINE}${line}\n${shown}` : `${line}\n`);
    },
    show: (line) => {
      shown = line.slice(0, widthOf(stream) - 1);
      stream.write(CLEAR_LINE + shown);
    },
    now: () => Date.now(),
  };
}

/** Columns of a screen; some don't know theirs and say 0. */
function widthOf({ columns = 0 }: Screen): number {
  return columns > 0 ? columns : 80;
}
