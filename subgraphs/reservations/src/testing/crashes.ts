import type { Services, Supplier } from '../context.ts'

/** The process ended here. */
export class Crash extends Error {
  constructor(at: string) {
    super(`the process died ${at}`)
    this.name = 'Crash'
  }
}

export type CrashPoint = {
  /** Which effect, counted from 1. */
  effect: number
  /** Before it happened, or after: then it happened, and nobody knows. */
  when: 'BEFORE' | 'AFTER'
}

/**
 * The services, until the process dies at a point. An effect is whatever another process or the database keeps: each
 * SQL function, each command, each word with a partner. From the crash on nothing works any more.
 */
export function untilCrash(services: Services, point: CrashPoint | null) {
  let effects = 0
  let dead = false
  const effect = async <T>(name: string, work: () => PromiseLike<T>): Promise<T> => {
    effects += 1
    if (point?.effect === effects && point.when === 'BEFORE') dead = true
    if (dead) throw new Crash(`before ${name}`)
    const result = await work()
    if (point?.effect === effects && point.when === 'AFTER') dead = true
    if (dead) throw new Crash(`after ${name}`)
    return result
  }
  const each = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver)
        if (typeof value !== 'function') return value
        return (...input: unknown[]) =>
          effect(String(name), () => Reflect.apply(value, target, input) as Promise<unknown>)
      },
    })
  const sql = new Proxy(services.sql, {
    apply: (target, self, input: [TemplateStringsArray, ...unknown[]]) => {
      const query = Reflect.apply(target, self, input) as PromiseLike<unknown>
      const name = /\w+(?=\()/.exec(input[0].join('?'))?.[0] ?? 'a query'
      // A query is sent when it is awaited; one that is a part of another never is.
      return new Proxy(query, {
        get(of, property) {
          if (property === 'then')
            return (...told: Parameters<PromiseLike<unknown>['then']>) => effect(name, () => of).then(...told)
          const value: unknown = Reflect.get(of, property, of)
          return typeof value === 'function' ? value.bind(of) : value
        },
      })
    },
  })
  const db = new Proxy(services.db, {
    get(target, name, receiver) {
      // Builders are lazy: dying before one is the same as dying after the effect before it.
      if (name === 'update' && dead) throw new Crash('before an update')
      const value: unknown = Reflect.get(target, name, receiver)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  /** A dead process says nothing: code that survived the crash is stopped where it would tell of it. */
  const logger = new Proxy(services.logger, {
    get(target, name, receiver) {
      if (dead) throw new Crash('before a word')
      const value: unknown = Reflect.get(target, name, receiver)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const suppliers: ReadonlyMap<string, Supplier> = new Map(
    [...services.suppliers].map(([code, supplier]) => [code, each(supplier)]),
  )
  return {
    services: { ...services, sql, db, logger, payments: each(services.payments), suppliers },
    effects: () => effects,
  }
}
