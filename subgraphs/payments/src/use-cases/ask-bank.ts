import type { Answer } from '../bank/bank.ts'
import {
  askForPayment,
  cancelAtBank,
  captureAtBank,
  findPayment,
  occupyKey,
  SEARCH_LAG_MS,
} from '../bank/payment-intents.ts'
import type { Service } from '../context.ts'
import { freeLease, settlePayment, withdrawCapture } from '../database/payments.ts'
import type { PaymentRow } from '../database/tables.ts'
import { news, type BankNews } from '../domain/bank-news.ts'
import type { PaymentState } from '../domain/payment-state.ts'

/** The bank forgets a key after 24 hours; asked with it again it would charge anew. Past this age it is only looked up. */
const KEY_LIVES_MS = 23 * 3_600_000

/** Tell reservations by an event, unless the caller still waits for the answer when it comes. */
export type Telling = { tell: boolean }
export type Asked = { state: PaymentState; news: BankNews | null; notAsked: boolean }

/**
 * Ask the bank what an open payment needs next, and write down what it says. The caller holds the payment's lease; it is
 * free afterwards. Safe to run again at any point: every request has its own key, and late news changes nothing.
 */
export async function askBank(
  service: Service,
  payment: PaymentRow,
  neverAsked: boolean,
  telling: Telling,
): Promise<Asked> {
  if (payment.voidRequestedAt) return callOff(service, payment, telling)
  if (payment.status === 'AUTHORIZED') return capture(service, payment, telling)
  if (payment.status === 'REQUIRES_ACTION') return lookUp(service, payment, telling)
  return take(service, payment, neverAsked, telling)
}

async function take(service: Service, payment: PaymentRow, neverAsked: boolean, telling: Telling): Promise<Asked> {
  const { bank, logger, now } = service
  const age = now().getTime() - payment.createdAt.getTime()
  // What the bank does not have by now was never charged.
  if (age > KEY_LIVES_MS) return lookUp(service, payment, telling, 'never_reached_the_bank')
  const answer = await askTwice(() => askForPayment(bank, payment))
  switch (answer.kind) {
    case 'ANSWERED':
      return settle(service, payment, answer.value, telling)
    case 'DECLINED':
      return settle(service, payment, declined(answer), telling)
    case 'REFUSED':
      // An unknown payment method, a sum below the bank's least: nothing happened, and the same request never will.
      logger.error({ payment: payment.id, code: answer.code, reason: answer.message }, 'the bank refused a payment')
      return settle(service, payment, news('DECLINED', { declineCode: answer.code }), telling)
    case 'UNREACHABLE':
      return settle(service, payment, news(neverAsked ? 'NOT_ATTEMPTED' : 'PENDING'), { tell: false }, true)
    case 'FAULT_STORED':
      // Replayed for ever: once the search would show a charge and does not, there is none.
      return lookUp(service, payment, telling, age > SEARCH_LAG_MS ? 'bank_fault' : null)
    case 'KEY_USED':
    case 'UNKNOWN':
      return lookUp(service, payment, telling)
  }
}

/** A connection that was cut is worth one more try at once: the key makes it safe. But then "unreachable" no longer means "not asked". */
async function askTwice<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const first = await ask()
  if (first.kind !== 'UNKNOWN' || !CUT.has(first.reason)) return first
  const second = await ask()
  return second.kind === 'UNREACHABLE' ? first : second
}
const CUT = new Set(['CLOSED', 'UND_ERR_SOCKET'])

/** `elseDeclined`: why the payment has failed when the bank has nothing of it; null while that proves nothing yet. */
async function lookUp(
  service: Service,
  payment: PaymentRow,
  telling: Telling,
  elseDeclined: string | null = null,
): Promise<Asked> {
  const found = await findPayment(service.bank, payment, service.now())
  if (found.kind !== 'ANSWERED') return settle(service, payment, news('PENDING'), { tell: false })
  if (found.value) return settle(service, payment, found.value, telling)
  if (elseDeclined) return settle(service, payment, news('DECLINED', { declineCode: elseDeclined }), telling)
  return settle(service, payment, news('PENDING'), { tell: false })
}

async function capture(service: Service, payment: PaymentRow, telling: Telling): Promise<Asked> {
  const { bank, sql } = service
  const answer = await askTwice(() => captureAtBank(bank, payment, intentOf(payment)))
  if (answer.kind === 'ANSWERED') return settle(service, payment, answer.value, telling)
  if (answer.kind === 'UNREACHABLE') {
    await withdrawCapture(sql, payment.id)
    return { state: payment.status, news: null, notAsked: true }
  }
  // Captured already, or the hold has ended: the bank knows.
  return lookUp(service, payment, telling)
}

/** Let go, whatever it takes: what was set aside is released, and a request still on its way can no longer take money. */
async function callOff(service: Service, payment: PaymentRow, telling: Telling): Promise<Asked> {
  const { bank, sql } = service
  if (payment.bankIntent) return cancel(service, payment, payment.bankIntent, telling)
  const found = await findPayment(bank, payment, service.now())
  if (found.kind === 'ANSWERED' && found.value) {
    const { status, intent } = found.value
    const holds = status === 'AUTHORIZED' || status === 'REQUIRES_ACTION' || status === 'PENDING'
    if (holds && intent) return cancel(service, payment, intent, telling)
    return settle(service, payment, found.value, telling)
  }
  const occupied = found.kind === 'ANSWERED' ? await occupyKey(bank, payment) : found
  if (occupied.kind === 'ANSWERED') return settle(service, payment, news('VOIDED'), telling)
  if (occupied.kind === 'KEY_USED' || occupied.kind === 'FAULT_STORED') {
    const again = await findPayment(bank, payment, service.now())
    if (again.kind === 'ANSWERED' && again.value?.intent) return cancel(service, payment, again.value.intent, telling)
    if (again.kind === 'ANSWERED') return settle(service, payment, news('VOIDED'), telling)
  }
  await freeLease(sql, payment.id)
  return { state: payment.status, news: null, notAsked: occupied.kind === 'UNREACHABLE' }
}

async function cancel(service: Service, payment: PaymentRow, intent: string, telling: Telling): Promise<Asked> {
  const answer = await askTwice(() => cancelAtBank(service.bank, payment, intent))
  if (answer.kind === 'ANSWERED') return settle(service, payment, answer.value, telling)
  if (answer.kind === 'UNREACHABLE') {
    await freeLease(service.sql, payment.id)
    return { state: payment.status, news: null, notAsked: true }
  }
  // Perhaps the guest confirmed a moment ago and the money is taken: the bank knows.
  return lookUp(service, { ...payment, bankIntent: intent }, telling)
}

/** Write down what the bank said. When it has money for a payment that has ended without, it is given back at once. */
export async function settle(
  service: Service,
  payment: PaymentRow,
  said: BankNews,
  telling: Telling,
  notAsked = false,
): Promise<Asked> {
  const state = await settlePayment(service.sql, payment.id, said, { tell: telling.tell, now: service.now() })
  const ended = state === 'DECLINED' || state === 'VOIDED'
  const holds = said.status === 'CAPTURED' || said.status === 'AUTHORIZED' || said.status === 'REQUIRES_ACTION'
  if (ended && holds && said.intent) await giveBackStray(service, payment, said)
  return { state, news: state === said.status ? said : null, notAsked }
}

/** We told the guest that nothing was taken, so nothing may stay taken. This should not happen: it is told to whoever is on duty. */
async function giveBackStray({ bank, logger }: Service, payment: PaymentRow, { status, intent }: BankNews) {
  logger.error(
    { payment: payment.id, intent, status },
    'the bank has money for a payment that had ended: it is given back',
  )
  if (!intent) return
  const idempotencyKey = `${payment.key}:stray`
  const answer =
    status === 'CAPTURED'
      ? await bank.ask('give back', (stripe) => stripe.refunds.create({ payment_intent: intent }, { idempotencyKey }))
      : await bank.ask('let go', (stripe) => stripe.paymentIntents.cancel(intent, {}, { idempotencyKey }))
  if (answer.kind !== 'ANSWERED' && answer.kind !== 'REFUSED')
    throw new Error(`stray money of ${payment.id} was not given back`)
}

function declined({ declineCode, intent }: Extract<Answer<never>, { kind: 'DECLINED' }>): BankNews {
  const charge = typeof intent?.latest_charge === 'string' ? intent.latest_charge : null
  return news('DECLINED', { declineCode, intent: intent?.id ?? null, charge })
}

function intentOf({ id, bankIntent }: PaymentRow): string {
  if (!bankIntent) throw new Error(`payment ${id} was authorized without an intent`)
  return bankIntent
}
