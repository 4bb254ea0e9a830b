import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Reading a whole document, above all by OCR, takes seconds on a slow machine.
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
