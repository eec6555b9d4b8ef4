import type { Service } from '../context.ts'
import { claimOpenPayments, readPayment } from '../database/payments.ts'
import { askBank } from './ask-bank.ts'
import { sweep } from './sweep.ts'

/** The sweeper: asks the bank about payments whose process died, whose answer was lost, whom the guest left unconfirmed. */
export const settleOpenPayments = (service: Service): Promise<boolean> =>
  sweep(service, claimOpenPayments, async (id) =>
    askBank(service, await readPayment(service.db, id), false, { tell: true }),
  )
