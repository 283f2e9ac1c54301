import { pause, until } from './measure/clock.ts';
import { cpuBetween, cpuOf } from './measure/cpu.ts';
import { quantile } from './measure/statistics.ts';
import type { BenchOptions } from './options.ts';
import { fleetOutcome } from './report/fleet-report.ts';
import { tell, type Outcome } from './report/outcome.ts';
import { Backend } from './stage/backend.ts';
import { FleetPage } from './stage/fleet-page.ts';
import { Mosquitto } from './stage/mosquitto.ts';
import type { PageFigures } from './stage/page-probe.ts';
import { Simulator, type FleetPlan } from './stage/simulator.ts';
import type { Activity, FleetMinute } from './measure/fleet-minute.ts';

/**
 * The fleet page with 10,000 devices at about 5,000 readings a second, as a person uses it: each minute a third
 * looking, a third scrolling, a third typing into the search.
 */

/** A message of the simulator's kinds holds 5.7 readings on average. */
const DEVICES = 10_000;
const BIG: FleetPlan = { devices: DEVICES, intervalMs: 11_400 };

/** The same page with few devices, each at its pace: what this machine can do at best. */
const SMALL: FleetPlan = { devices: 10, intervalMs: 1_000 };

const THIRD_MS = 20_000;
const FILL_MS = 60_000;

export async function run({ quick, minutes }: BenchOptions): Promise<Outcome> {
  const small = await watch('10 devices', SMALL, 1);
  const big = await watch('10,000 devices', BIG, minutes ?? (quick ? 1 : 10));
  return fleetOutcome([...small, ...big]);
}

async function watch(name: string, plan: FleetPlan, minutes: number): Promise<FleetMinute[]> {
  await using broker = await Mosquitto.start();
  await using backend = await Backend.start({ mqttUrl: broker.url });
  await using simulator = new Simulator(broker.url, plan);
  await until(
    'the whole fleet',
    async () => {
      simulator.check();
      return (await backend.metric('sensorium_devices')) >= plan.devices || undefined;
    },
    { everyMs: 500, timeoutMs: FILL_MS },
  );
  tell(`${name}: all there, opening the page`);
  await using page = await FleetPage.open(backend.url);
  await pause(3_000);
  await page.figures();
  const told: FleetMinute[] = [];
  for (let minute = 1; minute <= minutes; minute++)
    told.push(...(await oneMinute(name, minute, page, backend)));
  return told;
}

async function oneMinute(
  fleet: string,
  minute: number,
  page: FleetPage,
  backend: Backend,
): Promise<FleetMinute[]> {
  const acts: [Activity, () => Promise<void>][] = [
    ['looking', () => pause(THIRD_MS)],
    ['scrolling', () => page.scroll(THIRD_MS)],
    ['typing', () => page.type(THIRD_MS)],
  ];
  const told: FleetMinute[] = [];
  for (const [activity, act] of acts) {
    const began = performance.now();
    const [readings, cpu] = [await backend.metric('sensorium_readings_total'), cpuOf(backend.pid)];
    await act();
    const figures = await page.figures();
    const seconds = (performance.now() - began) / 1_000;
    const used = cpuBetween(cpu, cpuOf(backend.pid));
    told.push({
      fleet,
      minute,
      activity,
      readingsPerSecond: ((await backend.metric('sensorium_readings_total')) - readings) / seconds,
      backendCores: (used.user + used.system) / seconds,
      ...pageFigures(figures, seconds),
      heapMb: await page.heapMb(),
    });
    await page.figures();
    tell(`${fleet}, minute ${minute}, ${activity}: ${told.at(-1)?.fps.toFixed(0)} frames a second`);
  }
  return told;
}

function pageFigures({ frames, delays, paints, longTasks }: PageFigures, seconds: number) {
  return {
    fps: frames.length / seconds,
    frameP95: quantile(frames, 0.95),
    frameMax: quantile(frames, 1),
    inputs: delays.length,
    delayP95: quantile(delays, 0.95),
    paintP50: quantile(paints, 0.5),
    paintP95: quantile(paints, 0.95),
    longTasks: longTasks.length,
    longTaskMs: longTasks.reduce((sum, ms) => sum + ms, 0),
  };
}
