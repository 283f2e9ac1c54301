import { describe, expect, it, vi } from 'vitest';
import { onStopSignal, Processes, type Running } from './processes.ts';

const SAYS_READY = `console.log('ready'); setInterval(() => undefined, 1000);`;

function node(processes: Processes, code: string, ownGroup = true): Running {
  return processes.start({ name: 'child', args: ['-e', code], output: 'capture', ownGroup });
}

function ready({ child }: Running): Promise<void> {
  return new Promise((resolve) => child.stdout?.once('data', () => resolve()));
}

describe('Processes', () => {
  it('hands one signal to each child and waits for it', async () => {
    const processes = new Processes();
    const running = node(
      processes,
      `process.on('SIGINT', () => { console.log('stop'); process.exit(0); }); ${SAYS_READY}`,
    );
    await ready(running);
    await Promise.all([processes.stop('SIGINT'), processes.stop('SIGINT')]);
    expect(await running.exited).toEqual({ code: 0, signal: null, output: 'ready\nstop\n' });
  });

  it('kills what does not stop, with its own children', async () => {
    const processes = new Processes(100);
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    const stubborn = `process.on('SIGTERM', () => undefined); ${SAYS_READY}`;
    const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'inherit' }); process.on('SIGTERM', () => undefined);`;
    const running = node(processes, parent);
    await ready(running);
    await processes.stop();
    expect((await running.exited).signal).toBe('SIGKILL');
    expect(complaint).toHaveBeenCalledWith('child did not stop within 0.1 s and was killed.');
    complaint.mockRestore();
  });

  it('tells why a program could not be started', async () => {
    const running = new Processes().start({ name: 'x', program: '/nowhere/x', args: [], output: 'capture' });
    const exit = await running.exited;
    expect(exit.code).toBe(127);
    expect(exit.output).toContain('x could not be started');
  });

  it('has a message channel where asked for', async () => {
    const processes = new Processes();
    const args = ['-e', `process.on('message', (m) => { console.log(m); process.disconnect(); });`];
    const running = processes.start({ name: 'x', args, output: 'capture', ipc: true });
    running.child.send('hello');
    expect((await running.exited).output).toBe('hello\n');
  });
});

describe('onStopSignal', () => {
  it('takes the same Ctrl-C, arriving twice, for one', () => {
    const [stop, insist] = [vi.fn(), vi.fn()];
    const forget = onStopSignal(stop, insist);
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    process.emit('SIGINT', 'SIGINT');
    clock.mockReturnValue(900);
    process.emit('SIGTERM', 'SIGTERM');
    expect([stop.mock.calls, insist.mock.calls]).toEqual([[['SIGINT']], []]);
    clock.mockReturnValue(1_100);
    process.emit('SIGINT', 'SIGINT');
    expect(insist).toHaveBeenCalledOnce();
    clock.mockRestore();
    forget();
  });
});
