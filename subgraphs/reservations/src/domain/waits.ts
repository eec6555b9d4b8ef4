const second = 1_000

/** How long until the next look at what does not move: soon at first, every half minute in the end. `spread` in [0, 1). */
export function nextLook(now: Date, tries: number, spread: number): Date {
  const seconds = [1, 2, 4, 8, 15][tries] ?? 30
  return new Date(now.getTime() + seconds * second * (0.8 + 0.4 * spread))
}

export const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * second)

/** How long a reservation belongs to whoever took it in hand. Longer than the longest wait for payments and a supplier. */
export const leaseSeconds = 20

/**
 * After this nobody can still be acting on a request of ours that was lost on its way: a signed identity ends after 60
 * seconds. Until then, what was not found may yet come to be.
 */
export const strayRequestSeconds = 75
