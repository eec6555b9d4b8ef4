import { drainOutboxes } from '../drain.ts'
import type { LimitSlice, Limit } from '../limit/limit.ts'
import { book } from '../load/bookings.ts'
import type { OfferInHand } from '../load/offers.ts'
import type { Platform } from '../platform.ts'
import { afterwards, bookingPath, cpuBetween, cpuOfAll, others, signalPlatform } from '../processes.ts'
import { percentile, round, sum } from '../statistics.ts'

export interface BookingSlice {
  bookings: number
  bookingsASecond: number
  /** Of the answers, in milliseconds. */
  latencies: number[]
  /** Milliseconds of processor time a booking, by process, until all it promised was handed to the queue. */
  cpu: Record<string, number>
  /** Of the processes on the way of a booking together. */
  pathMs: number
  drainMs: number
  /** Answers that were no confirmation, by what they were. */
  others: Record<string, number>
}

export interface Round {
  spread: BookingSlice
  hot: BookingSlice
  limit: LimitSlice | null
  hotLimit: LimitSlice | null
}

export interface RoundOptions {
  platform: Platform
  limit: Limit | null
  offers: OfferInHand[]
  clients: number
  seconds: number
}

/** One slice of each, one after the other, so that whatever else the machine does meets all of them alike. */
export const playRound = async (options: RoundOptions, at: number): Promise<Round> => {
  const { platform, limit, offers, seconds } = options
  const [hotOffer] = offers
  if (!hotOffer) throw new Error('there are no offers')
  const limited = async (kind: 'spread' | 'hot', lasting: number) => {
    if (!limit) return null
    signalPlatform(platform, 'SIGSTOP')
    try {
      return await limit.slice(kind, lasting)
    } finally {
      signalPlatform(platform, 'SIGCONT')
    }
  }
  const slices = [
    async () => ({ spread: await bookingSlice(options, offers.slice(1)) }),
    async () => ({ limit: await limited('spread', seconds * 0.6) }),
    async () => ({ hot: await bookingSlice(options, [hotOffer]) }),
    async () => ({ hotLimit: await limited('hot', seconds * 0.4) }),
  ]
  const turned = at % 2 === 0 ? slices : [slices[2], slices[3], slices[0], slices[1]] // whoever comes second has no advantage
  const found: Partial<Round> = {}
  for (const slice of turned) Object.assign(found, await slice?.())
  return found as Round
}

const bookingSlice = async (
  { platform, clients, seconds }: RoundOptions,
  offers: OfferInHand[],
): Promise<BookingSlice> => {
  const before = cpuOfAll(platform)
  const until = performance.now() + seconds * 1_000
  const { tally, seconds: lasted } = await book(platform.urls['gateway'] ?? '', offers, { clients, until })
  const drainMs = await drainOutboxes(platform)
  const used = cpuBetween(before, cpuOfAll(platform))
  const bookings = tally.confirmed.length
  const cpu = Object.fromEntries(Object.entries(used).map(([name, ms]) => [name, ms / bookings]))
  return {
    bookings,
    bookingsASecond: bookings / lasted,
    latencies: tally.confirmed,
    cpu,
    pathMs: sum(bookingPath.map((name) => cpu[name] ?? 0)),
    drainMs,
    others: Object.fromEntries([...tally.others].map(([kind, { count }]) => [kind, count])),
  }
}

/** A round as it is written down: without each single latency. */
export const summary = ({ spread, hot, limit, hotLimit }: Round) => ({
  spread: sliceSummary(spread),
  hot: sliceSummary(hot),
  limit,
  hotLimit,
})
const sliceSummary = ({ latencies, cpu, ...slice }: BookingSlice) => ({
  ...slice,
  p50: round(percentile(latencies, 0.5), 1),
  p99: round(percentile(latencies, 0.99), 1),
  cpu: Object.fromEntries([...bookingPath, ...afterwards, ...others].map((name) => [name, round(cpu[name] ?? 0, 3)])),
})
