const second = 1_000

/** Between nothing and so long: what fell silent together is not asked again together. */
const longest = [1, 2, 4, 8, 15]
const longestInTheEnd = 30
/** Not at once: whoever moved it meanwhile should be seen. */
const shortest = 0.1

/** When to look again at what does not move: soon at first, within half a minute in the end. `spread` in [0, 1). */
export function nextLook(now: Date, tries: number, spread: number): Date {
  const seconds = longest[tries] ?? longestInTheEnd
  return new Date(now.getTime() + Math.max(shortest, seconds * spread) * second)
}

export const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * second)

/** How long a reservation belongs to whoever took it in hand. Longer than the longest wait for payments and a supplier. */
export const leaseSeconds = 20

/**
 * After this nobody can still be acting on a request of ours that was lost on its way: a signed identity ends after 60
 * seconds. Until then, what was not found may yet come to be.
 */
export const strayRequestSeconds = 75
