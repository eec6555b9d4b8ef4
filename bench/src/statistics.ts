const ascending = (figures: readonly number[]) => figures.toSorted((one, other) => one - other)

/** The value below which `share` of the figures lie. 0 of no figures. */
export const percentile = (figures: readonly number[], share: number): number => {
  const sorted = ascending(figures)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const median = (figures: readonly number[]): number => {
  const sorted = ascending(figures)
  const middle = sorted.length / 2
  const [lower = 0, upper = lower] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return (lower + upper) / 2
}

export const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0)

export const round = (figure: number, digits = 2): number => Number(figure.toFixed(digits))
