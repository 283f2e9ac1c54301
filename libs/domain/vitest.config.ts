import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@sensorium/source'] } },
  test: {
    include: ['src/**/*.spec.ts'],
    testTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: '.report/unit.json' }]],
    fsModuleCache: false,
  },
});
