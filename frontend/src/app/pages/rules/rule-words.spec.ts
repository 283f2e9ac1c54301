import { ruleBodySchema, type AlertRule, type RuleBody } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FleetStore } from '../../data/fleet-store';
import { aDevice, aMetric } from '../../data/testing';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { ChannelNames } from './channel-names';
import { RuleWords } from './rule-words';

const freezer = (n: number, label: string | null) => ({
  device: aDevice(`freezer-${n}`, {
    name: `Freezer ${n}`,
    labels: { hall: 'A' },
    metrics: [aMetric('temperature', { label, unit: '°C' })],
  }),
});
const FLEET = [freezer(1, 'Room temperature'), freezer(2, null), freezer(3, null)];

const rule = (over: Partial<RuleBody>, matches: number): AlertRule => ({
  ...ruleBodySchema.parse({
    name: 'x',
    severity: 'warning',
    devices: ['**'],
    metric: 'temperature',
    condition: { type: 'above', value: -12 },
    ...over,
  }),
  ...{ id: 'r', version: 1, createdAt: 0, updatedAt: 0, by: '', matches },
});

describe('a rule in words', () => {
  let words: RuleWords;
  let texts: Texts;

  beforeEach(async () => {
    const config = { availableLangs: ['en'], defaultLang: 'en' };
    const fleet = { devices: () => FLEET, loaded: () => true, entry: () => undefined };
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({ config, loader: CatalogueLoader }),
        { provide: FleetStore, useValue: fleet },
        { provide: ChannelNames, useValue: { name: (id: string) => id } },
      ],
    });
    texts = TestBed.inject(Texts);
    await texts.complete();
    await texts.use('en');
    words = TestBed.inject(RuleWords);
  });

  afterEach(async () => {
    await texts.units.choose('temperature', null);
    localStorage.clear();
  });

  it('names the devices that it covers, and the metric as they do', () => {
    expect(words.brief(rule({ devices: ['freezer-1'] }, 1))).toMatch(
      /^Room temperature of Freezer 1 above −12 °C/u,
    );
    expect(words.brief(rule({ devices: ['freezer-*'] }, 3))).toMatch(
      /^Temperature of Freezer 1, Freezer 2 and 1 more above/u,
    );
    expect(words.brief(rule({ devices: [], labels: { hall: 'A' } }, 2))).toContain(
      'of Freezer 1 and Freezer 2 above',
    );
    expect(words.brief(rule({}, 3))).toContain('of every device above');
  });

  it('says what is named where that covers nothing', () => {
    expect(words.brief(rule({ devices: ['mill-*'] }, 0))).toContain('of mill-* above');
    expect(words.scope(['freezer-2', 'mill-*'], ['hall: A'])).toBe('Freezer 2, mill-*, hall: A');
  });

  it('has its limits in the unit of the viewer', async () => {
    await texts.units.choose('temperature', '°F');
    expect(words.brief(rule({ devices: ['freezer-1'] }, 1))).toContain('above 10.4 °F');
    expect(words.amount('0.5', 'temperature', true)).toBe('0.9 °F');
    const rate = rule({ condition: { type: 'rate', perMs: 60_000, above: 5 } }, 3);
    expect(words.brief(rate)).toContain('9 °F within');
  });
});
