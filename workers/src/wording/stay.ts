/** Days, stays and parties in the words of our documents and mails. English; dates are the hotel's calendar dates. */

type Stay = { checkIn: string; checkOut: string }
type Room = { adults: number; childAges: number[]; name?: string | undefined }

const part = (date: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(new Date(`${date}T00:00:00Z`))

const weekday = (date: string) => part(date, { weekday: 'short' })
const dayOfMonth = (date: string) => String(Number(date.slice(8)))
const month = (date: string) => part(date, { month: 'long' })

/** "Fri 12 June" */
export const shortDay = (date: string) => `${weekday(date)} ${dayOfMonth(date)} ${month(date)}`
/** "Friday 12 June" */
export const longDay = (date: string) => `${part(date, { weekday: 'long' })} ${dayOfMonth(date)} ${month(date)}`
/** "14 May 2026" */
export const fullDate = (date: string) => `${dayOfMonth(date)} ${month(date)} ${date.slice(0, 4)}`

/** Nights from check-in to check-out; the night of check-out is not slept. */
export const nightsOf = ({ checkIn, checkOut }: Stay) => (Date.parse(checkOut) - Date.parse(checkIn)) / 86_400_000

/** "1 night", "3 nights" */
export const nightsInWords = (stay: Stay) => counted(nightsOf(stay), 'night')

export const counted = (count: number, noun: string, plural = `${noun}s`) => `${count} ${count === 1 ? noun : plural}`

/** "Fri 12 - Mon 15 June", "Tue 30 June - Thu 2 July", with the year where it changes or is asked for. */
export function stayInWords({ checkIn, checkOut }: Stay, { dash = '–', year = false } = {}) {
  const sameYear = checkIn.slice(0, 4) === checkOut.slice(0, 4)
  const sameMonth = checkIn.slice(0, 7) === checkOut.slice(0, 7)
  const from = sameMonth ? `${weekday(checkIn)} ${dayOfMonth(checkIn)}` : shortDay(checkIn)
  const fromYear = sameYear ? '' : ` ${checkIn.slice(0, 4)}`
  const toYear = year || !sameYear ? ` ${checkOut.slice(0, 4)}` : ''
  return `${from}${fromYear} ${dash} ${shortDay(checkOut)}${toYear}`
}

/** "12–15 June", for a subject line. */
export function daysInWords({ checkIn, checkOut }: Stay) {
  const sameMonth = checkIn.slice(0, 7) === checkOut.slice(0, 7)
  const to = `${dayOfMonth(checkOut)} ${month(checkOut)}`
  return sameMonth ? `${dayOfMonth(checkIn)}–${to}` : `${dayOfMonth(checkIn)} ${month(checkIn)} – ${to}`
}

function childrenInWords(ages: number[]) {
  return ages.length > 0 ? `, ${counted(ages.length, 'child', 'children')} (${ages.join(', ')})` : ''
}

/**
 * "2 adults, 1 child (6)"; several rooms: "2 rooms: 2 adults, 1 child (6); 1 adult"; of several kinds: "2 rooms: Double
 * room for 2 adults; Single room for 1 adult"
 */
export function partyInWords(rooms: Room[]) {
  const differ = new Set(rooms.map(({ name }) => name)).size > 1
  const parties = rooms.map(({ adults, childAges, name }) => {
    const party = `${counted(adults, 'adult')}${childrenInWords(childAges)}`
    return differ && name ? `${name} for ${party}` : party
  })
  return rooms.length > 1 ? `${rooms.length} rooms: ${parties.join('; ')}` : parties.join('')
}

const boards: Record<string, string> = {
  ROOM_ONLY: 'No meals included',
  BREAKFAST: 'Breakfast included',
  HALF_BOARD: 'Half board: breakfast and dinner',
  FULL_BOARD: 'Full board: three meals a day',
  ALL_INCLUSIVE: 'All inclusive: meals and drinks',
}

/** As receipts keep it. */
const boardsOfReceipts: Record<string, string> = {
  'room only': 'ROOM_ONLY',
  breakfast: 'BREAKFAST',
  'half board': 'HALF_BOARD',
  'full board': 'FULL_BOARD',
  'all inclusive': 'ALL_INCLUSIVE',
}

/** "Breakfast included"; a partner's own wording stays as it is. */
export const boardInWords = (board: string) => boards[boardsOfReceipts[board] ?? board] ?? board

/** A line of its own begins with a capital. */
export const asLine = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** "Lisbon time", of `Europe/Lisbon`. */
export const zoneInWords = (timeZone: string) =>
  timeZone.includes('/') ? `${timeZone.split('/').at(-1)?.replaceAll('_', ' ')} time` : timeZone

/** The calendar date and the clock of an instant, where the hotel stands. */
export function localTime(instant: string, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((entry) => entry.type === type)?.value ?? ''
  return { date: `${of('year')}-${of('month')}-${of('day')}`, clock: `${of('hour')}:${of('minute')}` }
}
