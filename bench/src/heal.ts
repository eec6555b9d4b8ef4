import { setTimeout as sleep } from 'node:timers/promises'

import { checkInvariants, type Checked } from '@staygraph/local/invariants/check-invariants'
import { usualWindows, type Windows } from '@staygraph/local/invariants/invariant'
import { holds, report } from '@staygraph/local/invariants/report'
import { openSources, type Sources } from '@staygraph/local/invariants/sources'

import type { Platform } from './platform.ts'
import { brokenPromises } from './traffic/promises.ts'
import type { Traffic } from './traffic/traffic.ts'

/** Within this every saga must have come to its end after the last fault. */
export const terminalWithinSeconds = 120

/** A queue that was lost again and again, and a machine of two cores: mails and documents that pile up leave within this. */
const longestBacklogSeconds = 1_200

/** A worker that was killed while it sent leaves a claim, which ends by itself after 90 s: nothing may move for so long. */
const longestPauseMs = 130_000

/** Nothing is given time: what was begun must have come to its end. */
const strict: Windows = { captured: 0, heard: 0, numbered: 0, mailed: 0, unsent: 0, held: 0, unfinished: 0 }

export interface Healed {
  failures: string[]
  figures: {
    /** After the last fault, until no saga was unfinished. Null: some never came to their end. */
    terminalAfterSeconds: number | null
    /** Until every invariant held with no time given to anything. Null: one did not. */
    cleanAfterSeconds: number | null
    invariants: Record<string, string>
    bookings: number
    /** Wishes to which no end was ever told. */
    withoutAnEnd: number
    brokenPromises: number
    statuses: Record<string, number>
  }
}

export interface HealOptions {
  /**
   * Whether to wait for what takes its time by design: the last look at payments that could not be begun, 75 s after
   * (by then no request that was lost on its way can reach the bank any more), and mails that a killed worker had
   * claimed for 90 s. It is waited for unless told.
   */
  strays?: boolean
}

/** All faults are over, the guests are gone: waits until all is at its end, then holds the books against what must be. */
export const heal = async (
  platform: Platform,
  traffic: Traffic,
  say: (line: string) => void,
  { strays = true }: HealOptions = {},
): Promise<Healed> => {
  const failures: string[] = []
  await untilReady(platform)
  const healedAt = Date.now()
  const since = () => Math.round((Date.now() - healedAt) / 100) / 10
  const sources = openSources(platform.places)
  try {
    const finishing = traffic.finish(healedAt + terminalWithinSeconds * 1_000)
    let terminalAfterSeconds: number | null = null
    let left = await unfinished(sources, strays, healedAt)
    let last = left
    for (; left.length > 0 && since() < terminalWithinSeconds; left = await unfinished(sources, strays, healedAt)) {
      last = left
      await sleep(500)
    }
    if (left.length === 0) terminalAfterSeconds = since()
    else
      failures.push(
        `${left.length} sagas are unfinished after ${terminalWithinSeconds} s: ${left.slice(0, 5).join('; ')}`,
      )
    const withoutAnEnd = await finishing
    const atTheEnd = last.length > 0 ? `; the last: ${last.slice(0, 3).join(', ')}` : ''
    say(
      left.length === 0
        ? `every saga at its end after ${terminalAfterSeconds} s${atTheEnd}`
        : `${left.length} sagas are not at their end`,
    )

    // What leaves by queue may be late: as long as it grows less, it is waited for.
    let checked = await look(sources, strays)
    let [least, lessAt] = [countOf(checked), Date.now()]
    while (!checked.every(holds) && Date.now() - lessAt < longestPauseMs && since() < longestBacklogSeconds) {
      await sleep(1_000)
      checked = await look(sources, strays)
      if (countOf(checked) < least) [least, lessAt] = [countOf(checked), Date.now()]
    }
    const clean = checked.every(holds)
    const cleanAfterSeconds = clean ? since() : null
    say(report(checked))
    if (!clean) failures.push(...checked.filter((one) => !holds(one)).flatMap(inWords))

    const broken = await brokenPromises(traffic, sources)
    say(`${traffic.bookings.length} bookings asked for, ${broken.length} promises broken`)
    failures.push(...broken)
    for (const [what, times] of traffic.graph.improper) failures.push(`${times} times: ${what}`)
    return {
      failures,
      figures: {
        terminalAfterSeconds,
        cleanAfterSeconds,
        invariants: Object.fromEntries(
          checked.map((one) => [
            one.invariant.name,
            `${one.checked} ${one.things}, ${one.violations.length} violations`,
          ]),
        ),
        bookings: traffic.bookings.length,
        withoutAnEnd,
        brokenPromises: broken.length,
        statuses: await statuses(sources),
      },
    }
  } finally {
    await sources.close()
  }
}

const look = (sources: Sources, strays: boolean) =>
  checkInvariants(sources, {
    now: () => new Date(),
    windows: strays ? strict : { ...strict, unfinished: terminalWithinSeconds, mailed: usualWindows.mailed },
    lookAgainAfterMs: 500,
  })

const countOf = (checked: Checked[]) => checked.reduce((sum, { violations }) => sum + violations.length, 0)

const inWords = ({ invariant: { name }, violations, failed }: Checked): string[] =>
  failed === undefined
    ? violations.slice(0, 20).map(({ id, what }) => `${name} ${id}: ${what}`)
    : [`${name} could not be read: ${failed}`]

/** Those begun before the healing for whom something is still to be done, a guest at the bank too. */
const unfinished = async ({ databases }: Sources, strays: boolean, healedAt: number): Promise<string[]> => {
  const rows = await databases.reservations<{ what: string }[]>`
    select reference || ' is ' || status || coalesce(' and owes ' || owed, '') || ' for ' || extract(epoch from now() - created_at)::int || ' s, tried ' || tries || ' times' as what
      from reservations
      where created_at <= ${new Date(healedAt)} and ((owed is not null and (${strays} or owed <> 'SETTLE')) or status in ('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'CONFIRMING', 'PARTNER_UNKNOWN', 'MODIFYING', 'CANCELLING'))`
  return rows.map(({ what }) => what)
}

const statuses = async ({ databases }: Sources): Promise<Record<string, number>> => {
  const rows = await databases.reservations<{ status: string; count: number }[]>`
    select status::text, count(*)::int as count from reservations group by 1 order by 2 desc`
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

/** Everything runs and says that it is ready. */
export const untilReady = async ({ running }: Platform, patienceMs = 90_000): Promise<void> => {
  const until = Date.now() + patienceMs
  const all = [...running.stores.map(({ runner }) => runner), ...running.services.map(({ runner }) => runner)]
  for (;;) {
    const away = all.map(({ snapshot }) => snapshot()).filter(({ state }) => state !== 'ready')
    if (away.length === 0) return
    if (Date.now() > until)
      throw new Error(
        `not ready after all faults: ${away.map(({ name, state, because }) => `${name} (${state}: ${because})`).join(', ')}`,
      )
    await sleep(200)
  }
}
