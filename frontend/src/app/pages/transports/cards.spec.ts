import { signal, type Type } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import type { Handshake, WireFrame } from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiFault } from '../../data/api';
import { CatalogueLoader } from '../../ui/texts/catalogue-loader';
import { Texts } from '../../ui/texts/texts';
import { FramesCard } from './frames-card';
import { HandshakeCard } from './handshake-card';
import { Lane } from './lane';
import { LaneRow } from './lane-row';
import type { LaneSink } from './lane-run';
import { Published } from './published';
import { ServerTime } from './server-time';
import { Tap } from './tap';

const NOW = 1_700_000_000_000;

const HANDSHAKE: Handshake = {
  state: 'open',
  request: {
    at: NOW,
    bytes: 60,
    text: 'GET /socket.io/ HTTP/1.1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  },
  answer: {
    at: NOW + 2,
    bytes: 90,
    text: 'HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
  },
  accept: {
    key: 'dGhlIHNhbXBsZSBub25jZQ==',
    guid: '258EAFA5-E914-47DA-95CA-C5AB0DC85B11',
    joined: 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11',
    sha1: 'b37a4f2cc0624f1690f64606cf385945b2bec4ea',
    accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    answered: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  },
  received: { seen: 60, counted: 60 },
  sent: { seen: 90, counted: 90 },
  frames: 2,
};

const FRAME: WireFrame = {
  n: 1,
  at: NOW,
  direction: 'sent',
  fin: true,
  rsv: 0,
  opcode: 1,
  name: 'text',
  mask: null,
  headerBytes: 2,
  length: 2,
  head: '3430',
};

const tap = {
  handshake: signal<Handshake | null>(null),
  frames: signal<readonly WireFrame[]>([]),
  missed: signal(0),
  fault: signal<ApiFault | null>(null),
  paused: signal(false),
  pause: vi.fn<(paused: boolean) => void>(),
};

beforeEach(async () => {
  tap.handshake.set(null);
  tap.frames.set([]);
  tap.fault.set(null);
  const config = { availableLangs: ['en', 'ko'], defaultLang: 'en' };
  TestBed.configureTestingModule({
    providers: [
      provideTransloco({ config, loader: CatalogueLoader }),
      { provide: Tap, useValue: tap },
      { provide: ServerTime, useValue: { now: () => NOW } },
    ],
  });
  await TestBed.inject(Texts).complete();
  await TestBed.inject(Texts).use('en');
});

async function shown<T>(card: Type<T>, inputs: Record<string, unknown> = {}): Promise<ComponentFixture<T>> {
  const fixture = TestBed.createComponent(card);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  await fixture.whenStable();
  return fixture;
}

function find(fixture: ComponentFixture<unknown>, testId: string): HTMLElement[] {
  const host = fixture.nativeElement as HTMLElement;
  return [...host.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
}

describe('the card of the handshake', () => {
  it('waits, and then shows both heads and the steps of RFC 6455', async () => {
    const fixture = await shown(HandshakeCard);
    expect(find(fixture, 'handshake-waiting')).toHaveLength(1);
    tap.handshake.set(HANDSHAKE);
    await fixture.whenStable();
    expect(find(fixture, 'handshake-answer')[0]?.textContent).toContain('101 Switching Protocols');
    expect(find(fixture, 'accept-value')[0]?.textContent).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    expect(find(fixture, 'accept-sha1')[0]?.textContent).toMatch(/^b3 7a 4f /);
    expect(find(fixture, 'accept-verdict')[0]?.dataset.equal).toBe('true');
  });

  it('says when the server answered something else', async () => {
    const { accept } = HANDSHAKE;
    tap.handshake.set({ ...HANDSHAKE, accept: accept && { ...accept, answered: 'other' } });
    const fixture = await shown(HandshakeCard);
    const [verdict] = find(fixture, 'accept-verdict');
    expect([verdict?.dataset.equal, verdict?.textContent.includes('other')]).toEqual(['false', true]);
  });

  it('says why there is nothing to show', async () => {
    tap.fault.set(new ApiFault('limit-reached', 'at most 32 taps'));
    const fixture = await shown(HandshakeCard);
    expect((fixture.nativeElement as HTMLElement).textContent).toContain('at most 32 taps');
  });
});

describe('the card of the frames', () => {
  beforeEach(() => {
    const binary = {
      ...FRAME,
      n: 2,
      name: 'binary',
      opcode: 2,
      direction: 'received',
      mask: '01020304',
    } as const;
    tap.frames.set([FRAME, binary]);
  });

  it('lists them, the newest first, with mask and bytes', async () => {
    const fixture = await shown(FramesCard);
    const rows = find(fixture, 'frame');
    expect(rows.map(({ dataset }) => dataset.opcode)).toEqual(['binary', 'text']);
    expect(rows[0]?.textContent).toContain('01020304');
    expect(rows[1]?.textContent).toContain('34 30');
  });

  it('shows the chosen opcodes alone, and all again', async () => {
    const fixture = await shown(FramesCard);
    find(fixture, 'frames-text')[0]?.click();
    await fixture.whenStable();
    expect(find(fixture, 'frame').map(({ dataset }) => dataset.opcode)).toEqual(['text']);
    expect(find(fixture, 'frames-text')[0]?.getAttribute('aria-pressed')).toBe('true');
    find(fixture, 'frames-all')[0]?.click();
    await fixture.whenStable();
    expect(find(fixture, 'frame')).toHaveLength(2);
  });

  it('can be paused', async () => {
    const fixture = await shown(FramesCard);
    find(fixture, 'frames-pause')[0]?.click();
    expect(tap.pause).toHaveBeenCalledWith(true);
  });
});

describe('the row of a lane', () => {
  let sink: LaneSink;
  let lane: Lane;
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => new EventTarget());
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe = vi.fn();
        disconnect = vi.fn();
      },
    );
    const run = (_: unknown, to: LaneSink) => {
      sink = to;
      return () => undefined;
    };
    lane = new Lane('stream', { run, published: new Published(), pollMs: () => 1, now: () => NOW });
    lane.carry('a/b');
  });

  it('shows what came and what it costs', async () => {
    sink.opened();
    const updates = [1, 2].map((i) => ({ t: NOW - i * 60, value: i }));
    sink.took({ updates, cursor: 'c', begins: false, missed: 3 });
    lane.cost.take({ lane: lane.name, since: 1, requests: 1, open: 1, received: 400, sent: 1_600 });
    const fixture = await shown(LaneRow, { lane, version: 1, dearest: 2_000 });
    const text = (testId: string) => find(fixture, testId)[0]?.textContent.trim();
    expect(['received', 'missed', 'late', 'requests'].map(text)).toEqual(['2', '3', '1', '1']);
    expect([text('age-p50'), text('age-p99'), text('bytes-each')]).toEqual(['60 ms', '120 ms', '1.00 kB']);
  });

  it('says why it stopped, and tries again when asked', async () => {
    sink.failed({ code: 'unavailable', message: 'too many are open' });
    const fixture = await shown(LaneRow, { lane, version: 1, dearest: 1 });
    expect(find(fixture, 'lane-fault')[0]?.textContent).toContain('too many are open');
    find(fixture, 'lane-retry')[0]?.click();
    expect(lane.state()).toBe('opening');
    lane.carry(null);
  });

  it('can be paused and resumed', async () => {
    const fixture = await shown(LaneRow, { lane, version: 1, dearest: 1 });
    find(fixture, 'lane-pause')[0]?.click();
    expect(lane.state()).toBe('paused');
    find(fixture, 'lane-pause')[0]?.click();
    expect(lane.state()).toBe('opening');
  });
});
