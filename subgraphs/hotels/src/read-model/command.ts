import type postgres from 'postgres'

import { abandonNext, readGeneration } from '../database/next-availability.ts'
import { compareAvailability, type Comparing, type Difference } from '../use-cases/compare-availability.ts'
import { rebuildAvailability, type RebuildProgress, type Rebuilding } from '../use-cases/rebuild-availability.ts'

const usage = `What searches know of the rooms left, against what reservations says.
  compare                     tells what differs, changes nothing
  rebuild [hotels at once]    makes it anew from what reservations says, while searches and bookings go on;
                              goes on where one was stopped
  abandon                     gives up one that was begun
  show                        which generation answers, and whether another one is being made`

const mostShown = 20

export type ReadModelCommand = Rebuilding & Comparing & { say: (line: string) => void }

/** What the operator asked for. False: something differs, or it was not done. One at a time over a database. */
export async function readModelCommand(args: readonly string[], asked: ReadModelCommand): Promise<boolean> {
  const { sql, say } = asked
  const [verb, atOnce] = args
  const hotelsAtOnce = Number(atOnce ?? 1_000)
  const isKnown = verb === 'compare' || verb === 'rebuild' || verb === 'abandon' || verb === 'show'
  if (!isKnown || args.length > (verb === 'rebuild' ? 2 : 1) || !(hotelsAtOnce >= 1)) {
    say(usage)
    return false
  }
  if (verb === 'compare') return compare(asked)
  if (verb === 'show') {
    say(await standing(sql))
    return true
  }
  const isDone = await alone(sql, async () => {
    if (verb === 'abandon') await abandonNext(sql)
    else await rebuildAvailability({ ...asked, hotelsAtOnce, tell: teller(asked) })
    say(await standing(sql))
  })
  if (!isDone) say('A rebuild is under way already.')
  return isDone
}

async function compare(asked: ReadModelCommand): Promise<boolean> {
  const { say, now } = asked
  const says = everySomeSeconds(now, say)
  const { hotels, isWhole, differences } = await compareAvailability({
    ...asked,
    watch: ({ hotels: done, of }) => says(() => `${counted(done)} of ${counted(of)} hotels are compared`),
  })
  for (const difference of differences.slice(0, mostShown)) say(told(difference))
  const until = isWhole ? '' : ' Looked no further.'
  if (differences.length === 0) say(`Searches and reservations say the same of ${counted(hotels)} hotels.`)
  else say(`${counted(differences.length)} nights differ in ${counted(hotels)} hotels.${until}`)
  return differences.length === 0
}

const told = ({ roomTypeId, night, searches, reservations, isUnderWay }: Difference): string =>
  `${roomTypeId} ${night}: searches say ${searches}, reservations ${reservations}${isUnderWay ? '; news of it are on their way' : ''}`

const counted = (count: number): string => count.toLocaleString('en')

async function standing(sql: postgres.Sql): Promise<string> {
  const { number, nextBegunAt } = await readGeneration(sql)
  const begun = nextBegunAt && `, the next one was begun at ${nextBegunAt}`
  return `Generation ${number} answers${begun ?? ''}.`
}

function teller({ say, now, tell }: ReadModelCommand): (progress: RebuildProgress) => void {
  const begun = now().getTime()
  const says = everySomeSeconds(now, say)
  return (progress) => {
    tell(progress)
    const seconds = () => `${((now().getTime() - begun) / 1_000).toFixed(1)} s`
    if (progress.stage === 'BEGUN') {
      if (progress.isResumed) say('Goes on where it was stopped.')
      if (progress.otherHistory > 0)
        say(`${counted(progress.otherHistory)} nights were told by revisions that reservations never gave: forgotten.`)
    } else if (progress.stage === 'FILLED') {
      const { hotels, of } = progress
      says(() => `${counted(hotels)} of ${counted(of)} hotels, ${Math.floor((100 * hotels) / of)} %, ${seconds()}`)
    } else if (progress.stage === 'CAUGHT_UP') say(`${counted(progress.events)} events were under way, ${seconds()}`)
    else say(`Exchanged after ${seconds()}.`)
  }
}

const everyMs = 2_000

function everySomeSeconds(now: () => Date, say: (line: string) => void): (line: () => string) => void {
  let next = now().getTime() + everyMs
  return (line) => {
    if (now().getTime() < next) return
    next = now().getTime() + everyMs
    say(line())
  }
}

/** Nobody else does it meanwhile, on whatever machine; whoever dies of it lets go. False: somebody else does. */
async function alone(sql: postgres.Sql, work: () => Promise<void>): Promise<boolean> {
  const held = await sql.reserve()
  try {
    const [row] = await held<{ mine: boolean }[]>`select pg_try_advisory_lock(hashtext('read-model')) as mine`
    if (!row?.mine) return false
    try {
      await work()
      return true
    } finally {
      await held`select pg_advisory_unlock(hashtext('read-model'))`
    }
  } finally {
    held.release()
  }
}
