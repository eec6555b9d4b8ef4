import { afterEach, expect } from 'vitest'

import type { FaultInput } from '../../../local/src/faults/fault.ts'
import { checkInvariants } from '../../../local/src/invariants/check-invariants.ts'
import type { Windows } from '../../../local/src/invariants/invariant.ts'
import { findPlaces } from '../../../local/src/invariants/places.ts'
import { holds, report } from '../../../local/src/invariants/report.ts'
import { openSources } from '../../../local/src/invariants/sources.ts'
import { control, dataFolder } from '../journeys/graph.ts'

async function tell(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${control}${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** A way between two processes or to a store, by the names of the platform; `*` is anyone. */
export type Way = readonly [from: string, to: string]

/** Makes a way go wrong until `well`. */
export const goesWrong = ([from, to]: Way, fault: FaultInput) => tell('PUT', `/wires/${from}/${to}`, fault)
export const well = () => tell('DELETE', '/wires')

/** Makes a way go wrong while `work` goes on. */
export async function during<T>(way: Way, fault: FaultInput, work: () => Promise<T>): Promise<T> {
  await goesWrong(way, fault)
  try {
    return await work()
  } finally {
    await tell('DELETE', `/wires/${way[0]}/${way[1]}`)
  }
}

type Snapshot = { from: string; to: string; befallen: number; connections: number }
/** How many requests of a way were befallen until now. */
export async function befallen([from, to]: Way): Promise<number> {
  const wires = (await tell('GET', '/wires')) as Snapshot[]
  return wires.filter((wire) => wire.from === from && wire.to === to).reduce((sum, wire) => sum + wire.befallen, 0)
}

/** Ends a part as a crash does: SIGKILL, or for a Postgres what `pg_ctl stop -m immediate` sends. It is started again by itself. */
export const kill = (part: string) => tell('POST', `/parts/${part}/kill`)
export const ready = (part: string) => tell('POST', `/parts/${part}/ready`)
export const freeze = (part: string) => tell('POST', `/parts/${part}/freeze`)
export const thaw = (part: string) => tell('POST', `/parts/${part}/thaw`)
export const stop = (part: string) => tell('POST', `/parts/${part}/stop`)
export const start = async (part: string) => {
  await tell('POST', `/parts/${part}/start`)
  await ready(part)
}
/** Redis ends without saving, its file is removed, and it begins anew. */
export const loseRedis = () => tell('POST', '/redis/lose')

type Death = { part: string; because: string; wanted: boolean }

/** At the top of each file: after every test all is well again, and nobody died whom the test had not killed. */
export function everyoneLives() {
  afterEach(async () => {
    await well()
    const deaths = (await tell('GET', '/deaths')) as Death[]
    expect(
      deaths.filter(({ wanted }) => !wanted),
      'a process died that nobody had killed',
    ).toEqual([])
  })
}

/** Nothing is given time but what strays of a lost request may take, and a mail whose worker was killed. */
const strict: Windows = { captured: 0, heard: 0, numbered: 0, mailed: 120, unsent: 0, held: 0, unfinished: 120 }

/** Waits until the checker finds these invariants to hold (all, if none is named), as strictly as it can look. */
export async function invariantsHold(
  names: string[] = [],
  { withinMs = 30_000, erased = [] as string[], mailed = strict.mailed } = {},
) {
  const sources = openSources(await findPlaces(dataFolder, process.env))
  const broken = async () => {
    const options = { now: () => new Date(), windows: { ...strict, mailed }, lookAgainAfterMs: 100, erased }
    const checked = await checkInvariants(sources, options)
    return checked.filter((one) => !holds(one) && (names.length === 0 || names.includes(one.invariant.name)))
  }
  try {
    let found = await broken()
    for (const until = Date.now() + withinMs; found.length > 0 && Date.now() < until;) found = await broken()
    expect(found.length === 0, `one does not hold\n${report(found)}`).toBe(true)
  } finally {
    await sources.close()
  }
}
