import type { BenchOptions } from '../bench.ts'
import { drainOutboxes } from '../drain.ts'
import { openLimit } from '../limit/limit.ts'
import { findPgbench } from '../limit/pgbench.ts'
import { book } from '../load/bookings.ts'
import { collectOffers, setAllotment } from '../load/offers.ts'
import { startPlatform, type Platform } from '../platform.ts'
import type { Outcome } from '../report.ts'
import { superuserUrl, withSettings } from '../superuser.ts'
import { checkTheBooks } from '../the-books.ts'
import { judge, tell, type Figures } from './figures.ts'
import { readOptions, type BookingOptions } from './options.ts'
import { playRound, type Round, summary } from './rounds.ts'

/**
 * Each client books for itself from an address of its own, so every limit of production stays on. Workers take what the
 * guests leave, as they would on machines of their own.
 */
export const asInProduction = { NODE_ENV: 'production', LOG_LEVEL: 'info', RATE_LIMIT_ANONYMOUS: '600', NICENESS: '19' }

/** 1.5 ms more for every flush of the log, as on disks that are not this machine's: the leader of a group commit waits. */
const slowSync = { commit_delay: '1500', commit_siblings: '0' }

const manyRooms = 1_000_000

/** Bookings a second through the gateway, against the same SQL functions by pgbench in the same minutes. */
export const booking = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const options = readOptions(args)
  const { profile } = options
  const environment = {
    ...asInProduction,
    ...(profile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${profile}` }),
  }
  const platform = await startPlatform({ hotels: 600, environment, signal, say })
  try {
    return await measureBookings(platform, options, { signal, say })
  } finally {
    await platform.stop()
  }
}

export const measureBookings = async (
  platform: Platform,
  options: BookingOptions,
  { signal, say }: Pick<BenchOptions, 'signal' | 'say'>,
): Promise<Outcome> => {
  const { clients, rounds, slowRounds, roomTypes, warmUp, seconds, judged } = options
  await using started = new AsyncDisposableStack()
  const gateway = platform.urls['gateway'] ?? ''
  const offers = await collectOffers(gateway, roomTypes, 2, [0, 3])
  await setAllotment(platform.places.databases.reservations, offers, manyRooms)
  const superuser = await superuserUrl(platform)

  const warm = await book(gateway, offers, { clients, attempts: warmUp })
  say(`warmed up with ${warmUp} bookings, ${Math.round(warm.tally.confirmed.length / warm.seconds)} a second`)
  const pgbench = findPgbench()
  if (!pgbench) say('no pgbench here (Debian: postgresql): the limit is not measured')
  const limit = pgbench ? await openLimit(pgbench, platform, superuser, { offers, clients }) : null
  if (limit) started.defer(limit.stop)
  await drainOutboxes(platform)

  const play = async (count: number, what: string) => {
    const played: Round[] = []
    for (let at = 0; at < count; at += 1) {
      signal.throwIfAborted()
      const round = await playRound({ platform, limit, offers, clients, seconds }, at)
      played.push(round)
      const { spread, hot, limit: limited } = round
      const figures = [spread.bookingsASecond, limited?.bookingsASecond ?? 0, hot.bookingsASecond].map(Math.round)
      say(`${what} ${at + 1}: spread ${figures[0]}/s (pgbench ${figures[1]}/s), one hot room type ${figures[2]}/s`)
    }
    return played
  }
  const usual = await play(rounds, 'round')
  const slow = slowRounds > 0 ? await withSettings(superuser, slowSync, () => play(slowRounds, 'slow sync, round')) : []
  const figures: Figures = { usual, slow }
  say(tell(figures, limit?.statements ?? []))
  const failures = [...(judged ? judge(figures) : []), ...(await checkTheBooks(platform, say))]
  return {
    passed: failures.length === 0,
    failures,
    figures: { options, statements: limit?.statements, usual: usual.map(summary), slow: slow.map(summary) },
  }
}
