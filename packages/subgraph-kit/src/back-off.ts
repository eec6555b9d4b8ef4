/**
 * How long to wait before trying again: anywhere between nothing and a bound that doubles with each failure ("full
 * jitter"), so that many who failed together do not come back together.
 */
export function backOff(
  failures: number,
  { firstMs, mostMs, random = Math.random }: { firstMs: number; mostMs: number; random?: () => number },
): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30)) * random()
}
