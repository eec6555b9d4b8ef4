// The hotel's clock and calendar: its guests read every time in its own zone.

const formats = new Map<string, Intl.DateTimeFormat>()

function format(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: 'long',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

function parts(at: Date, timeZone: string) {
  const read = Object.fromEntries(
    format(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return read as Record<'weekday' | 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>
}

const months = [...'JanFebMarAprMayJunJulAugSepOctNovDec'.matchAll(/.../g)].map(([name]) => name)
const monthNumber = (name: string) => months.indexOf(name.slice(0, 3)) + 1
const two = (number: number) => String(number).padStart(2, '0')

/** The last answer for each zone. Every offset is of whole minutes, so within a minute the date stays. */
const dates = new Map<string, { minute: number; date: string }>()

/** The calendar date it is there: 2027-06-12. */
export function dateAt(at: Date, timeZone: string): string {
  const minute = Math.floor(at.getTime() / 60_000)
  const known = dates.get(timeZone)
  if (known?.minute === minute) return known.date
  const { year, month, day } = parts(at, timeZone)
  const date = `${year}-${two(monthNumber(month))}-${day}`
  dates.set(timeZone, { minute, date })
  return date
}

/** What was read last, by zone and minute: a page is looked at again, and steps follow each other within one. */
const readable = new Map<string, string>()
const mostReadable = 20_000

/** As the hotel's guests read it: "Fri 11 June 2027, 18:00". */
export function readableInstant(at: Date, timeZone: string): string {
  const key = `${Math.floor(at.getTime() / 60_000)} ${timeZone}`
  const known = readable.get(key)
  if (known !== undefined) return known
  const { weekday, day, month, year, hour, minute } = parts(at, timeZone)
  const text = `${weekday} ${Number(day)} ${month} ${year}, ${hour}:${minute}`
  if (readable.size >= mostReadable) readable.clear()
  readable.set(key, text)
  return text
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const monthNames = 'January February March April May June July August September October November December'.split(' ')

/** As people read it: "Fri 11 June 2027". A date has no zone, so no calendar of the world is asked: receipts have a line a night. */
export function readableDate(date: string): string {
  const [year, month = 1, day] = date.split('-').map(Number)
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]
  return `${weekday} ${day} ${monthNames[month - 1]} ${year}`
}

/** The instant at which the hotel's clocks show `time` (HH:MM) on `date`. In the hour that a change of clocks skips: the hour after it. */
export function instantAt(date: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  const shownAt = (at: number) => {
    const { year, month, day, hour, minute, second } = parts(new Date(at), timeZone)
    return Date.UTC(Number(year), monthNumber(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  }
  // What the clocks show there at `at`, less `at`, is their offset: two rounds find the one in force at the answer.
  const guess = wanted - (shownAt(wanted) - wanted)
  return new Date(wanted - (shownAt(guess) - guess))
}
