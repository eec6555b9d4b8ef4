const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const firstDay = monthDays.map((_, month) => monthDays.slice(0, month).reduce((sum, days) => sum + days, 0))

/** The place of a date in a leap year, 0 to 365, so that a date means the same every year. */
export const dayOfYear = (date: string): number =>
  (firstDay[Number(date.slice(5, 7)) - 1] ?? 0) + Number(date.slice(8, 10)) - 1

/**
 * A factor (per mille) for each of 366 days: the month's own on its 15th, in a straight line between two of them,
 * rounded down. `shift` moves the course by months: 6 makes July of January.
 */
export function yearCourse(months: readonly number[], shift: number): Int16Array {
  const anchor = (month: number) => months[(month + shift + 24) % 12] ?? 1_000
  const course = new Int16Array(366)
  for (let month = 0; month < 12; month++) {
    for (let day = 1; day <= (monthDays[month] ?? 0); day++) {
      const [from, to] = day >= 15 ? [month, month + 1] : [month - 1, month]
      const length = monthDays[(from + 12) % 12] ?? 30
      const passed = day >= 15 ? day - 15 : day - 15 + length
      course[(firstDay[month] ?? 0) + day - 1] = Math.floor(
        (anchor(from) * (length - passed) + anchor(to) * passed) / length,
      )
    }
  }
  return course
}
