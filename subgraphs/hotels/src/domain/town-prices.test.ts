import fc from 'fast-check'
import { expect, test } from 'vitest'

import { anyGuests, anyHotel, anyKindOfRoom, anyPlan, anyPlanSold, anyRoom, anyStay } from '../testing/any-hotel.ts'
import { nightsInTown } from '../testing/nights-in-town.ts'
import { slowNight, slowRooms } from '../testing/slow-price.ts'
import { boards } from './board.ts'
import { houseCheapest, offersAt, type StayQuestion } from './cheapest-offers.ts'
import type { RoomGuests } from './guests.ts'
import { slotOf } from './matching.ts'
import { slotCount } from './priced-town.ts'
import type { ShelfHotel, ShelfPlan, ShelfRoom } from './shelf.ts'
import type { TaxRule } from './tax.ts'
import { TownPricer } from './town-prices.ts'
import { townOf } from './town.ts'

const runs = Number(process.env['PRICE_RUNS'] ?? 2_000)
const patience = { timeout: 20_000 + 10 * runs }

type Case = {
  hotel: ShelfHotel
  dates: string[]
  parties: RoomGuests[]
  /** By room: of how many nights was told, and the least figure. */
  told: { nights: number; least: number }[]
}

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    hotel: anyHotel,
    rooms: fc.array(anyKindOfRoom, { minLength: 1, maxLength: 4 }),
    plans: fc.array(anyPlanSold, { minLength: 1, maxLength: 4 }),
    dates: anyStay,
    // Rooms of one hotel cost alike, else the cheapest of them is always the same one.
    dearer: fc.option(
      fc.array(fc.oneof(fc.integer({ min: 1_000, max: 1_010 }), fc.integer({ min: 1_000, max: 1_150 })), {
        minLength: 4,
        maxLength: 4,
      }),
    ),
    parties: fc.oneof(
      fc.constant<RoomGuests[]>([{ adults: 1, childAges: [] }]),
      { weight: 2, arbitrary: anyGuests.map((one) => [one]) },
      fc.array(anyGuests, { minLength: 2, maxLength: 4 }),
      anyGuests.map((one) => [one, one, one]),
    ),
    told: fc.array(fc.record({ share: fc.constantFrom(0, 0.5, 1), least: fc.integer({ min: 0, max: 5 }) }), {
      minLength: 4,
      maxLength: 4,
    }),
  })
  .map(({ hotel, rooms, plans, dates, parties, told, dearer }) => ({
    hotel: {
      ...hotel,
      rooms: rooms.map((one, at) => ({
        ...one,
        id: 8 + at,
        basePrice: dearer ? Math.floor(((rooms[0]?.basePrice ?? 0) * (dearer[at] ?? 0)) / 1_000) : one.basePrice,
      })),
      plans: plans.map((one, at) => ({ ...one, id: 8 + at })),
    },
    dates,
    parties,
    told: told.map(({ share, least }) => ({ nights: Math.floor(share * dates.length), least })),
  }))

const leftOf = ({ hotel, dates, told }: Case, room: ShelfRoom): number => {
  const { nights = 0, least = 0 } = told[hotel.rooms.indexOf(room)] ?? {}
  if (nights === 0) return room.allotment
  return nights === dates.length ? least : Math.min(least, room.allotment)
}

const questionOf = (one: Case): StayQuestion => ({
  checkIn: one.dates[0] ?? '',
  nights: one.dates,
  rooms: one.parties,
  now: new Date('2026-11-01T00:00:00Z'),
  today: () => 0,
  checkInDay: 10,
  startOf: () => null,
  left: (wanted) => leftOf(one, one.hotel.rooms.find(({ id }) => id === wanted.id) ?? wanted),
})

/** The columns of a town with that one hotel. */
function columnsOf({ hotel, dates, told }: Case) {
  const town = townOf([hotel])
  const nights = nightsInTown(town, dates, (at, night) => {
    const { nights: of = 0, least = 0 } = told[at] ?? {}
    return night < of ? least : null
  })
  return { town, nights }
}

/** What that hotel is found for, by slot. */
function found(one: Case): Float64Array {
  const { town, nights } = columnsOf(one)
  const totals = new Float64Array(slotCount)
  const pricer = new TownPricer(questionOf(one))
  const priced = pricer.price(town, nights)
  pricer.settle(priced, 0)
  priced.lowest(0, totals)
  return totals
}

/** All ways to give each party a room of which one is left, by their places. */
function* ways(
  parties: readonly RoomGuests[],
  rooms: readonly ShelfRoom[],
  left: readonly number[],
): Generator<number[]> {
  const [party, ...others] = parties
  if (!party) return yield []
  for (const [at, one] of rooms.entries())
    if ((left[at] ?? 0) > 0 && party.adults <= one.maxAdults && party.adults + party.childAges.length <= one.maxGuests)
      for (const rest of ways(others, rooms, left.with(at, (left[at] ?? 0) - 1))) yield [at, ...rest]
}

/** What a plan costs at least: under it the lowest sum of nights counts, and taxes come on top. Two ways of one sum may differ in their taxes. */
function slowest(one: Case, under: ShelfPlan): { least: number; most: number } | null {
  const { hotel, dates, parties } = one
  if (dates.length < under.minNights || dates.length > under.maxNights) return null
  if (parties.some(({ adults, childAges }) => adults + childAges.length < under.minGuests)) return null
  const sums = hotel.rooms.map((kind) =>
    parties.map((guests) =>
      dates.reduce((sum, date) => sum + slowNight(hotel, kind, under, guests, date, dates.length), 0n),
    ),
  )
  const left = hotel.rooms.map((kind) => leftOf(one, kind))
  const all = [...ways(parties, hotel.rooms, left)].map((way) => ({
    way,
    sum: way.reduce((sum, kind, party) => sum + (sums[kind]?.[party] ?? 0n), 0n),
  }))
  if (all.length === 0) return null
  const lowest = all.reduce((least, { sum }) => (sum < least ? sum : least), all[0]?.sum ?? 0n)
  const chosen = (way: readonly number[]) =>
    parties.flatMap((guests, party) => {
      const kind = hotel.rooms[way[party] ?? -1]
      return kind ? [{ room: kind, guests }] : []
    })
  const totals = all
    .filter(({ sum }) => sum === lowest)
    .map(({ way }) => slowRooms(hotel, under, chosen(way), dates).total)
  // Rooms of one kind are sold in any case, and each kind is a price of its own.
  const ofOneKind = all
    .filter(({ way }) => way.every((kind) => kind === way[0]))
    .map(({ way }) => slowRooms(hotel, under, chosen(way), dates).total)
  return { least: Math.min(...totals, ...ofOneKind), most: Math.min(Math.max(...totals), ...ofOneKind) }
}

test(
  'what a search finds a hotel for equals the price worked out slowly and apart, by board and cancellation, of one room and of several',
  patience,
  () => {
    let several = 0
    fc.assert(
      fc.property(anyCase, (one) => {
        const totals = found(one)
        const any = totals.some((total) => total < Infinity)
        const wanted = Array.from({ length: slotCount }, () => ({ least: Infinity, most: Infinity }))
        for (const under of one.hotel.plans) {
          const slow = slowest(one, under)
          const slot = wanted[slotOf(boards.indexOf(under.board), under.cancellation.length === 0)]
          if (!slow || !slot) continue
          slot.least = Math.min(slot.least, slow.least)
          slot.most = Math.min(slot.most, slow.most)
        }
        expect(any).toBe(wanted.some(({ least }) => least < Infinity))
        for (const [slot, { least, most }] of wanted.entries()) {
          expect(totals[slot]).toBeGreaterThanOrEqual(least)
          expect(totals[slot]).toBeLessThanOrEqual(most)
        }
        if (any && one.parties.length > 1) several += 1
      }),
      { numRuns: runs },
    )
    expect(several).toBeGreaterThan(runs / 20)
  },
)

test('the cheapest of a hotel’s offers costs what a search finds the hotel for', patience, () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const question = questionOf(one)
      const [cheapest] = offersAt(one.hotel, question)
      expect(cheapest ? slowRooms(one.hotel, cheapest.plan, cheapest.rooms, one.dates).total : Infinity).toBe(
        Math.min(...found(one)),
      )
      if (!cheapest) return
      const mixed = houseCheapest(one.hotel, question, cheapest.plan)
      expect(mixed?.rooms.map(({ guests }) => guests)).toEqual(one.parties)
    }),
    { numRuns: Math.min(runs, 3_000) },
  )
})

test('where a tax falls as the price rises, the dearer room that costs less in all is what a hotel is found for', () => {
  const tax: TaxRule = {
    code: 'T',
    name: 'A tax',
    kind: 'PER_PERSON_NIGHT',
    rateBps: null,
    amount: null,
    ofNet: false,
    minAge: 0,
    maxNights: null,
    brackets: [
      { from: 0, amount: 1_000 },
      { from: 5_050, amount: 0 },
    ],
    included: false,
    payAtHotel: false,
  }
  const [any] = fc.sample(anyCase, { numRuns: 1, seed: 1 })
  const [kind] = fc.sample(anyRoom, { numRuns: 1, seed: 1 })
  const [under] = fc.sample(anyPlan, { numRuns: 1, seed: 1 })
  if (!any || !kind || !under) throw new Error('no sample')
  const { rates: _, ...terms } = kind
  const roomFor = (basePrice: number, id: number): ShelfRoom => ({
    ...terms,
    id,
    basePrice,
    maxAdults: 2,
    maxGuests: 2,
  })
  const one: Case = {
    ...any,
    dates: ['2027-03-10'],
    parties: [{ adults: 2, childAges: [] }],
    told: [],
    hotel: {
      ...any.hotel,
      course: new Int16Array(366).fill(1_000),
      weekendNights: 0,
      priceStep: 1,
      taxes: [tax],
      rooms: [roomFor(10_000, 8), roomFor(10_200, 9)],
      plans: [{ ...under, id: 8, priceBps: 10_000, boardAdult: 0, boardChild: 0, longStayNights: 0 }],
    },
  }
  expect(Math.min(...found(one))).toBe(10_200) // the other room: 10,000 and 2,000 of tax
})
