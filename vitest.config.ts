import os from 'node:os'
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

import { registeredOperations } from './web/build/registered-operations.ts'

interface Project {
  name: string
  folder: string
  /** Other places than the folder where its tests lie. */
  include?: string[]
  /** Tests of the folder that are another project's. */
  exclude?: string[]
  /** Needs a real Postgres and Redis (`TEST_POSTGRES_URL`, `TEST_REDIS_URL`). */
  services: boolean
  /** Run anew for each test file. */
  eachFile?: string
  /** Each of its files loads all modules anew, because its tests change what those keep. Files of other projects share what a worker has loaded: a third of the time. */
  isolated?: boolean
}

const projects: Project[] = [
  { name: 'kit', folder: 'packages/subgraph-kit', services: true, isolated: true },
  { name: 'illustration', folder: 'packages/illustration', services: false },
  { name: 'hotels', folder: 'subgraphs/hotels', services: true },
  { name: 'customers', folder: 'subgraphs/customers', services: true },
  { name: 'payments', folder: 'subgraphs/payments', services: true },
  { name: 'reservations', folder: 'subgraphs/reservations', services: true },
  { name: 'workers', folder: 'workers', services: true },
  { name: 'gateway', folder: 'gateway', include: ['src/**/*.test.ts', 'tests/*.test.ts'], eachFile: 'tests/each-file.ts', services: true }, // prettier-ignore
  { name: 'web', folder: 'web', include: ['src/**/*.test.{ts,tsx}', 'tests/server.test.ts'], services: true },
  { name: 'sandbox-bank', folder: 'sandbox/bank', services: false },
  { name: 'sandbox-partner', folder: 'sandbox/partner', services: false },
  { name: 'sandbox-store', folder: 'sandbox/store', services: false },
  { name: 'sandbox-mailbox', folder: 'sandbox/mailbox', services: false },
  { name: 'local', folder: 'local', exclude: ['src/invariants/**'], services: false },
  { name: 'bench', folder: 'bench', include: ['src/**/*.test.ts'], services: false },
  { name: 'invariants', folder: 'local/src/invariants', services: true },
]

// The journeys over the whole platform are in vitest.journeys.config.ts.
export default defineConfig({
  test: {
    // vitest leaves one core to itself; on two, half of the time nobody would work while a test waits.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: projects.map(({ name, folder, include, exclude = [], services, eachFile, isolated = false }) => ({
      root: folder,
      plugins: name === 'web' ? [registeredOperations()] : [],
      // Our files get the file Node would load: else theirs is graphql's .mjs, Apollo's the .js, and neither knows the other's types.
      resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
      test: {
        name,
        include: include ?? ['**/*.test.ts'],
        exclude: ['**/node_modules/**', '**/dist/**', '**/.cache/**', '**/.data/**', ...exclude],
        environment: 'node',
        isolate: isolated,
        setupFiles: eachFile ?? [],
        globalSetup: services ? [`${import.meta.dirname}/local/src/test-services.ts`] : [],
        testTimeout: 60_000, // ends what hangs: on a busy machine the longest takes twenty seconds
        hookTimeout: 60_000,
        expect: { poll: { timeout: 15_000 } }, // what is waited for comes, if late: nobody promised a second
      },
    })),
  },
})
