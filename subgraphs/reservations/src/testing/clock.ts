/** A clock that goes only when a test moves it. */
export function createClock(start = '2027-03-01T12:00:00.000Z') {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    pass: ({ milliseconds = 0, minutes = 0, seconds = 0, days = 0 }) => {
      at += ((days * 24 * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds
    },
    moveTo: (instant: string) => {
      at = Date.parse(instant)
    },
  }
}
export type Clock = ReturnType<typeof createClock>
