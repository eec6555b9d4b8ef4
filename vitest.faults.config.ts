import { defineConfig } from 'vitest/config'

// What happens when a part fails: the whole platform once more, with a Postgres for each domain and a proxy on every way
// between two processes. A configuration of its own, because vitest starts the platforms of all projects of a
// configuration at once, and this machine should not carry two. When all is over, the invariants are read from what is left.
const last = 'tests/faults/zz-*.test.ts'
// One file comes first: a mail whose worker is killed leaves when its lease ends, and the others need not wait for it.
const first = 'tests/faults/worker.test.ts'
const faults = [
  { name: 'faults-first', include: [first], exclude: [] },
  { name: 'faults', include: ['tests/faults/**/*.test.ts'], exclude: [first, last] },
  { name: 'the-books-after-faults', include: [last], exclude: [] },
]

export default defineConfig({
  test: {
    maxWorkers: 1,
    fileParallelism: false,
    projects: faults.map(({ name, include, exclude }, at) => ({
      root: 'gateway',
      test: {
        name,
        include,
        exclude: ['**/node_modules/**', ...exclude],
        environment: 'node',
        globalSetup: [`${import.meta.dirname}/local/src/faults/fault-platform.ts`],
        sequence: { groupOrder: at + 1 }, // not 0: with one worker, vitest runs that group after all others
        fileParallelism: false,
        testTimeout: 60_000,
        hookTimeout: 120_000,
        expect: { poll: { timeout: 15_000 } },
      },
    })),
  },
})
