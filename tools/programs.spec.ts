import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram, programVariables, type Program } from './programs.ts';

const program: Program = { name: 'Thing', variable: 'THING_PATH', commands: ['thing'], places: [] };
let folder: string;
let thing: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-programs-'));
  thing = join(folder, 'thing');
  writeFileSync(thing, '');
  chmodSync(thing, 0o755);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('findProgram', () => {
  it('looks at the variable, PATH and the usual places', () => {
    expect(findProgram(program, { THING_PATH: thing })).toBe(thing);
    expect(findProgram(program, { PATH: `/nowhere:${folder}` })).toBe(thing);
    expect(findProgram({ ...program, places: [thing] }, {})).toBe(thing);
    expect(findProgram(program, { PATH: '/nowhere' })).toBeUndefined();
  });

  it('believes the variable: a wrong path is no program', () => {
    expect(findProgram(program, { THING_PATH: '/nowhere/thing', PATH: folder })).toBeUndefined();
  });
});

describe('programVariables', () => {
  it('hands on what was found', () => {
    const missing = { CHROMIUM_PATH: '/nowhere', NGINX_PATH: '/nowhere', HAPROXY_PATH: '/nowhere' };
    expect(programVariables({ MOSQUITTO_PATH: thing, ...missing })).toEqual({ MOSQUITTO_PATH: thing });
  });
});
