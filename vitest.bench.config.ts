import { defineConfig } from 'vitest/config'

// The benchmarks, each so short that it fits into the tests: it runs, and it shows what it must. Each file has a whole
// platform of its own; two at a time, as those of faults mostly wait.
export default defineConfig({
  test: {
    maxWorkers: 2,
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
