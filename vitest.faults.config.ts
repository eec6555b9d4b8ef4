import { defineConfig } from 'vitest/config'

// What happens when a part fails: the whole platform once more, with a Postgres for each domain and a proxy on every way
// between two processes. A configuration of its own, because vitest starts the platforms of all projects of a
// configuration at once, and this machine should not carry two.
export default defineConfig({
  test: {
    maxWorkers: 1,
    fileParallelism: false,
    projects: [
      {
        root: 'gateway',
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          environment: 'node',
          globalSetup: [`${import.meta.dirname}/local/src/faults/fault-platform.ts`],
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
