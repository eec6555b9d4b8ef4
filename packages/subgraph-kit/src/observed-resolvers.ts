import { createHistogram } from './tally.ts'
import { endFailed, spanIfCollected, within } from './telemetry.ts'

const seconds = createHistogram({
  name: 'graph_resolver_seconds',
  help: 'Time of what answers a root field, or completes an entity by its key (`Hotel by key`)',
  labels: ['resolver', 'outcome'],
  most: 1_000,
})

type Resolver = (...given: unknown[]) => unknown
const roots = new Set(['Query', 'Mutation'])

/** The same resolvers; those that are entered from outside are measured, and are spans in a trace that is collected. */
export function observedResolvers(resolvers: object): object {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]: [string, unknown]) => {
      if (typeof fields !== 'object' || fields === null) return [type, fields]
      const wanted = (field: string) => roots.has(type) || field === '__resolveReference'
      const same = Object.entries(fields).map(([field, resolve]: [string, unknown]) =>
        wanted(field) && typeof resolve === 'function'
          ? [field, observe(roots.has(type) ? `${type}.${field}` : `${type} by key`, resolve as Resolver)]
          : [field, resolve],
      )
      // A scalar is an object of a class, not a map of resolvers.
      return [type, Object.getPrototypeOf(fields) === Object.prototype ? Object.fromEntries(same) : fields]
    }),
  )
}

function observe(name: string, resolve: Resolver): Resolver {
  const [ok, failed] = [seconds.of(name, 'ok'), seconds.of(name, 'failed')]
  return function (this: unknown, ...given) {
    const began = performance.now()
    const span = spanIfCollected(name, {})
    const end = (spread: typeof ok) => {
      spread.observe((performance.now() - began) / 1_000)
      if (span) endFailed(span, spread === failed)
    }
    let answer: unknown
    try {
      answer = span ? within(span, () => resolve.apply(this, given)) : resolve.apply(this, given)
    } catch (error) {
      end(failed)
      throw error
    }
    if (!(answer instanceof Promise)) {
      end(ok)
      return answer
    }
    return answer.then(
      (value: unknown) => {
        end(ok)
        return value
      },
      (error: unknown) => {
        end(failed)
        throw error
      },
    )
  }
}
