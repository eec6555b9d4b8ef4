export interface Point {
  /** Seconds. */
  at: number
  value: number
}

/** The middle of the slopes of all pairs (Theil-Sen): a few outliers, such as a garbage collection, do not turn it. */
export const slopeOf = (points: Point[]): number => {
  const slopes = points.flatMap((one, index) =>
    points
      .slice(index + 1)
      .flatMap((other) => (other.at > one.at ? [(other.value - one.value) / (other.at - one.at)] : [])),
  )
  return median(slopes)
}

export const median = (values: number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** By which share of its middle a value grew over the points, along their slope: 0.05 is five per cent. */
export const growthOf = (points: Point[]): number => {
  const [first, last] = [points[0], points.at(-1)]
  const middle = median(points.map(({ value }) => value))
  return first && last && middle > 0 ? (slopeOf(points) * (last.at - first.at)) / middle : 0
}
