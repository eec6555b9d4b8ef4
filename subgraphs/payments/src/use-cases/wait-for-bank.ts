import { setTimeout as pause } from 'node:timers/promises'

import { patienceLeft, waitedForByNobody } from '@staygraph/subgraph-kit/patience'

import type { Service } from '../context.ts'
import { freeLease, readPayment, takeLease } from '../database/payments.ts'
import type { PaymentRow } from '../database/tables.ts'
import { askBank, type Asked, type Telling } from './ask-bank.ts'

const LOOK_EVERY_MS = 50
/** What our answer takes to reach the caller, out of the caller's own patience. */
const WAY_BACK_MS = 250

/** How long the caller waits for the bank before it hears PENDING: our own patience, or what is left of theirs. */
const patienceOf = ({ patienceMs }: Service) => Math.max(0, patienceLeft(patienceMs + WAY_BACK_MS) - WAY_BACK_MS)

/**
 * Ask the bank and wait for it, but no longer than the caller's patience. The question goes on without the caller: its
 * answer is written down when it comes, and told by an event.
 */
export const askWithPatience = (service: Service, payment: PaymentRow, neverAsked: boolean): Promise<Asked | null> =>
  waitWithPatience(service, payment.id, (telling) => askBank(service, payment, neverAsked, telling))

/** The same for any question, by the id of what it is about. */
export async function waitWithPatience<T>(service: Service, id: string, ask: (telling: Telling) => Promise<T>) {
  const telling = { tell: false }
  const asking = waitedForByNobody(() => service.underWay.start(id, () => ask(telling)))
  const asked = await within(patienceOf(service), asking)
  if (asked) return asked
  telling.tell = true
  asking.catch((error: unknown) => service.logger.error({ err: error, id }, 'a late answer was not kept'))
  return null
}

/** Wait until somebody else's question about this payment (or refund) has ended, or patience has. */
export async function waitForOthers(
  service: Service,
  id: string,
  read: (db: Service['db'], id: string) => Promise<{ leasedUntil: Date }> = readPayment,
): Promise<void> {
  const patience = patienceOf(service)
  const until = performance.now() + patience
  const here = service.underWay.of(id)
  if (here) await within(patience, Promise.allSettled([here]))
  while (performance.now() < until) {
    const { leasedUntil } = await read(service.db, id)
    if (leasedUntil.getTime() <= service.now().getTime()) return
    await pause(LOOK_EVERY_MS)
  }
}

/** Ask the bank about an open payment as soon as nobody else does. Answers the payment as it is then. */
export async function resume(service: Service, id: string, needsBank: (payment: PaymentRow) => boolean) {
  const until = performance.now() + patienceOf(service)
  for (;;) {
    const payment = await readPayment(service.db, id)
    if (!needsBank(payment)) return { payment, notAsked: false }
    if (await takeLease(service.sql, id, service.leaseMs)) {
      // Read again under the lease: what was seen before may have been settled in between.
      const leased = await readPayment(service.db, id)
      if (!needsBank(leased)) {
        await freeLease(service.sql, id)
        return { payment: leased, notAsked: false }
      }
      const asked = await askWithPatience(service, leased, leased.status === 'NOT_ATTEMPTED')
      return { payment: await readPayment(service.db, id), notAsked: asked?.notAsked ?? false }
    }
    if (performance.now() >= until) return { payment, notAsked: false }
    await waitForOthers(service, id)
  }
}

function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer))
}
