import type { History } from '@sensorium/contracts';
import { SEQUENCE, END } from '../ledger/names.ts';
import type { Stored } from '../ledger/ledger.ts';
import { until } from '../measure/clock.ts';

/** How long the backend may need for what it has not received yet. */
const CATCH_UP_MS = 600_000;

/** Everything that the history holds of the devices, by `GET /api/history?raw=true`. */
export async function storedRows(url: string, devices: readonly string[], from: number): Promise<Stored[]> {
  const rows: Stored[] = [];
  for (const device of devices) {
    const { series } = await ask(url, device, SEQUENCE, from);
    for (const { t, v } of series) rows.push({ device, t, v: v as number[] });
  }
  return rows;
}

/** Waits until the last message of all is stored, and with it all before it. */
export async function untilCaughtUp(url: () => Promise<string>, from: number): Promise<void> {
  await until(
    'the end of the catching up',
    async () => {
      const found = await ask(await url(), END.device, END.metric, from).catch(() => undefined);
      return (found?.series.some(({ stored }) => stored > 0) ?? false) || undefined;
    },
    { everyMs: 200, timeoutMs: CATCH_UP_MS },
  );
}

async function ask(url: string, device: string, metric: string, from: number): Promise<History> {
  const query = new URLSearchParams({
    series: `${encodeURIComponent(device)}/${encodeURIComponent(metric)}`,
    from: String(from),
    to: String(Date.now() + 60_000),
    raw: 'true',
  });
  const answer = await fetch(new URL(`api/history?${query.toString()}`, url));
  if (!answer.ok) throw new Error(`the history was not given (${answer.status}): ${await answer.text()}`);
  return (await answer.json()) as History;
}
