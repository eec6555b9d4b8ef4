import { Abandoned, type UnderWay } from '@staygraph/subgraph-kit/ask'

import type { GatewayContext } from './context.ts'
import { fetchesRepeated } from './gateway-metrics.ts'
import { createUsualTime, type TryBudget } from './second-tries.ts'
import type { Failure } from './subgraph-failure.ts'

export type Hedge = ReturnType<typeof createHedge>

/**
 * Asks a question of one subgraph, and the same again beside it if it takes longer than nineteen in twenty do. Whichever
 * is answered first counts, the other is ended. What changes something may not be asked so.
 * Dean and Barroso, "The Tail at Scale", CACM 56 (2013).
 */
export const createHedge = ({ subgraph, tries }: { subgraph: string; tries: TryBudget }) => {
  const usualTime = createUsualTime()
  return async <T extends object>(
    ask: (underWay: UnderWay) => Promise<T | Failure>,
    client: Pick<GatewayContext, 'underWay' | 'course'>,
  ): Promise<T | Failure> => {
    const usual = usualTime.get()
    const asked: UnderWay[] = []
    const endAll = (why: Error) => asked.forEach((underWay) => underWay.forEach((end) => end(why)))
    const begin = async () => {
      const underWay: UnderWay = new Set()
      asked.push(underWay)
      const began = performance.now()
      const answer = await ask(underWay)
      if (!('outcome' in answer)) usualTime.took(performance.now() - began)
      return answer
    }
    client.underWay.add(endAll)
    try {
      const first = begin()
      if (usual === undefined) return await first
      const soon = await within(usual, first)
      if (soon) return soon
      if (client.course.left || !tries.take()) return await first
      fetchesRepeated.inc({ subgraph, because: 'slow' })
      return await firstToAnswer([first, begin()])
    } finally {
      client.underWay.delete(endAll)
      endAll(new Abandoned())
    }
  }
}

/** Undefined: it takes longer. */
const within = <T>(ms: number, answer: Promise<T>) =>
  new Promise<T | undefined>((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined)
    void answer.then(resolve, reject).then(() => clearTimeout(timer))
  })

/** The first reply of two; a failure only if both fail. */
async function firstToAnswer<T extends object>(
  asked: [Promise<T | Failure>, Promise<T | Failure>],
): Promise<T | Failure> {
  const [one, other] = asked
  const first = await Promise.race(asked)
  if (!('outcome' in first)) return first
  const [answer, after] = await Promise.all([one, other])
  return 'outcome' in answer ? after : answer
}
