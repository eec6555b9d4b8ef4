import { customerErased } from '@staygraph/customers/contract/customer-erased'
import { paymentChanged } from '@staygraph/payments/contract/payment-changed'
import { paymentDisputed } from '@staygraph/payments/contract/payment-disputed'
import { consume } from '@staygraph/subgraph-kit/job'
import { repeat } from '@staygraph/subgraph-kit/repeat'
import { consumeTogether } from '@staygraph/subgraph-kit/together'

import type { Services } from './context.ts'
import type { OfferKeys } from './offers/offer-keys.ts'
import { hearPayment, whoWaits } from './use-cases/hear-payment.ts'
import { linkGuests } from './use-cases/link-guests.ts'
import { eraseGuests, hearErasure } from './use-cases/money/erase-guests.ts'
import { forgetOldKeys } from './use-cases/money/forget-old-keys.ts'
import { hearDispute } from './use-cases/money/hear-dispute.ts'
import { reconcilePartners } from './use-cases/reconcile-partners.ts'
import { resumeUnfinished } from './use-cases/resume-unfinished.ts'
import { serveWaitingLists } from './use-cases/waiting-list/serve-waiting-lists.ts'

const keysEveryMs = 600_000
/** Until hotels answered for the first time. */
const keysAtFirstEveryMs = 1_000

const sweepers = ['OWN', 'OWN', 'PARTNERS'] as const

/** What goes on without anybody asking. `stop` waits for the rounds under way. */
export function startLoops(services: Services, offerKeys: OfferKeys, redisUrl: string) {
  const { logger } = services
  let nextKeys = 0
  const loops = [
    // Several, so that what waits for a silent sister holds up neither the others nor the partners' bookings.
    ...sweepers.map((of, n) =>
      repeat(`sweeper ${n + 1}, ${of}`, () => resumeUnfinished(services, of), { everyMs: 500, logger }),
    ),
    repeat('reconcile partners', () => reconcilePartners(services), { everyMs: 10_000, logger, maxWaitMs: 60_000 }),
    repeat('waiting lists', () => serveWaitingLists(services), { everyMs: 300, logger }),
    repeat('erase guests', () => eraseGuests(services), { everyMs: 30_000, logger, maxWaitMs: 60_000 }),
    repeat('forget old keys', () => forgetOldKeys(services), { everyMs: 600_000, logger, maxWaitMs: 600_000 }),
    repeat('link guests', () => linkGuests(services), { everyMs: 10_000, logger }),
    repeat(
      'offer keys',
      async () => {
        if (services.now().getTime() < nextKeys) return false
        const answered = await offerKeys.refresh()
        nextKeys = services.now().getTime() + (answered ? keysEveryMs : keysAtFirstEveryMs)
        return false
      },
      { everyMs: 1_000, logger },
    ),
  ]
  const payments = consumeTogether(
    paymentChanged,
    {
      together: (events) => whoWaits(events, services),
      alone: (payload) => hearPayment(payload, services),
    },
    { redisUrl, logger },
  )
  const erasures = consume(customerErased, (payload) => hearErasure(payload, services), { redisUrl, logger })
  const disputes = consume(paymentDisputed, (payload) => hearDispute(payload, services), { redisUrl, logger })
  return {
    async stop() {
      await Promise.all([payments.close(), disputes.close(), erasures.close(), ...loops.map((loop) => loop.stop())])
    },
  }
}
