import type { DeviceMeta } from '@sensorium/contracts';
import { basename } from 'node:path';
import type { LinkedDevice } from '../links.js';
import type { Options } from '../options.js';
import { runSession, showThroughput } from '../session.js';
import type { Terminal } from '../terminal.js';
import { Counts } from '../throughput.js';
import { ReplayFault } from './fault.js';
import { findLayout } from './layout.js';
import type { ReplayOptions } from './options.js';
import { Replay } from './replay.js';
import { checkSideBySide } from './rows.js';
import { summaryLines } from './summary.js';
import { type FoundDevice, type Survey, surveyFile } from './survey.js';

/** Replays a file as native devices; resolves with the exit code. Throws ReplayFault if it can't be replayed. */
export async function runReplay(
  options: Options,
  replay: ReplayOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const survey = await examine(replay);
  for (const line of summaryLines(survey, replay)) terminal.say(line);
  const devices = [...survey.devices.values()].map((device) => linked(device, survey));
  const { style, base } = options;
  const counts = new Counts();
  return runSession({ options, devices }, terminal, stop, (links, end) => {
    const stopped = new AbortController();
    const plan = { ...replay, survey, style, base };
    const now = () => terminal.now();
    new Replay(plan, links, counts, now).run(stopped.signal).then(
      () => {
        terminal.say(`Replayed: ${counts.messages} messages, ${counts.readings} values.`);
        end(0);
      },
      (error: unknown) => {
        terminal.say(`Replay failed: ${error instanceof Error ? error.message : String(error)}`);
        end(1);
      },
    );
    const ends = options.quiet ? [] : [showThroughput(counts, links, terminal)];
    return [...ends, () => stopped.abort()];
  });
}

async function examine({ path, step, device, originalTime, ...wish }: ReplayOptions): Promise<Survey> {
  const layout = await findLayout({ path, ...wish });
  if (originalTime && layout.time.form === 'counter')
    throw new ReplayFault(`--original-time: the time column of ${path} only counts`);
  const survey = await surveyFile(layout, { step, device, fileName: titleOf(path) });
  checkSideBySide(survey);
  return survey;
}

function titleOf(path: string): string {
  return basename(path).replace(/\.[^.]+$/, '') || 'replay';
}

function linked({ id, value }: FoundDevice, { layout, metrics }: Survey): LinkedDevice {
  const title = titleOf(layout.path);
  const name = value === '' ? title : `${layout.headers[layout.device ?? 0] ?? ''} ${value}`;
  return {
    id,
    describe: (): DeviceMeta => ({
      name: name.slice(0, 200),
      model: 'Replay',
      labels: { source: 'simulator', file: basename(layout.path).slice(0, 200) },
      metrics: Object.fromEntries(
        metrics.map(({ metric, unit, kind }) => [metric, unit === undefined ? { kind } : { kind, unit }]),
      ),
    }),
  };
}
