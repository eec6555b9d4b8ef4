import { defineConfig } from 'vitest/config'

// What a person or a partner does, on the whole platform as `npm start` runs it: one platform for all. First those without a
// browser, one at a time: some stop a part of it. Those in a browser mostly wait for pages, so two go at once. When all are
// over, the invariants are read from what they left.
const last = 'tests/journeys/zz-*.test.ts'
const journeys = [
  { name: 'journeys', folder: 'gateway', include: ['tests/journeys/**/*.test.ts'], exclude: [last] },
  { name: 'browser', folder: 'web', include: ['tests/**/*.test.ts'], atOnce: 2 },
  { name: 'the-books', folder: 'gateway', include: [last] },
]

export default defineConfig({
  test: {
    projects: journeys.map(({ name, folder, include, exclude = [], atOnce = 1 }, at) => ({
      root: folder,
      test: {
        name,
        include,
        exclude: ['**/node_modules/**', 'tests/server.test.ts', ...exclude],
        environment: 'node',
        globalSetup: [
          `${import.meta.dirname}/local/src/test-platform.ts`,
          ...(folder === 'web' ? [`${import.meta.dirname}/web/tests/find-browser.ts`] : []),
        ],
        sequence: { groupOrder: at + 1 }, // not 0: with one worker, vitest runs that group after all others
        maxWorkers: atOnce,
        fileParallelism: atOnce > 1,
        testTimeout: 60_000,
        hookTimeout: 120_000,
        expect: { poll: { timeout: 15_000 } },
      },
    })),
  },
})
