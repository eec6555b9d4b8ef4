import { t } from '../language/i18n.ts'

/** One room's guests. A child's age is that of the day of arrival, 0 to 17; null while it was not told. */
export type RoomGuests = { adults: number; childAges: (number | null)[] }

export const MOST_ROOMS = 8
export const MOST_ADULTS = 8
export const MOST_CHILDREN = 6

/** `2.6.3_1`: two adults with children of six and three; one adult. Short, and readable in an address. */
export const encodeRooms = (rooms: readonly RoomGuests[]): string =>
  rooms.map(({ adults, childAges }) => [adults, ...childAges.map((age) => age ?? 0)].join('.')).join('_')

export function decodeRooms(text: string): { adults: number; childAges: number[] }[] {
  const rooms = text
    .split('_')
    .slice(0, MOST_ROOMS)
    .map((room) => {
      const [adults = 2, ...ages] = room.split('.').map(Number)
      return {
        adults: Number.isInteger(adults) && adults >= 1 && adults <= MOST_ADULTS ? adults : 2,
        childAges: ages.filter((age) => Number.isInteger(age) && age >= 0 && age <= 17).slice(0, MOST_CHILDREN),
      }
    })
  return rooms.length > 0 ? rooms : [{ adults: 2, childAges: [] }]
}

const sum = (rooms: readonly RoomGuests[]) => ({
  adults: rooms.reduce((total, { adults }) => total + adults, 0),
  ages: rooms.flatMap(({ childAges }) => childAges),
})

// A number and what it counts stay on one line.

/** 2 adults, 1 child (6). */
export function guestsInWords(rooms: readonly RoomGuests[]): string {
  const { adults, ages } = sum(rooms)
  const grown = t('{adults, plural, one {#\u00a0adult} other {#\u00a0adults}}', { adults })
  if (ages.length === 0) return grown
  const told = ages.filter((age) => age !== null)
  const children = t('{count, plural, one {#\u00a0child} other {#\u00a0children}}', { count: ages.length })
  return `${grown}, ${children}${told.length > 0 ? `\u00a0(${told.join(', ')})` : ''}`
}

/** 3 guests. */
export function headCount(rooms: readonly RoomGuests[]): string {
  const { adults, ages } = sum(rooms)
  return t('{count, plural, one {#\u00a0guest} other {#\u00a0guests}}', { count: adults + ages.length })
}

export const roomsInWords = (count: number): string =>
  t('{count, plural, one {#\u00a0room} other {#\u00a0rooms}}', { count })
export const nightsInWords = (count: number): string =>
  t('{count, plural, one {#\u00a0night} other {#\u00a0nights}}', { count })

/** As the receipt has it: "Double room"; of several rooms "2 × Double room + 1 × Family room". */
export function roomNames(rooms: readonly { name: string }[]): string {
  if (rooms.length === 1) return rooms[0]?.name ?? ''
  return [...Map.groupBy(rooms, ({ name }) => name)].map(([name, same]) => `${same.length} × ${name}`).join(' + ')
}
