import { newPosting, type Bank, type Posting } from './bank.ts'
import type { DisputeOutcome } from './cards/test-cards.ts'
import { openDispute, type Complaint } from './disputes/open-dispute.ts'
import type { Webhooks } from './events/webhooks.ts'
import { nextOf, settleRefund } from './payments/settle-refunds.ts'

type Delays = { refundSettlesAfterMs: number; disputeOpensAfterMs: number }

const COMPLAINTS: Record<DisputeOutcome, Complaint> = {
  dispute_fraudulent: { reason: 'fraudulent' },
  dispute_not_received: { reason: 'product_not_received' },
  dispute_inquiry: { reason: 'fraudulent', inquiry: true },
}

/** What other banks do after the API has answered, for the test cards that ask for it; also what was still to come when the bank last stopped. */
export class Later {
  #bank: Bank
  #webhooks: Webhooks
  #delays: Delays
  #seen = { refund: 0, balance: 0 }
  #timers = new Set<NodeJS.Timeout>()

  constructor(bank: Bank, webhooks: Webhooks, delays: Delays) {
    this.#bank = bank
    this.#webhooks = webhooks
    this.#delays = delays
  }

  /** Take up what was committed since the last call. */
  committed() {
    const { books } = this.#bank
    for (const id of this.#born('refund')) {
      const refund = books.get('refund', id)
      if (refund && nextOf({ tx: books.begin() }, refund))
        this.#after(this.#delays.refundSettlesAfterMs, (posting) => settleRefund(posting, id))
    }
    for (const id of this.#born('balance')) {
      const line = books.get('balance', id)
      if (line?.type === 'charge') this.#expectDispute(line.source)
    }
  }

  close() {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #expectDispute(chargeId: string) {
    const { books } = this.#bank
    const charge = books.get('charge', chargeId)
    const outcome = charge && books.get('payment_method', charge.paymentMethod)?.outcome
    if (!charge || charge.disputes?.length || !outcome || !Object.hasOwn(COMPLAINTS, outcome)) return
    this.#after(this.#delays.disputeOpensAfterMs, (posting) => {
      const current = posting.tx.get('charge', chargeId)
      if (current && !current.disputes?.length) openDispute(posting, current, COMPLAINTS[outcome as DisputeOutcome])
    })
  }

  #born(kind: 'refund' | 'balance'): readonly string[] {
    const born = this.#bank.books.born(kind)
    // Everything was forgotten meanwhile.
    const from = born.length < this.#seen[kind] ? 0 : this.#seen[kind]
    this.#seen[kind] = born.length
    return born.slice(from)
  }

  #after(ms: number, happens: (posting: Posting) => void) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      const posting = newPosting(this.#bank)
      happens(posting)
      posting.tx.commit()
      this.#webhooks.committed()
    }, ms)
    this.#timers.add(timer)
  }
}
