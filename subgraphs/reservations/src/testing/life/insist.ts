import { UNHEARD, type Stage } from './stage.ts'
import type { Strike } from './strikes.ts'

/** Whoever was not heard says it again. */
export async function insist<T>(
  stage: Stage,
  strike: Strike | null,
  say: Parameters<typeof stage.ask<T>>[1],
): Promise<T> {
  const first = await stage.ask(strike, say)
  const heard = first === UNHEARD ? await stage.ask(null, say) : first
  if (heard === UNHEARD) throw new Error('nobody is heard although nothing is struck')
  return heard
}
