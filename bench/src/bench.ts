import { CannotStart } from '@staygraph/local/embedded/cannot-start'

import { describeMachine } from './machine.ts'
import { writeReport, type Outcome } from './report.ts'

export interface BenchOptions {
  /** What stands after the name of the benchmark. */
  args: string[]
  /** Aborting it ends the run early: what was started is stopped. */
  signal: AbortSignal
  say: (line: string) => void
}

export interface Bench {
  /** One line for people. */
  does: string
  /** Loaded only when it is asked for. */
  run: () => Promise<(options: BenchOptions) => Promise<Outcome>>
}

/** `npm run bench -- <name>`: every benchmark there is. */
export const benches: Record<string, Bench> = {
  kills: {
    does: '1,000 SIGKILLs over every process of the booking path while guests book',
    run: async () => (await import('./kills.ts')).kills,
  },
  steps: {
    does: 'one kill at each step of each saga, the step written and not',
    run: async () => (await import('./kills.ts')).steps,
  },
  losses: {
    does: '200 immediate stops of the database and 200 losses of Redis while guests book and the bank tells all twice',
    run: async () => (await import('./losses.ts')).losses,
  },
  soak: {
    does: 'an hour of mixed guests with faults of all kinds: memory flat, nothing lost',
    run: async () => (await import('./soak/soak.ts')).soak,
  },
  'last-rooms': {
    does: '10,000 attempts by 256 clients on the last 500 rooms, and the race for the last 200',
    run: async () => (await import('./last-rooms/last-rooms.ts')).lastRooms,
  },
  gateway: {
    does: 'requests a second and CPU of our gateway, Apollo’s as shipped and Hive’s, over canned subgraphs',
    run: async () => (await import('./gateway/gateway.ts')).gateway,
  },
  'search-page': {
    does: 'the search page’s own operation over our real hotels service, through our gateway, Apollo’s as shipped and Hive’s',
    run: async () => (await import('./search-page/search-page.ts')).searchPageBench,
  },
  subgraphs: {
    does: 'processor time of our subgraphs a request, in this checkout and another one over the same data',
    run: async () => (await import('./subgraphs/subgraphs.ts')).subgraphs,
  },
  distinct: {
    does: 'a million operations of which no two are the same: what our gateway holds stays the same',
    run: async () => (await import('./gateway/distinct.ts')).distinct,
  },
  search: {
    does: 'searches a second of a city at 10,000, 100,000 and 1,000,000 hotels, against a bare count and the plain join',
    run: async () => (await import('./search/search.ts')).search,
  },
  rebuild: {
    does: 'what searches know of rooms made anew at 10,000, 100,000 and 1,000,000 hotels, while it is read and written',
    run: async () => (await import('./rebuild/rebuild.ts')).rebuild,
  },
  booking: {
    does: 'bookings a second through the gateway, against the same SQL functions by pgbench',
    run: async () => (await import('./booking/booking.ts')).booking,
  },
  sagas: {
    does: 'a million sagas among random faults under simulated time, against a plain model',
    run: async () => (await import('./sagas/sagas.ts')).sagas,
  },
}

/**
 * Runs one benchmark: prints its figures, writes them to bench/results/. Answers 1 when it did not show what it must. Without a
 * name it says which there are.
 */
export const runBench = async ({ args: [name = '', ...args], signal, say }: BenchOptions): Promise<number> => {
  const bench = benches[name]
  if (!bench) {
    const known = Object.entries(benches).map(([known, { does }]) => `  ${known.padEnd(12)}${does}`)
    if (name !== '') throw new CannotStart(`there is no benchmark "${name}"`, `There are:\n${known.join('\n')}`)
    say(`npm run bench -- <name>, of one of these:\n${known.join('\n')}`)
    return 0
  }
  const startedAt = new Date()
  const machine = describeMachine()
  say(`${name}: ${bench.does}`)
  say(`${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`)
  const outcome = await (await bench.run())({ args, signal, say })
  const file = writeReport({ name, args, startedAt, machine, outcome })
  say(`written to ${file}`)
  say(
    outcome.passed ? `${name}: passed` : `${name}: FAILED\n${outcome.failures.map((line) => `  - ${line}`).join('\n')}`,
  )
  return outcome.passed ? 0 : 1
}
