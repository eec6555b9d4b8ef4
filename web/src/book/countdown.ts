/** How long a price still holds, in what the page shows of it. It tells the price, never the room. */
export type Hold = {
  /** Whole minutes begun: 1 until the very end, 0 when it is over. */
  minutes: number
  /** What is left of the whole time, 1 to 0. */
  share: number
}

export function holdAt(now: number, madeAt: string, expiresAt: string): Hold {
  const [from, until] = [Date.parse(madeAt), Date.parse(expiresAt)]
  const left = Math.max(0, until - now)
  return { minutes: Math.ceil(left / 60_000), share: until > from ? Math.min(1, left / (until - from)) : 0 }
}

/** A time limit warns (WCAG 2.2.1) at five minutes and at one, and does not chatter in between. */
export function announcementAt(minutes: number): 5 | 1 | null {
  if (minutes < 1 || minutes > 5) return null
  return minutes === 1 ? 1 : 5
}

/** Milliseconds until the shown minute changes. */
export function nextChange(now: number, expiresAt: string): number | null {
  const left = Date.parse(expiresAt) - now
  if (left <= 0) return null
  return left % 60_000 || 60_000
}
