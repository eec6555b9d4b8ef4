import { defineConfig } from 'vitest/config'

// The benchmarks, each so short that it fits into the tests: it runs, and it shows what it must. Each file has a whole
// platform of its own, one file at a time.
export default defineConfig({
  test: {
    maxWorkers: 1,
    fileParallelism: false,
    projects: [
      {
        root: 'bench',
        test: {
          name: 'benches',
          include: ['tests/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
