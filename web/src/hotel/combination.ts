import { MOST_ROOMS, type RoomGuests } from '../stay/guests.ts'

/** A kind of room, as far as it matters who can sleep there. */
export type Kind = { id: string; maxAdults: number; maxGuests: number }

/** How many of which kind, by the kind's id. */
export type Counts = ReadonlyMap<string, number>

/** `r8.2_r9.1`: two rooms of the kind r8 and one of r9. Short, for an address. */
export const encodeCounts = (counts: Counts): string =>
  [...counts]
    .filter(([, count]) => count > 0)
    .map(([id, count]) => `${id}.${count}`)
    .join('_')

/** What cannot be read, or is of no kind of this hotel's, is dropped; never more rooms than one booking holds. */
export function decodeCounts(text: string | undefined, kinds: readonly Kind[]): Map<string, number> {
  const counts = new Map<string, number>()
  let free = MOST_ROOMS
  for (const part of text?.split('_') ?? []) {
    const [id = '', number = ''] = part.split('.')
    const count = Math.min(Number(number), free)
    if (!Number.isInteger(count) || count < 1 || counts.has(id) || !kinds.some((kind) => kind.id === id)) continue
    counts.set(id, count)
    free -= count
  }
  return counts
}

/** How many rooms of each kind, of rooms told one by one. */
export const countsOf = (roomTypeIds: readonly string[]): Map<string, number> =>
  new Map([...Map.groupBy(roomTypeIds, (id) => id)].map(([id, same]) => [id, same.length]))

export const countRooms = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0)

/** Partners sell only their own offers, and each room needs an adult. */
export const canCombine = (
  { source, roomTypes }: { source: 'OWN' | 'PARTNER'; roomTypes: readonly Kind[] },
  groups: readonly { adults: number }[],
): boolean => source === 'OWN' && roomTypes.length > 1 && groups.reduce((sum, { adults }) => sum + adults, 0) > 1

export type Seated = { roomTypeId: string; adults: number; childAges: number[] }
export type Seating =
  | { kind: 'NOTHING_CHOSEN' }
  | { kind: 'SEATED'; rooms: Seated[] }
  /** Guests are left over: the rooms hold `places`, of them `adults` grown people. */
  | { kind: 'TOO_SMALL'; places: number; adults: number }
  /** Nobody sleeps in a room without an adult. */
  | { kind: 'TOO_MANY_ROOMS'; adults: number }

type Guests = Pick<RoomGuests, 'adults'> & { childAges: readonly (number | null)[] }

/**
 * Who sleeps where in the chosen rooms. Groups that were asked for as rooms stay together when there are as many rooms and
 * each fits; otherwise everybody is shared out: an adult to each room, then the others to wherever most places are free.
 */
export function seat(kinds: readonly Kind[], counts: Counts, groups: readonly Guests[]): Seating {
  const rooms = kinds.flatMap((kind) => Array.from({ length: counts.get(kind.id) ?? 0 }, () => kind))
  if (rooms.length === 0) return { kind: 'NOTHING_CHOSEN' }
  const together = rooms.length === groups.length ? seatGroups(rooms, groups) : null
  return together ? { kind: 'SEATED', rooms: together } : shareOut(rooms, groups)
}

const agesOf = ({ childAges }: Guests): number[] => childAges.map((age) => age ?? 0)

function seatGroups(rooms: readonly Kind[], groups: readonly Guests[]): Seated[] | null {
  const size = ({ adults, childAges }: Guests) => adults + childAges.length
  const largest = groups.toSorted((a, b) => b.adults - a.adults || size(b) - size(a))
  const places = rooms
    .map((room, at) => ({ room, at }))
    .toSorted((a, b) => b.room.maxAdults - a.room.maxAdults || b.room.maxGuests - a.room.maxGuests)
  const seated: Seated[] = []
  for (const [index, { room, at }] of places.entries()) {
    const group = largest[index]
    if (!group || group.adults > room.maxAdults || size(group) > room.maxGuests) return null
    seated[at] = { roomTypeId: room.id, adults: group.adults, childAges: agesOf(group) }
  }
  return seated
}

function shareOut(rooms: readonly Kind[], groups: readonly Guests[]): Seating {
  const adults = groups.reduce((sum, group) => sum + group.adults, 0)
  const ages = groups.flatMap(agesOf)
  const places = rooms.reduce((sum, { maxGuests }) => sum + maxGuests, 0)
  const placesForAdults = rooms.reduce((sum, { maxAdults }) => sum + maxAdults, 0)
  if (adults < rooms.length) return { kind: 'TOO_MANY_ROOMS', adults }
  if (adults > placesForAdults || adults + ages.length > places)
    return { kind: 'TOO_SMALL', places, adults: placesForAdults }
  const beds = rooms.map((room) => ({ room, adults: 1, childAges: [] as number[] }))
  type Bed = (typeof beds)[number]
  const free = ({ room, adults: grown, childAges }: Bed) => room.maxGuests - grown - childAges.length
  const roomiest = (fits: (bed: Bed) => boolean): Bed | undefined =>
    beds.filter((bed) => free(bed) > 0 && fits(bed)).toSorted((a, b) => free(b) - free(a))[0]
  for (let left = adults - rooms.length; left > 0; left -= 1) {
    const bed = roomiest((one) => one.adults < one.room.maxAdults)
    if (bed) bed.adults += 1
  }
  for (const age of ages) roomiest(() => true)?.childAges.push(age)
  return {
    kind: 'SEATED',
    rooms: beds.map(({ room, ...guests }) => ({ roomTypeId: room.id, ...guests })),
  }
}
