import type { PaymentOutcome, PaymentRequest, Services } from '../context.ts'
import type { Run } from './progress.ts'

/** A payment as the saga asks for it: of a booking, or of a dearer change of dates. */
export type Asked = {
  key: string
  /** What to ask for. The same whenever it is made, so that payments sees one payment. */
  request: PaymentRequest
  /** When the nights stop waiting for it. */
  holdExpiresAt: Date | null
}

/** Where a payment stands, as far as the saga acts on it. */
export type Stand =
  | { stand: 'TAKEN' | 'SET_ASIDE'; paymentId: string }
  | { stand: 'AT_THE_BANK'; paymentId: string; redirectUrl: string }
  | { stand: 'DECLINED'; paymentId: string; declineCode: string | null }
  /** Nothing was begun. `paymentId`: what payments wrote of the attempt, to be voided. */
  | { stand: 'NOT_BEGUN'; paymentId?: string }
  /** The hold ended first. `surely`: payments says that the payment is over; else a lost request may still reach it. */
  | { stand: 'ENDED'; surely: boolean }
  /** The bank is asked and has not answered. */
  | { stand: 'PENDING'; paymentId: string }
  /** payments was not heard: what happened is not known. `again`: worth asking at once. */
  | { stand: 'UNKNOWN'; again: boolean }

/**
 * Asks payments to take a sum, once. Whether it was asked before is not known, unless this very run made the
 * reservation: so the key is looked up first, and a payment is asked for under the same key only.
 */
export async function standOfPayment(
  { key, request, holdExpiresAt }: Asked,
  services: Services,
  run: Run,
): Promise<Stand> {
  const { payments, now, logger } = services
  const ended = holdExpiresAt !== null && holdExpiresAt <= now()
  if (!run.fresh) {
    const found = await payments.lookUp(key)
    if (found?.status === 'SILENT') return { stand: 'UNKNOWN', again: false }
    if (found !== null) return read(found, ended, services)
    if (ended) return { stand: 'ENDED', surely: false }
  }
  const wasFresh = run.fresh
  run.fresh = false
  const outcome = await payments.take(request)
  if (outcome.status === 'CONFLICT') throw new Error(`payments knows ${key} with another sum`)
  if (outcome.status !== 'SILENT') return read(outcome, ended, services)
  logger.warn({ key, heard: outcome.heard, reason: outcome.reason }, 'payments does not answer')
  // Nothing was ever sent under this key: the room need not wait for a payment that cannot be under way.
  if (outcome.heard === 'NOT_SENT' && wasFresh) return { stand: 'NOT_BEGUN' }
  // A connection that broke is worth one question at once; a payment that takes its time is not.
  const again = !outcome.late && !run.askedAgain
  run.askedAgain = true
  return { stand: 'UNKNOWN', again }
}

async function read(outcome: PaymentOutcome, ended: boolean, services: Services): Promise<Stand> {
  const { paymentId } = outcome
  switch (outcome.status) {
    case 'CAPTURED':
      return { stand: 'TAKEN', paymentId }
    case 'AUTHORIZED':
      return { stand: 'SET_ASIDE', paymentId }
    case 'REQUIRES_ACTION':
      if (!ended) return { stand: 'AT_THE_BANK', paymentId, redirectUrl: outcome.redirectUrl }
      return callOff(paymentId, services)
    case 'PENDING':
      return { stand: 'PENDING', paymentId }
    case 'DECLINED':
      return { stand: 'DECLINED', paymentId, declineCode: outcome.declineCode }
    case 'VOIDED':
      return { stand: 'ENDED', surely: true }
    case 'NOT_ATTEMPTED':
      return { stand: 'NOT_BEGUN', paymentId }
  }
}

/** The hold ended while the bank waits for the guest: the payment is called off first, the nights are freed after. */
async function callOff(paymentId: string, { payments }: Services): Promise<Stand> {
  const outcome = await payments.void(paymentId)
  switch (outcome.status) {
    case 'CAPTURED': // the guest was quicker by a moment
      return { stand: 'TAKEN', paymentId }
    case 'AUTHORIZED':
      return { stand: 'SET_ASIDE', paymentId }
    case 'DECLINED':
    case 'VOIDED':
    case 'NOT_ATTEMPTED':
      return { stand: 'ENDED', surely: true }
    case 'PENDING':
    case 'REQUIRES_ACTION':
      return { stand: 'PENDING', paymentId }
    case 'SILENT':
      return { stand: 'UNKNOWN', again: false }
  }
}
