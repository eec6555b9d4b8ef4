import type { Service } from '../context.ts'
import { claimOpenPayments, readPayment } from '../database/payments.ts'
import { askBank } from './ask-bank.ts'
import { LEASE_MS } from './wait-for-bank.ts'

const AT_ONCE = 16

/**
 * The sweeper: asks the bank about payments whose process died, whose answer was lost, whom the guest left unconfirmed.
 * Answers whether there may be more.
 */
export async function settleOpenPayments(service: Service): Promise<boolean> {
  const { db, sql, now, logger, underWay } = service
  const ids = await claimOpenPayments(sql, AT_ONCE, LEASE_MS, now())
  await Promise.all(
    ids.map(async (id) => {
      const payment = await readPayment(db, id)
      await underWay
        .start(id, () => askBank(service, payment, false, { tell: true }))
        .catch((error: unknown) => {
          logger.error({ err: error, payment: id }, 'an open payment could not be settled, it is tried again')
        })
    }),
  )
  return ids.length === AT_ONCE
}
