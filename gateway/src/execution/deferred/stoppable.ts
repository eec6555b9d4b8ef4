import type { Planner } from '../plan.ts'
import { TookTooLong, within } from '../within.ts'

type Plans = Pick<Planner, 'buildQueryPlan'>

/** A planner that is made when it is first needed, may take so long for one plan, and is made anew once it was stopped in the midst of one. */
export function stoppable(make: () => Plans, mostMs: number): Plans {
  let planner: Plans | undefined
  return {
    buildQueryPlan: (...given) => {
      const own = (planner ??= make())
      try {
        return within(mostMs, () => own.buildQueryPlan(...given))
      } catch (error) {
        if (error instanceof TookTooLong) planner = undefined
        throw error
      }
    },
  }
}
