const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** What a clock on the wall there shows at that instant, as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const years = String(part['year']).padStart(4, '0')
  return Date.parse(`${years}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}Z`)
}

const dayMs = 86_400_000
/** By zone and day (UTC): how far its clocks are ahead from the day's beginning to its end; null: they change within it. */
const aheadOn = new Map<string, number | null>()
const mostDays = 50_000

/** How far clocks there are ahead of UTC at an instant, in milliseconds. */
function aheadAt(instant: number, timeZone: string): number {
  const day = Math.floor(instant / dayMs)
  const key = `${day} ${timeZone}`
  let ahead = aheadOn.get(key)
  if (ahead === undefined) {
    const [from, to] = [day * dayMs, (day + 1) * dayMs].map((at) => wallClock(at, timeZone) - at)
    ahead = from !== undefined && from === to ? from : null
    if (aheadOn.size >= mostDays) aheadOn.clear()
    aheadOn.set(key, ahead)
  }
  return ahead ?? wallClock(instant, timeZone) - instant
}

/** Zones differ by whole quarters of an hour, so within one no day begins anywhere. */
const quarterMs = 900_000
const datesThere = new Map<string, { quarter: number; date: string }>()

/** The date there at that instant. */
export function dateThere(instant: Date, timeZone: string): string {
  const quarter = Math.floor(instant.getTime() / quarterMs)
  const known = datesThere.get(timeZone)
  if (known?.quarter === quarter) return known.date
  const date = new Date(wallClock(instant.getTime(), timeZone)).toISOString().slice(0, 10)
  datesThere.set(timeZone, { quarter, date })
  return date
}

/**
 * The instant at which a wall clock there shows `time` on `date`. A time that clocks skip in spring is read with the
 * offset before the change (an hour later on the wall); of one that comes twice in autumn the first is meant.
 */
export function instantThere(date: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${date}T${time}:00Z`)
  // Offsets differ only across a change: try those of the day before and the day after, the earlier instant first.
  const before = wall - aheadAt(wall - dayMs, timeZone)
  const after = wall - aheadAt(wall + dayMs, timeZone)
  const fits = [Math.min(before, after), Math.max(before, after)].find((at) => at + aheadAt(at, timeZone) === wall)
  return new Date(fits ?? before)
}

const sentences = new Map<string, Intl.DateTimeFormat>()
/** What was told, by zone and instant: terms change at the same hours of the same days. */
const told = new Map<string, string>()
const mostTold = 20_000

/** "Fri 12 June 2026, 18:00", as a clock there shows it. */
export function tellInstant(instant: Date, timeZone: string): string {
  const key = `${instant.getTime()} ${timeZone}`
  const known = told.get(key)
  if (known !== undefined) return known
  const sentence = makeSentence(instant, timeZone)
  if (told.size >= mostTold) told.clear()
  told.set(key, sentence)
  return sentence
}

function makeSentence(instant: Date, timeZone: string): string {
  let format = sentences.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    sentences.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${part['weekday']} ${part['day']} ${part['month']} ${part['year']}, ${part['hour']}:${part['minute']}`
}
