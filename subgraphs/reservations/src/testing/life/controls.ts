import { randomUUID } from 'node:crypto'

import type { Payments } from '../../context.ts'
import type { Weakness } from '../memory/books.ts'
import type { Stage } from './stage.ts'

/** Protections switched off, one at a time: lives must find each. */
export type Control = { what: string; spoil?: (stage: Stage) => void; weakness?: Weakness }

const exchanged = (change: (known: Payments) => Partial<Payments>) => (stage: Stage) => {
  stage.services.payments = { ...stage.services.payments, ...change(stage.services.payments) }
}

export const controls: Record<string, Control> = {
  oversell: {
    what: 'nights are taken without looking whether they are free, and the CHECK is gone',
    weakness: 'NEVER_OVERSOLD',
  },
  keys: { what: 'an idempotency key may be used twice', weakness: 'KEYS_ONCE' },
  nights: { what: 'what came to nothing does not free its nights', weakness: 'NIGHTS_FREED' },
  'payment-keys': {
    what: 'each question to payments has a key of its own',
    spoil: exchanged((known) => ({
      take: (request) => known.take({ ...request, key: `${request.key}-${randomUUID()}` }),
    })),
  },
  'refund-keys': {
    what: 'each refund has a key of its own',
    spoil: exchanged((known) => ({ refund: (asked) => known.refund({ ...asked, key: randomUUID() }) })),
  },
  refunds: {
    what: 'payments says that it gave back, and did not',
    spoil: exchanged(() => ({ refund: async () => ({ status: 'SUCCEEDED', refundId: randomUUID() }) })),
  },
  void: {
    what: 'payments forgets to let go of what was set aside',
    spoil: (stage) => {
      const { payments } = stage.payments
      exchanged(() => ({
        void: async (paymentId) => {
          const known = [...payments.values()].find((one) => one.paymentId === paymentId)
          return known?.outcome.status === 'CAPTURED' ? known.outcome : { status: 'VOIDED', paymentId }
        },
      }))(stage)
    },
  },
  references: {
    what: 'a change of a partner’s stay is asked for under the reference of the booking',
    spoil: ({ services }) => {
      const known = services.suppliers.get('liteapi')
      if (!known) throw new Error('there is no partner')
      const book: typeof known.book = (asked) =>
        known.book({ ...asked, clientReference: asked.clientReference.slice(0, 36) })
      services.suppliers = new Map([['liteapi', { ...known, book }]])
    },
  },
  allotment: {
    what: 'hotels says three rooms where there are two',
    spoil: (stage) => {
      stage.overbooks = true
    },
  },
  reconciler: {
    what: 'nobody reconciles with the partner',
    spoil: (stage) => {
      stage.reconciles = false
    },
  },
}
