import { startTestServices } from '@staygraph/local/test-services'

import type { BenchOptions } from '../bench.ts'
import { table, type Outcome } from '../report.ts'
import { readOptions, type SagaOptions } from './options.ts'
import { play, tellFailure, together, type Played } from './players.ts'

/** Allowed, and yet never taken: being held and awaiting the payment is one step; what a partner has after all is first CONFIRMING again. */
const neverTaken = new Set(['HELD > EXPIRED', 'HELD > FAILED', 'PARTNER_UNKNOWN > CONFIRMED'])

/** A million sagas of random guests, staff, banks and partners among random faults, under simulated time. */
export const sagas = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const options = readOptions(args)
  const proved = await prove(options, signal, say)
  const began = performance.now()
  const all = await live(options, signal, say)
  const seconds = (performance.now() - began) / 1_000
  const found = await findControls(options, all, signal, say)

  const lived = together(all)
  const allowed = all[0]?.allowed ?? []
  const unseen = allowed.filter((one) => !neverTaken.has(one) && !lived.transitions[one])
  const faults = Object.values(lived.faults).reduce((sum, number) => sum + number, 0)
  const perSecond = Math.round(lived.total / seconds)
  say(table([['transition', 'times'], ...allowed.map((one) => [one, lived.transitions[one] ?? 0])]))
  say(table([['saga', 'begun'], ...Object.entries(lived.sagas)]))
  say(table([['comes to rest', 'reservations'], ...Object.entries(lived.ends)]))
  say(table([['fault', 'times'], ...byHow(lived.faults)]))
  say(
    `${lived.total} sagas of ${lived.guests} guests in ${lived.lives} lives, ${faults} faults, ${Math.round(seconds)} s: ${perSecond} a second`,
  )
  const failures = [
    ...tellFailure(proved, 'LOCKSTEP'),
    ...all.flatMap((one) => tellFailure(one, 'MEMORY')),
    ...found.flatMap(({ what, after }) =>
      after === null ? [`within ${options.foundWithin} sagas nobody noticed: ${what}`] : [],
    ),
    ...(options.judged ? unseen.map((one) => `no reservation went ${one}`) : []),
  ]
  const cpuMs = (lived.cpuSeconds * 1_000) / Math.max(1, lived.total)
  return {
    passed: failures.length === 0,
    failures,
    figures: {
      seconds,
      perSecond,
      cpuMsPerSaga: Math.round(cpuMs * 100) / 100,
      faultsMet: faults,
      ...lived,
      neverSeen: allowed.filter((one) => !lived.transitions[one]),
      lockstep: { sagas: proved.total, lives: proved.lives, statements: proved.statements },
      controls: Object.fromEntries(found.map(({ name, after }) => [name, after])),
    },
  }
}

/** The database in memory against Postgres: it is worth what this says. */
async function prove({ lockstep, seed }: SagaOptions, signal: AbortSignal, say: BenchOptions['say']): Promise<Played> {
  const services = await startTestServices()
  try {
    const began = performance.now()
    const options = { ground: 'LOCKSTEP', server: services.postgresUrl, sagas: lockstep, lives: 20, seed }
    const proved = await play(options, signal)
    const seconds = Math.round((performance.now() - began) / 1_000)
    const { total, statements } = proved
    say(`on Postgres and in memory at once: ${total} sagas, ${statements} statements answered alike, ${seconds} s`)
    return proved
  } finally {
    await services.stop()
  }
}

async function live(
  { sagas: wanted, workers, seed, minutes }: SagaOptions,
  signal: AbortSignal,
  say: BenchOptions['say'],
) {
  const began = performance.now()
  let done = 0
  let toldAt = began
  const progress = (more: number) => {
    done += more
    const at = performance.now()
    if (at - toldAt < 30_000) return
    toldAt = at
    say(`${done} of ${wanted} sagas, ${Math.round((1_000 * done) / (at - began))} a second`)
  }
  const share = Math.ceil(wanted / workers)
  // Each worker has seeds of its own: 1, 3, 5 and 2, 4, 6, and so on.
  const players = Array.from({ length: workers }, (_, n) =>
    play({ ground: 'MEMORY', sagas: share, seed: seed + n, step: workers, minutes }, signal, progress),
  )
  return Promise.all(players)
}

/** Each protection switched off, alone: how many sagas it took until a guest noticed. */
async function findControls(
  { foundWithin, seed }: SagaOptions,
  [first]: readonly Played[],
  signal: AbortSignal,
  say: BenchOptions['say'],
) {
  const found: { name: string; what: string; after: number | null }[] = []
  for (const [name, what] of Object.entries(first?.controls ?? {})) {
    const { failure } = await play({ sagas: foundWithin, without: name, seed, lives: 50 }, signal)
    found.push({ name, what, after: failure?.sagas ?? null })
    say(`${what}: ${failure ? `found after ${failure.sagas} sagas` : 'NOT FOUND'}`)
  }
  return found
}

const byHow = (faults: Record<string, number>) => {
  const sums = new Map<string, number>()
  for (const [fault, times] of Object.entries(faults)) {
    const how = fault.split(' ')[0] ?? ''
    sums.set(how, (sums.get(how) ?? 0) + times)
  }
  return [...sums]
}
