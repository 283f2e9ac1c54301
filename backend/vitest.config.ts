import { defineConfig } from 'vitest/config';

const ssr = { resolve: { conditions: ['@sensorium/source'] } };

export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: '.report/unit.json' },
    fsModuleCache: false,
    projects: [
      { ssr, test: { name: 'unit', include: ['src/**/*.spec.ts'], testTimeout: 30_000 } },
      {
        ssr,
        test: { name: 'medium', include: ['test/**/*.spec.ts'], testTimeout: 30_000, hookTimeout: 30_000 },
      },
    ],
  },
});
