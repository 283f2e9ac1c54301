import type { PreviewAnswer, RulePreview } from '@sensorium/contracts';
import type { PreviewRun } from '../measure/alerts-run.ts';
import { quantiles } from '../measure/statistics.ts';
import { numbersOf } from '../history/big-store.ts';
import { BatchWriter } from '../readings/batch-writer.ts';
import { randomFrom } from '../readings/random.ts';
import { post } from '../stage/api.ts';
import { Backend } from '../stage/backend.ts';
import { openBuiltStore } from '../stage/built-store.ts';
import { TemporaryFolder } from '../stage/cleanup.ts';

const DEVICE = 'preview-1';
const METRIC = 'temperature';
const DAYS = 30;
const DAY_S = 86_400;
const SEED = 6;

/** The values go up and down by 5 each day around 20, with noise of 1. */
const RULE = { metric: METRIC, condition: { type: 'above', value: 24, clear: 23 }, forMs: 60_000 } as const;

/** One rule over 30 days of a device that is read each second; all of them over HTTP. */
export async function preview(quick: boolean): Promise<PreviewRun> {
  using folder = new TemporaryFolder();
  const to = Math.floor(Date.now() / 1_000);
  const from = to - DAYS * DAY_S;
  await nameSeries(folder.path, from - DAY_S);
  const readings = await fill(folder.path, from, to);
  await using backend = await Backend.start({ dataDir: folder.path });
  const body: RulePreview = { ...RULE, devices: [DEVICE], from: from * 1_000, to: to * 1_000 };
  const times: number[] = [];
  let incidents = 0;
  for (let turn = 0; turn < (quick ? 5 : 20); turn++) {
    const began = performance.now();
    const answer = await post<PreviewAnswer>(backend.url, 'api/alert-rules/preview', body);
    times.push(performance.now() - began);
    if (answer.truncated || answer.looked !== 1) throw new Error('the preview did not look at everything');
    incidents = answer.incidents.length;
  }
  return { ...quantiles(times), readings, days: DAYS, incidents };
}

async function nameSeries(dataDir: string, atS: number): Promise<void> {
  await using backend = await Backend.start({ dataDir });
  await post(backend.url, `api/ingest/${DEVICE}`, { ts: atS * 1_000, values: { [METRIC]: 20.5 } });
}

async function fill(dataDir: string, from: number, to: number): Promise<number> {
  const [n = -1] = numbersOf(dataDir, [`${DEVICE}/${METRIC}`]);
  const store = await openBuiltStore(dataDir);
  const writer = new BatchWriter(store);
  const random = randomFrom(SEED);
  for (let second = from; second < to; second++) {
    const value = 20 + 5 * Math.sin((second / DAY_S) * 2 * Math.PI) + random();
    writer.add(n, (second + random() * 0.03) * 1e6, Math.round(value * 100) / 100);
    if (writer.isFull) await writer.flush();
  }
  await writer.finish();
  await store.close();
  return writer.written;
}
