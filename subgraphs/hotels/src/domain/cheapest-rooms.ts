import type { AskedParty } from './cheapest-offers.ts'
import type { Party } from './guests.ts'
import { openFor } from './nights.ts'
import { exactBit, roomFrom, unknown, type PricedTown } from './priced-town.ts'
import type { StayTerms, Zone } from './stay-terms.ts'
import { bedsOf, isAlwaysRuled } from './town-estimates.ts'
import type { Town } from './town.ts'

/** Places that are still to be looked at. One list will do: nothing waits between. */
let leftOver = new Int32Array(1_024)

/**
 * Finds, for those hotels at `places` that are unknown, the room that is cheapest for one party; answers how many they were. Calls `exactly` with
 * those of which that cannot be said whatever the plan.
 */
export function findRooms(
  priced: PricedTown,
  places: Int32Array,
  { party, guests }: AskedParty,
  terms: StayTerms,
  { plans }: Zone,
  exactly: (hotel: number) => void,
): number {
  const { town, states } = priced
  const { roomsFrom, byPrice, maxAdults, maxGuests, basePrices, singlePerMilles, rates, tariffs, planSetAt } = town
  terms.estimate(town)
  const { perBase } = terms
  const { adults } = guests
  const heads = adults + guests.childAges.length
  const isOneEnough = isAlwaysRuled(town, party)
  const { open, bits, furtherOpen, furtherBits } = openFor(priced.nights)
  if (leftOver.length < places.length) leftOver = new Int32Array(2 * places.length)
  const isSimple = town.tariffsHere.every((tariff) => (perBase[tariff] as number) >= 0)
  const { count, found } = isSimple
    ? findFirstRooms(priced, places, firstRoomsOf(town, party, { adults, heads }), plans.bySet)
    : unknownOf(priced, places)
  for (let place = 0; place < count; place++) {
    const hotel = leftOver[place] as number
    const sold = plans.bySet[planSetAt[hotel] as number] as number
    let isExact = (perBase[tariffs[hotel] as number] as number) < 0
    let cheapest = -1
    let leastBase = Infinity
    let leastBeds = Infinity
    const roomsEnd = sold === 0 || isExact ? 0 : (roomsFrom[hotel + 1] as number)
    for (let at = roomsFrom[hotel] as number; at < roomsEnd; at++) {
      const room = byPrice[at] as number
      if (((open[room] as number) & bits) !== bits || ((furtherOpen[room] as number) & furtherBits) !== furtherBits) continue // prettier-ignore
      if ((maxAdults[room] as number) < adults || (maxGuests[room] as number) < heads) continue
      if (isOneEnough) {
        cheapest = room
        break
      }
      const single = party.alone ? (singlePerMilles[room] as number) : 1_000
      const base = (basePrices[room] as number) * single
      const beds = bedsOf(town, room, party)
      if (base >= leastBase && beds >= leastBeds) continue
      // One is cheaper by its nights and the other by its beds, or people decided what a night costs, or one guest pays more than two.
      const isOpen = cheapest >= 0 && (base > leastBase || beds > leastBeds)
      if (isOpen || (rates.size > 0 && rates.has(room)) || single > 1_000) {
        isExact = true
        break
      }
      cheapest = room
      leastBase = base
      leastBeds = beds
    }
    if (isExact && sold !== 0) exactly(hotel)
    else states[hotel] = cheapest < 0 ? exactBit : sold | ((cheapest - (roomsFrom[hotel] as number)) << roomFrom)
  }
  return found
}

function unknownOf({ states }: PricedTown, places: Int32Array): { count: number; found: number } {
  let count = 0
  for (let place = 0; place < places.length; place++)
    if (states[places[place] as number] === unknown) leftOver[count++] = places[place] as number
  return { count, found: count }
}

/**
 * Where the room that is never dearer than another one of its hotel is left, as in most hotels, there is nothing else to be looked at: without a
 * call or anything else that would hold up the loop.
 */
function findFirstRooms(
  { town, states, nights }: PricedTown,
  places: Int32Array,
  firstRooms: Uint8Array,
  soldBySet: Uint16Array,
): { count: number; found: number } {
  const { roomsFrom, planSetAt } = town
  const { open, bits, furtherOpen, furtherBits } = openFor(nights)
  const rest = leftOver
  let [count, found] = [0, 0]
  for (let place = 0; place < places.length; place++) {
    const hotel = places[place] as number
    if (states[hotel] !== unknown) continue
    found += 1
    const first = firstRooms[hotel] as number
    const room = (roomsFrom[hotel] as number) + first
    const sold = soldBySet[planSetAt[hotel] as number] as number
    if (sold === 0 || first === noRoom) states[hotel] = exactBit
    else if (first === unclear) rest[count++] = hotel
    else if (((open[room] as number) & bits) === bits && ((furtherOpen[room] as number) & furtherBits) === furtherBits)
      states[hotel] = sold | (first << roomFrom)
    else rest[count++] = hotel
  }
  return { count, found }
}

/** In place of a room: none is large enough, and which is the cheapest depends on the stay. */
const noRoom = 255
const unclear = 254

type Size = { adults: number; heads: number }

/** Kept, a byte a hotel, for the parties that were asked for last. */
const firstRooms = new WeakMap<Town, Map<string, Uint8Array>>()
const mostParties = 4

/** By hotel: which of its rooms that are large enough is never dearer than another of these, counted from its first. */
function firstRoomsOf(town: Town, party: Party, { adults, heads }: Size): Uint8Array {
  let known = firstRooms.get(town)
  if (!known) firstRooms.set(town, (known = new Map()))
  const key = `${adults} ${heads} ${party.alone} ${party.extraAdults > 0} ${party.extraChildren > 0}`
  let rooms = known.get(key)
  if (!rooms) {
    rooms = Uint8Array.from(town.ids, (_, hotel) => firstRoomOf(town, hotel, party, { adults, heads }))
    known.set(key, rooms)
    const [oldest] = known.keys()
    if (known.size > mostParties && oldest !== undefined) known.delete(oldest)
  }
  return rooms
}

function firstRoomOf(town: Town, hotel: number, party: Party, { adults, heads }: Size): number {
  const { roomsFrom, byPrice, maxAdults, maxGuests, basePrices, singlePerMilles, extraAdults, extraChildren } = town
  const from = roomsFrom[hotel] as number
  const fitting = byPrice
    .subarray(from, roomsFrom[hotel + 1])
    .filter((room) => (maxAdults[room] as number) >= adults && (maxGuests[room] as number) >= heads)
  if (fitting.length === 0) return noRoom
  if (fitting.some((room) => town.rates.has(room) || (party.alone && (singlePerMilles[room] as number) > 1_000)))
    return unclear
  const price = (room: number) => (basePrices[room] as number) * (party.alone ? (singlePerMilles[room] as number) : 1)
  const first = fitting.reduce((least, room) => (price(room) < price(least) ? room : least))
  const isNeverDearer = fitting.every(
    (room) =>
      (party.extraAdults === 0 || (extraAdults[first] as number) <= (extraAdults[room] as number)) &&
      (party.extraChildren === 0 || (extraChildren[first] as number) <= (extraChildren[room] as number)),
  )
  return isNeverDearer ? first - from : unclear
}
