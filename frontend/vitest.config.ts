import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: '.report/unit.json' },
    testTimeout: 30_000,
  },
});
