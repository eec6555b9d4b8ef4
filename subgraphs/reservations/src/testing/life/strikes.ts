import type { Payments, Services, Supplier } from '../../context.ts'
import { Crash } from '../crashes.ts'

/**
 * What befalls an effect of a use case. `DIES_…`: the process ends before it, or after it and before anybody knows.
 * `UNHEARD`: it happens, and its answer is lost (a reply dropped, a database lost at COMMIT). `UNSENT`: it does not
 * happen, and that is not known either. `LATE`: a payment that was asked for is begun when nobody waits for it any more;
 * of another effect only the answer is lost.
 */
export const hows = ['DIES_BEFORE', 'DIES_AFTER', 'UNHEARD', 'UNSENT', 'LATE'] as const
/** `of`: only these are counted, and each of them is struck when `effect` is 0. */
export type Strike = { effect: number; how: (typeof hows)[number]; of?: string }

export const tellStrike = (strike: Strike | null) =>
  strike === null
    ? ''
    : `; ${{ DIES_BEFORE: 'the process dies before', DIES_AFTER: 'the process dies after', UNHEARD: 'the answer is lost of', UNSENT: 'lost on its way is', LATE: 'late, and heard by nobody, is' }[strike.how]} ${strike.of === undefined ? `effect ${strike.effect}` : `each ${strike.of}`}`

const lost = (name: string) =>
  Object.assign(new Error(`write CONNECTION_CLOSED while ${name}`), { code: 'CONNECTION_CLOSED' })
const silence = { status: 'SILENT', heard: 'LOST', late: false, reason: 'struck' } as const
const away = { outcome: 'UNAVAILABLE', heard: 'LOST', reason: 'struck' } as const
const unknown = { outcome: 'UNKNOWN', reason: 'struck' } as const

/**
 * The services, one effect of which is struck. An effect is whatever another process or the database keeps: each
 * statement of ours that bears a SQL function's name or reads a key, each command, each word with a partner.
 */
export function struck(
  services: Services,
  strike: Strike | null,
  met: (fault: string) => void = () => {},
  late: (arrive: () => PromiseLike<unknown>) => void = () => {},
): { services: Services; effects: () => number } {
  let effects = 0
  let dead = false
  const effect = async <T>(name: string, work: () => PromiseLike<T>, unheard: () => T): Promise<T> => {
    if (dead) throw new Crash(`before ${name}`)
    if (strike?.of === undefined || strike.of === name) effects += 1
    const meant = strike?.of === undefined || strike.of === name
    const how = strike && meant && (strike.effect === effects || strike.effect === 0) ? strike.how : null
    if (how !== null) met(`${how} ${name}`)
    if (how === 'DIES_BEFORE') dead = true
    if (dead) throw new Crash(`before ${name}`)
    if (how === 'UNSENT') return unheard()
    if (how === 'LATE' && name === 'take') {
      late(work)
      return unheard()
    }
    const result = await work()
    if (how === 'DIES_AFTER') dead = true
    if (dead) throw new Crash(`after ${name}`)
    return how === 'UNHEARD' || how === 'LATE' ? unheard() : result
  }
  const throwing = (name: string) => (): never => {
    throw lost(name)
  }
  const port = services.payments
  const payments: Payments = {
    take: (request) =>
      effect(
        'take',
        () => port.take(request),
        () => silence,
      ),
    lookUp: (key) =>
      effect(
        'lookUp',
        () => port.lookUp(key),
        () => silence,
      ),
    capture: (id) =>
      effect(
        'capture',
        () => port.capture(id),
        () => silence,
      ),
    void: (id) =>
      effect(
        'void',
        () => port.void(id),
        () => silence,
      ),
    refund: (request) =>
      effect(
        'refund',
        () => port.refund(request),
        () => silence,
      ),
  }
  const supplierOf = (real: Supplier): Supplier => ({
    code: real.code,
    prebook: (offer) =>
      effect(
        'prebook',
        () => real.prebook(offer),
        () => away,
      ),
    book: (request) =>
      effect(
        'book',
        () => real.book(request),
        () => unknown,
      ),
    find: (booking) =>
      effect(
        'find',
        () => real.find(booking),
        () => away,
      ),
    cancel: (booking) =>
      effect(
        'cancel',
        () => real.cancel(booking),
        () => unknown,
      ),
  })
  const sql = new Proxy(services.sql, {
    apply(target, self, input: [TemplateStringsArray, ...unknown[]]) {
      const text = input[0].join('?')
      // A piece of a statement is no effect: it is sent with the whole.
      if (!/^\s*(select|insert|update|delete|with)\b/i.test(text)) return Reflect.apply(target, self, input) as unknown
      const name = /\w+(?=\()/.exec(text)?.[0] ?? 'a query'
      return effect(name, () => Reflect.apply(target, self, input) as PromiseLike<unknown>, throwing(name))
    },
  })
  const db = new Proxy(services.db, {
    get(target, name, receiver) {
      // Builders are lazy: dying before one is the same as dying after the effect before it.
      if ((name === 'update' || name === 'insert') && dead) throw new Crash(`before an ${name}`)
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
  const suppliers = new Map([...services.suppliers].map(([code, supplier]) => [code, supplierOf(supplier)]))
  return { services: { ...services, sql, db, logger, payments, suppliers }, effects: () => effects }
}
