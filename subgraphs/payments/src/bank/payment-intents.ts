import type Stripe from 'stripe'
import { z } from 'zod'

import type { PaymentRow } from '../database/tables.ts'
import { bankAmount } from '../domain/bank-amount.ts'
import { news, type BankNews } from '../domain/bank-news.ts'
import type { Answer, Bank } from './bank.ts'
import { believed, calledOff, intentList, occupying } from './believed.ts'

/** For so long the bank's search may not see what was just made. */
export const SEARCH_LAG_MS = 90_000
const PAGES_AT_MOST = 10

/**
 * Ask for the money, always with the payment's own key: asked again it gives the same answer. The first answer under a
 * key is the only one there is, so what is asked depends on the payment's row alone.
 */
export async function askForPayment(bank: Bank, payment: PaymentRow): Promise<Answer<BankNews>> {
  const amount = bankAmount(payment)
  if (amount === null)
    return { kind: 'REFUSED', code: 'amount_not_chargeable', message: 'Cards cannot be charged this sum.' }
  const answer = await bank.ask('take', (stripe) =>
    stripe.paymentIntents.create(
      {
        amount,
        currency: payment.currency.toLowerCase(),
        payment_method: payment.paymentMethodId,
        ...(payment.bankCustomer && { customer: payment.bankCustomer }),
        allowed_payment_method_types: ['card'],
        capture_method: payment.capture === 'MANUAL' ? 'manual' : 'automatic',
        confirm: true,
        return_url: payment.returnUrl,
        description: `Reservation ${payment.reference}`,
        metadata: { payment_id: payment.id, reservation_id: payment.reservationId },
        expand: ['latest_charge'],
      },
      { idempotencyKey: payment.key },
    ),
  )
  return read(answer, payment)
}

/** Where the payment stands at the bank, or null when the bank has none of ours (yet). */
export async function findPayment(bank: Bank, payment: PaymentRow, now: Date): Promise<Answer<BankNews | null>> {
  const { bankIntent } = payment
  if (bankIntent) {
    const found = await bank.ask('look up', (stripe) =>
      stripe.paymentIntents.retrieve(bankIntent, { expand: ['latest_charge'] }),
    )
    return read(found, payment)
  }
  const asked = await bank.ask('search', (stripe) =>
    stripe.paymentIntents.search({
      query: `metadata['payment_id']:'${payment.id}'`,
      limit: 2,
      expand: ['data.latest_charge'],
    }),
  )
  const found = believed(asked, intentList)
  if (found.kind !== 'ANSWERED') return found
  const confirmed = found.value.data.find((it) => it.status !== 'requires_confirmation')
  if (confirmed) return read({ kind: 'ANSWERED', value: confirmed }, payment)
  const young = now.getTime() - payment.createdAt.getTime() < SEARCH_LAG_MS
  return young ? listForPayment(bank, payment) : { kind: 'ANSWERED', value: null }
}

/** The lists are up to date where the search is not. */
async function listForPayment(bank: Bank, payment: PaymentRow): Promise<Answer<BankNews | null>> {
  const from = Math.floor(payment.createdAt.getTime() / 1000) - 60
  let after: string | undefined
  for (let pages = 0; pages < PAGES_AT_MOST; pages += 1) {
    const asked = await bank.ask('list', (stripe) =>
      stripe.paymentIntents.list({
        created: { gte: from },
        limit: 100,
        expand: ['data.latest_charge'],
        ...(after && { starting_after: after }),
      }),
    )
    const page = believed(asked, intentList)
    if (page.kind !== 'ANSWERED') return page
    const ours = page.value.data.find(
      (it) => it.metadata['payment_id'] === payment.id && it.status !== 'requires_confirmation',
    )
    if (ours) return read({ kind: 'ANSWERED', value: ours }, payment)
    if (!page.value.has_more) return { kind: 'ANSWERED', value: null }
    after = page.value.data.at(-1)?.id
  }
  return { kind: 'UNKNOWN', reason: 'too many payments to look through' }
}

/** Take what was set aside. */
export async function captureAtBank(bank: Bank, payment: PaymentRow, intent: string): Promise<Answer<BankNews>> {
  const answer = await bank.ask('capture', (stripe) =>
    stripe.paymentIntents.capture(intent, { expand: ['latest_charge'] }, { idempotencyKey: `${payment.key}:capture` }),
  )
  return read(answer, payment)
}

/** Let go what was set aside, or call off what waits for the guest. */
export async function cancelAtBank(bank: Bank, payment: PaymentRow, intent: string): Promise<Answer<BankNews>> {
  const answer = await bank.ask('void', (stripe) =>
    stripe.paymentIntents.cancel(intent, { expand: ['latest_charge'] }, { idempotencyKey: `${payment.key}:void` }),
  )
  return read(answer, payment)
}

/**
 * Make sure that a request of ours that may still be on its way can no longer take money: occupy its key with another
 * request. ANSWERED: it had not arrived, and never will. KEY_USED: it had; look it up. UNKNOWN: it is being worked on.
 */
export async function occupyKey(bank: Bank, payment: PaymentRow): Promise<Answer<null>> {
  const amount = bankAmount(payment)
  if (amount === null) return { kind: 'ANSWERED', value: null }
  const asked = await bank.ask('occupy key', (stripe) =>
    stripe.paymentIntents.create(
      {
        amount,
        currency: payment.currency.toLowerCase(),
        allowed_payment_method_types: ['card'],
        metadata: { occupies_key_of: payment.id },
      },
      { idempotencyKey: payment.key },
    ),
  )
  const answer = believed(asked, occupying(payment.id))
  if (answer.kind !== 'ANSWERED') return answer
  const { id } = answer.value
  const canceled = believed(await bank.ask('void', (stripe) => stripe.paymentIntents.cancel(id)), calledOff(id))
  return canceled.kind === 'ANSWERED' ? { kind: 'ANSWERED', value: null } : canceled
}

/** What must be so for an answer to be believed: anything else is garbage, and the payment stays open. */
const believable = z.looseObject({
  id: z.string().startsWith('pi_'),
  status: z.string(),
  amount: z.int(),
  amount_received: z.int(),
  currency: z.string(),
  metadata: z.record(z.string(), z.string()),
})

function read(answer: Answer<Stripe.PaymentIntent>, payment: PaymentRow): Answer<BankNews> {
  if (answer.kind !== 'ANSWERED') return answer
  const intent = answer.value
  const sound =
    believable.safeParse(intent).success &&
    intent.metadata['payment_id'] === payment.id &&
    intent.amount === bankAmount(payment) &&
    intent.currency === payment.currency.toLowerCase() &&
    (intent.status !== 'succeeded' || intent.amount_received === intent.amount)
  return sound
    ? { kind: 'ANSWERED', value: newsOf(intent) }
    : { kind: 'UNKNOWN', reason: 'the bank’s answer is not about this payment' }
}

const WEEK_MS = 7 * 24 * 3_600_000

/** The bank's intent in our words. */
export function newsOf(intent: Stripe.PaymentIntent): BankNews {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const card = charge?.payment_method_details?.card
  const known = {
    intent: intent.id,
    charge: charge?.id ?? (typeof intent.latest_charge === 'string' ? intent.latest_charge : null),
    card: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
  }
  switch (intent.status) {
    case 'succeeded':
      return news('CAPTURED', known)
    case 'requires_capture':
      return news('AUTHORIZED', {
        ...known,
        until: new Date(card?.capture_before ? card.capture_before * 1000 : intent.created * 1000 + WEEK_MS),
      })
    case 'requires_action': {
      const redirectUrl = intent.next_action?.redirect_to_url?.url ?? null
      // Without an address to send the guest to, nobody can confirm: it stays open until the bank says more.
      return redirectUrl ? news('REQUIRES_ACTION', { ...known, redirectUrl }) : news('PENDING', known)
    }
    case 'requires_payment_method': {
      const error = intent.last_payment_error
      return news('DECLINED', { ...known, declineCode: error?.decline_code ?? error?.code ?? null })
    }
    case 'canceled':
      return news('VOIDED', known)
    case 'processing':
    case 'requires_confirmation':
    default:
      return news('PENDING', known)
  }
}
