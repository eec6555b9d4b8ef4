const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** `a` at 0, `b` at 1. Mixed in squared light, so that a half-way colour is not muddier than both. Takes and gives `#rrggbb`. */
export function mix(a: string, b: string, share: number): string {
  const to = channels(b)
  return (
    '#' +
    channels(a)
      .map((from, i) => Math.round(Math.sqrt(from * from * (1 - share) + (to[i] ?? 0) ** 2 * share)))
      .map((channel) => channel.toString(16).padStart(2, '0'))
      .join('')
  )
}

export const lighter = (colour: string, share: number): string => mix(colour, '#ffffff', share)
export const darker = (colour: string, share: number): string => mix(colour, '#14201f', share)
