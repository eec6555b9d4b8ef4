import { repeat } from '@staygraph/subgraph-kit/repeat'

import type { Service } from './context.ts'
import { forgetOldNews } from './use-cases/forget-old-news.ts'
import { lookAtOpenDisputes } from './use-cases/hear-dispute.ts'
import { issueNumbers } from './use-cases/issue-numbers.ts'
import { reconcile } from './use-cases/reconcile/reconcile.ts'
import { settleOpenRefunds } from './use-cases/refund-payment.ts'
import { settleOpenPayments } from './use-cases/settle-open-payments.ts'

/** What goes on by itself in every replica: each is safe to run in several at once. */
export function startLoops(service: Service) {
  const { logger } = service
  const loops = [
    repeat('number receipts and credit notes', () => issueNumbers(service), { everyMs: 100, logger }),
    repeat('settle open payments', () => settleOpenPayments(service), { everyMs: 500, logger }),
    repeat('settle open refunds', () => settleOpenRefunds(service), { everyMs: 1_000, logger }),
    repeat('look at open disputes', () => lookAtOpenDisputes(service), { everyMs: 60_000, logger }),
    repeat('forget old news', () => forgetOldNews(service), { everyMs: 600_000, logger, maxWaitMs: 600_000 }),
    repeat('compare with the bank', () => reconcile(service), { everyMs: 10_000, logger }),
  ]
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
