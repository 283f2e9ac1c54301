import { describe, expect, it } from 'vitest';
import { completeLock, missingPlatformPackages } from './complete.ts';

const lock = {
  packages: {
    '': {},
    'node_modules/@x/linux-x64-musl': { version: '1.0.0' },
    'node_modules/a': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { '@x/linux-x64-musl': '1.0.0', '@x/darwin-arm64': '1.0.0' },
    },
    'node_modules/a/node_modules/b': { optionalDependencies: { '@x/linux-arm64-gnu': '2.0.0' } },
  },
};

describe('completeLock', () => {
  it('finds the platform packages without an entry', () => {
    expect(missingPlatformPackages(lock)).toEqual([
      { path: 'node_modules/@x/darwin-arm64', version: '1.0.0', dev: true },
      { path: 'node_modules/@x/linux-arm64-gnu', version: '2.0.0', dev: false },
    ]);
  });

  it('adds them with the platform that their name tells', () => {
    const { packages } = completeLock(lock);
    expect(packages['node_modules/@x/darwin-arm64']).toEqual({
      version: '1.0.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
    expect(packages['node_modules/@x/linux-arm64-gnu']).toMatchObject({ libc: ['glibc'], os: ['linux'] });
    expect(missingPlatformPackages({ packages })).toEqual([]);
  });
});
