import { defineConfig } from 'vitest/config'

// What a person or a partner does, on the whole platform as `npm start` runs it: one platform for all, one file at a
// time, because some journeys stop a part of it.
const journeys = [
  { name: 'journeys', folder: 'gateway', include: ['tests/journeys/**/*.test.ts'] },
  { name: 'browser', folder: 'web', include: ['tests/**/*.test.ts'] },
]

export default defineConfig({
  test: {
    maxWorkers: 1,
    fileParallelism: false,
    projects: journeys.map(({ name, folder, include }, at) => ({
      root: folder,
      test: {
        name,
        include,
        exclude: ['**/node_modules/**', 'tests/server.test.ts'],
        environment: 'node',
        globalSetup: [`${import.meta.dirname}/local/src/test-platform.ts`],
        sequence: { groupOrder: at },
        fileParallelism: false,
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
})
