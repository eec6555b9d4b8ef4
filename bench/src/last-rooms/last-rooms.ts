import type { BenchOptions } from '../bench.ts'
import { asInProduction } from '../booking/booking.ts'
import { drainOutboxes, drainPapers } from '../drain.ts'
import { book, type Tally } from '../load/bookings.ts'
import { collectOffers, setAllotment, type OfferInHand } from '../load/offers.ts'
import { type Platform, startPlatform } from '../platform.ts'
import { cpuBetween, cpuOfAll } from '../processes.ts'
import { type Outcome, table } from '../report.ts'
import { median, percentile, round, sum } from '../statistics.ts'
import { checkTheBooks } from '../the-books.ts'
import { readOptions, type LastRoomsOptions } from './options.ts'
import { roomsCounted } from './sold.ts'

const manyRooms = 1_000_000
/** What the issue asks for. */
const wanted = { faster: 10, refusalP99: 300 }

const othersOf = ({ others }: Tally) =>
  [...others].map(([kind, { count, example }]) => `${count} ${kind}, such as ${example}`)

/** So many want the last rooms at once: who gets one, what the others are told, and how fast. */
export const lastRooms = async ({ args, signal, say }: BenchOptions): Promise<Outcome> => {
  const platform = await startPlatform({ hotels: 600, environment: asInProduction, signal, say })
  try {
    return await measureLastRooms(platform, readOptions(args), { signal, say })
  } finally {
    await platform.stop()
  }
}

export const measureLastRooms = async (
  platform: Platform,
  options: LastRoomsOptions,
  { signal, say }: Pick<BenchOptions, 'signal' | 'say'>,
): Promise<Outcome> => {
  const { clients, attempts, rooms, races, raceAttempts, raceRooms, overlaps, warmUp, judged } = options
  const gateway = platform.urls['gateway'] ?? ''
  const { reservations } = platform.places.databases
  const spread = Math.min(100, attempts / 10)
  const offers = await collectOffers(gateway, spread + 1 + races, 3)
  const [rushed, ...rest] = offers
  if (!rushed) throw new Error('there are no offers')
  const [ordinary, raced] = [rest.slice(0, spread), rest.slice(spread)]
  await setAllotment(reservations, ordinary, manyRooms)
  await book(gateway, ordinary, { clients: Math.min(clients, 48), attempts: warmUp })
  const failures: string[] = []

  await setAllotment(reservations, [rushed], rooms)
  const before = await roomsCounted(platform, rushed)
  const rush = await book(gateway, [rushed], { clients, attempts })
  await drainOutboxes(platform)
  const counted = await roomsCounted(platform, rushed)
  say(
    `${attempts} attempts by ${clients} clients on the last ${rooms} rooms in ${round(rush.seconds, 1)} s: ` +
      `${rush.tally.confirmed.length} confirmed, ${rush.tally.taken.length} told that it is taken`,
  )
  const sold = counted.sold - before.sold
  if (rush.tally.confirmed.length !== rooms || sold !== rooms)
    failures.push(`${rush.tally.confirmed.length} confirmed and ${sold} sold, not ${rooms}`)
  if (rush.tally.taken.length !== attempts - rooms)
    failures.push(`${rush.tally.taken.length} were told that it is taken, not ${attempts - rooms}`)
  if (counted.oversold) failures.push('a night is oversold')
  failures.push(...othersOf(rush.tally).map((what) => `in the rush: ${what}`))

  const drain = judged ? drainPapers : drainOutboxes
  const played: Race[] = []
  for (const offer of raced) {
    signal.throwIfAborted()
    await setAllotment(reservations, [offer], raceRooms)
    const race = await playRace({ platform, offer, ordinary, clients, attempts: raceAttempts, rooms: raceRooms, drain })
    played.push(race)
    failures.push(...race.failures)
    say(
      `race ${played.length}: an attempt ${round(race.attemptMs, 3)} ms, a booking ${round(race.bookingMs, 2)} ms: ` +
        `${round(race.bookingMs / race.attemptMs, 1)} times; refusals p50 ${round(race.refusalP50)} ms, p99 ${round(race.refusalP99)} ms`,
    )
  }

  const overlapping = await overlap(platform, gateway, { clients: Math.min(clients, 64), attempts: overlaps })
  say(
    `${overlapping.booked} of ${overlaps} stays that overlap in every order were booked, ${overlapping.taken} were taken`,
  )
  failures.push(...overlapping.others.map((what) => `of overlapping stays: ${what}`))

  const faster = median(played.map(({ bookingMs, attemptMs }) => bookingMs / attemptMs))
  const refusalP99 = median(played.map((race) => race.refusalP99))
  say(tell(played))
  if (judged && faster < wanted.faster)
    failures.push(`an attempt is ${round(faster, 1)} times as fast as a booking, at least ${wanted.faster} is wanted`)
  if (judged && refusalP99 > wanted.refusalP99)
    failures.push(`the refusals' p99 is ${round(refusalP99)} ms, at most ${wanted.refusalP99} is wanted`)
  failures.push(...(await checkTheBooks(platform, say)))
  return {
    passed: failures.length === 0,
    failures,
    figures: {
      options,
      rush: { seconds: rush.seconds, confirmed: rush.tally.confirmed.length, taken: rush.tally.taken.length, counted },
      races: played,
      faster,
      refusalP99,
      overlapping,
    },
  }
}

interface Race {
  /** Wall time of the race by its attempts, and of as many clients booking ordinary rooms by their bookings. */
  attemptMs: number
  bookingMs: number
  refusalP50: number
  refusalP99: number
  /** Milliseconds of processor time an attempt, by process. */
  cpu: Record<string, number>
  failures: string[]
}

interface RaceOptions {
  platform: Platform
  offer: OfferInHand
  ordinary: OfferInHand[]
  clients: number
  attempts: number
  rooms: number
  /** Before each slice: what those before it left behind. */
  drain: (platform: Platform) => Promise<unknown>
}

/**
 * The race, between two halves of ordinary bookings by as many clients, so that the machine's mood meets both alike.
 * Each begins when the papers of those before it are done: they took a quarter of what an attempt seemed to cost.
 */
const playRace = async ({ platform, offer, ordinary, clients, attempts, rooms, drain }: RaceOptions): Promise<Race> => {
  const gateway = platform.urls['gateway'] ?? ''
  const bookings = Math.max(clients, Math.round(attempts / 20))
  await drain(platform)
  const first = await book(gateway, ordinary, { clients, attempts: bookings })
  await drain(platform)
  const before = cpuOfAll(platform)
  const race = await book(gateway, [offer], { clients, attempts })
  const used = cpuBetween(before, cpuOfAll(platform))
  await drain(platform)
  const second = await book(gateway, ordinary, { clients, attempts: bookings })
  await drainOutboxes(platform)
  const { confirmed, taken } = race.tally
  return {
    attemptMs: (race.seconds * 1_000) / attempts,
    bookingMs: ((first.seconds + second.seconds) * 1_000) / (2 * bookings),
    refusalP50: percentile(taken, 0.5),
    refusalP99: percentile(taken, 0.99),
    cpu: Object.fromEntries(Object.entries(used).map(([name, ms]) => [name, ms / attempts])),
    failures: [
      ...(confirmed.length === rooms && taken.length === attempts - rooms
        ? []
        : [`a race ended with ${confirmed.length} confirmed and ${taken.length} taken of ${rooms} rooms`]),
      ...[first, race, second].flatMap(({ tally }) => othersOf(tally).map((what) => `in a race: ${what}`)),
    ],
  }
}

/** Three-night stays that begin a night apart, in every order at once: each wants the nights of its neighbours. */
const overlap = async (platform: Platform, gateway: string, wanting: { clients: number; attempts: number }) => {
  const stays = await collectOffers(gateway, 1, 3, [0, 1, 2, 3, 4])
  await setAllotment(platform.places.databases.reservations, stays, Math.round(wanting.attempts / 3))
  const { tally } = await book(gateway, inEveryOrder(stays), wanting)
  await drainOutboxes(platform)
  return { booked: tally.confirmed.length, taken: tally.taken.length, others: othersOf(tally) }
}

const inEveryOrder = <T>(things: T[]): T[] =>
  things.length < 2
    ? things
    : things.flatMap((first) => [first, ...inEveryOrder(things.filter((one) => one !== first))])

const tell = (played: Race[]): string => {
  const names = Object.keys(played[0]?.cpu ?? {})
  const cpu = (name: string) => median(played.map((race) => race.cpu[name] ?? 0))
  return [
    '',
    table([
      ['CPU ms an attempt of the race', 'median'],
      ...names.filter((name) => cpu(name) >= 0.005).map((name) => [name, round(cpu(name), 3)]),
      ['all', round(sum(names.map(cpu)), 3)],
    ]),
    '',
  ].join('\n')
}
