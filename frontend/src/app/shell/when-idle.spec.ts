import { TestBed } from '@angular/core/testing';
import { firstValueFrom, of, throwError } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WhenIdle } from './when-idle';

describe('the pages behind the first one', () => {
  beforeEach(() => vi.useFakeTimers());

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    Reflect.deleteProperty(navigator, 'connection');
  });

  it('come some time after it, once the browser is idle', async () => {
    const idle: (() => void)[] = [];
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => idle.push(callback));
    const load = vi.fn(() => of('page'));
    const come = firstValueFrom(TestBed.inject(WhenIdle).preload({}, load));
    await vi.advanceTimersByTimeAsync(14_000);
    expect([idle.length, load.mock.calls.length]).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([idle.length, load.mock.calls.length]).toEqual([1, 0]);
    idle[0]?.();
    expect([await come, load.mock.calls.length]).toEqual(['page', 1]);
  });

  it('may fail without stopping the others', async () => {
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => {
      callback();
    });
    const whenIdle = TestBed.inject(WhenIdle);
    const failed = firstValueFrom(
      whenIdle.preload({}, () => throwError(() => new TypeError('no chunk'))),
      { defaultValue: 'none' },
    );
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await failed).toBe('none');
    expect(await firstValueFrom(whenIdle.preload({}, () => of('page')))).toBe('page');
  });

  it('wait until they are opened where the viewer saves data', async () => {
    Object.defineProperty(navigator, 'connection', { configurable: true, value: { saveData: true } });
    const load = vi.fn(() => of('page'));
    const nothing = TestBed.inject(WhenIdle).preload({}, load);
    expect(await firstValueFrom(nothing, { defaultValue: 'none' })).toBe('none');
    expect(load).not.toHaveBeenCalled();
  });
});
