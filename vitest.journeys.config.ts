import { defineConfig } from 'vitest/config'

// What a person or a partner does, on the whole platform as `npm start` runs it: one platform for all, one file at a
// time, because some journeys stop a part of it. When all are over, the invariants are read from what they left.
const last = 'tests/journeys/zz-*.test.ts'
const journeys = [
  { name: 'journeys', folder: 'gateway', include: ['tests/journeys/**/*.test.ts'], exclude: [last] },
  { name: 'browser', folder: 'web', include: ['tests/**/*.test.ts'] },
  { name: 'the-books', folder: 'gateway', include: [last] },
]

export default defineConfig({
  test: {
    maxWorkers: 1,
    fileParallelism: false,
    projects: journeys.map(({ name, folder, include, exclude = [] }, at) => ({
      root: folder,
      test: {
        name,
        include,
        exclude: ['**/node_modules/**', 'tests/server.test.ts', ...exclude],
        environment: 'node',
        globalSetup: [`${import.meta.dirname}/local/src/test-platform.ts`],
        sequence: { groupOrder: at + 1 }, // not 0: with one worker, vitest runs that group after all others
        fileParallelism: false,
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
})
