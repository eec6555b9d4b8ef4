import { setTimeout as after } from 'node:timers/promises'

import postgres from 'postgres'

import { percentile } from '../statistics.ts'
import type { Catalogue } from './catalogue.ts'
import { tellEvents } from './events.ts'
import type { Slice } from './figures.ts'
import { startGateway } from './gateway-process.ts'
import { between } from './histogram.ts'
import { startHotels, type Hotels } from './hotels-process.ts'
import { countSql, joinSql, runPgbench } from './limit.ts'
import type { SearchOptions } from './options.ts'
import {
  type Asked,
  dateIn,
  london,
  mistyped,
  mostStays,
  onTheMap,
  paris,
  placesQuestion,
  question,
  stayIn,
  typed,
} from './questions.ts'

/** One round over a catalogue: a slice for each kind of question. */
export interface Round {
  firstMs: number
  totalCount: number
  onMap: number
  /** Hotels found in the city of about a hundred. */
  alike: number
  slices: Record<Kind, Slice>
  counts: number[]
  join: number[]
}

export const kinds = ['anew', 'again', 'together', 'withEvents', 'map', 'alikeAnew', 'typing', 'slips', 'gateway', 'gatewayTogether'] as const // prettier-ignore
export type Kind = (typeof kinds)[number]

export interface RoundOptions extends Pick<SearchOptions, 'seconds' | 'clients' | 'events'> {
  redisUrl: string
  pgbench: string | null
  /** Which round it is, from 0. */
  number: number
  signal: AbortSignal
}

type Sliced = { clients: number; forMs: number; most?: number; histogram?: string; cpuMs?: () => number }

/** A round has a process of its own: what it was never asked it has to work out. */
export const measureRound = async ({ url }: Catalogue, options: RoundOptions): Promise<Round> => {
  const { redisUrl, pgbench, seconds, clients, events, number, signal } = options
  const hotels = await startHotels(url, redisUrl)
  await using started = new AsyncDisposableStack()
  started.defer(hotels.stop)

  const slice = async (ask: (number: number) => Promise<unknown>, asked: Sliced): Promise<Slice> => {
    const { clients, forMs, most = Infinity, histogram = 'hotel_search_seconds', cpuMs = hotels.cpuMs } = asked
    const label = histogram === 'hotel_search_seconds' ? 'part="own"' : ''
    const [before, cpuBefore, at] = [await hotels.figure(histogram, label), cpuMs(), performance.now()]
    const ms: number[] = []
    let begun = 0
    const client = async () => {
      while (performance.now() - at < forMs && begun < most) {
        signal.throwIfAborted()
        const from = performance.now()
        await ask((begun += 1))
        ms.push(performance.now() - from)
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    const took = (performance.now() - at) / 1_000
    const cpu = (cpuMs() - cpuBefore) / ms.length
    const own = between(before, await hotels.figure(histogram, label))
    return { ms, seconds: took, ownMs: own.mean, ownP50: own.median, cpuMs: cpu }
  }
  const forMs = seconds * 1_000
  const one = { clients: 1, forMs }
  const search = (where: (number: number) => object) => (at: number) =>
    hotels.ask<Asked>(question, { where: where(at) })
  const places = (typing: (number: number) => object) => (at: number) => hotels.ask(placesQuestion, typing(at))
  const inParis = (at: number) => stayIn(paris, at)

  const begun = performance.now()
  const { totalCount } = await untilFound(hotels, inParis(0))
  const firstMs = performance.now() - begun
  await untilFound(hotels, stayIn(london, 0))
  // Warms up, always with what is new: code that has run a few hundred times is half as fast as in a service that is in use.
  await slice(
    search((at) => ({ ...stayIn(london, at), rooms: [{ adults: 1 + (Math.floor(at / mostStays) % 4) }] })),
    one,
  )

  await useFor(hotels, paris)
  const anew = await slice(search(inParis), { ...one, most: mostStays - 1 })
  const counts = pgbench ? runPgbench(pgbench, url, countSql(paris), seconds) : []
  const known = search((at) => inParis(at % anew.ms.length))
  const again = await slice(known, one)
  // Before the map: of that there is more in a larger catalogue, and all of it is kept.
  const { cityId, found: alike } = await cityOfAHundred(hotels, url)
  await useFor(hotels, cityId)
  const alikeAnew = await slice(
    search((at) => stayIn(cityId, at)),
    { ...one, most: mostStays - 1 },
  )
  const join = pgbench ? runPgbench(pgbench, url, joinSql(paris, dateIn(20 + number), 3), seconds) : []
  const together = await slice(known, { clients, forMs })
  const telling = await tellEvents(redisUrl, url, events)
  await after(200)
  const withEvents = await slice(known, { clients, forMs })
  await telling.stop()
  const { onMap } = await lookAtTheMap(hotels)
  const map = await slice(search(onTheMap), one)
  const typing = await slice(places(typed), { ...one, histogram: 'hotel_suggestion_seconds' })
  const slips = await slice(places(mistyped), { ...one, histogram: 'hotel_suggestion_seconds' })
  const gateway = await startGateway(hotels, redisUrl)
  started.defer(gateway.stop)
  const through = (at: number) => gateway.ask(question, { where: inParis(at % anew.ms.length) })
  const cpuOfBoth = () => hotels.cpuMs() + gateway.cpuMs()
  await slice(through, { clients: 1, forMs, most: 300 })
  const alone = await slice(through, { ...one, cpuMs: cpuOfBoth })
  const all = await slice(through, { clients, forMs, cpuMs: cpuOfBoth })
  const slices = {
    anew,
    again,
    together,
    withEvents,
    map,
    alikeAnew,
    typing,
    slips,
    gateway: alone,
    gatewayTogether: all,
  }
  return { firstMs, totalCount, onMap, alike, slices, counts, join }
}

/** Where nobody looked yet, many hotels are read: on a busy machine a statement may end before that, and is asked for again. */
const untilFound = async (hotels: Hotels, where: object): Promise<Asked['searchHotels']> => {
  const begun = performance.now()
  for (;;)
    try {
      return (await hotels.ask<Asked>(question, { where })).searchHotels
    } catch (error) {
      if (performance.now() - begun > 180_000) throw error
    }
}

/**
 * Has a place in use: a guest alone looked at two months of it, and what is read ahead for that is read. None of the prices
 * that are asked for later are known by it.
 */
const useFor = async (hotels: Hotels, cityId: number) => {
  for (const number of [0, 1]) await untilFound(hotels, { ...stayIn(cityId, number), rooms: [{ adults: 1 }] })
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const before = hotels.cpuMs()
    await after(300)
    if (hotels.cpuMs() - before < 10) return
  }
}

/** Each month that the map is asked about is read once before. */
const lookAtTheMap = async (hotels: Hotels) => {
  const found: number[] = []
  for (const number of [0, 20, 40]) found.push((await untilFound(hotels, onTheMap(number))).totalCount)
  return { onMap: percentile(found, 0.5) }
}

/** In every catalogue there is a city in and around which a search finds about a hundred hotels: what grows with the catalogue alone is seen there. */
const cityOfAHundred = async (hotels: Hotels, url: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    const cities = await sql<{ id: number }[]>`
      select id from city where hotel_count <= 100 order by abs(hotel_count - 80), id limit 40`
    const tried: { cityId: number; found: number }[] = []
    for (const { id } of cities) tried.push({ cityId: id, found: (await untilFound(hotels, stayIn(id, 0))).totalCount })
    const [best] = tried.toSorted((one, other) => Math.abs(one.found - 100) - Math.abs(other.found - 100))
    if (!best) throw new Error('the catalogue has no city')
    return best
  } finally {
    await sql.end()
  }
}
