import * as v from 'valibot'

import { stored } from '../ui/stored.ts'
import { type GuestEntries, NO_ENTRIES } from './guest-entries.ts'

// A checkout under way, kept in this tab's sessionStorage under the offer's short id, so that it survives a reload, the Back
// button and the two journeys to the bank.
//
// The rule that keeps a guest from paying twice: from the moment a booking was sent, its idempotency key and its input stay
// as they are until the graph says how it ended. Whatever the guest does meanwhile (reload, Back, a second click, a second
// visit of the checkout) repeats that same booking. Only an answer that says "nothing is charged" allows a fresh key.

const entries = v.object({
  givenName: v.string(),
  familyName: v.string(),
  email: v.string(),
  phone: v.string(),
  requests: v.string(),
})

const attempt = v.object({
  /** The idempotency key of `bookRoom`. */
  key: v.string(),
  /** The entries as sent: the same key wants the same input. */
  entries,
  paymentMethodId: v.nullable(v.string()),
  /** `bookRoom` went out at least once: its outcome may be a booking. */
  sent: v.boolean(),
  /** The guest was sent to the bank for 3-D Secure: not again without being asked. */
  sentToBank: v.boolean(),
  reference: v.nullable(v.string()),
})

const refusal = v.object({
  kind: v.picklist([
    'RoomTaken',
    'WaitingOfferOver',
    'OfferExpired',
    'OfferInvalid',
    'PriceChanged',
    'PaymentDeclined',
    'InvalidStay',
    'InvalidGuest',
    'IdempotencyConflict',
    'CameToNothing',
    'NoCard',
  ]),
  message: v.string(),
  /** InvalidGuest: which entry. PaymentDeclined: the bank's word. */
  detail: v.nullable(v.string()),
  /** PriceChanged: what it costs now, when the partner said so. */
  now: v.nullable(v.object({ amount: v.number(), currency: v.string() })),
})

const checkout = v.object({
  offer: v.string(),
  entries,
  attempt: v.nullable(attempt),
  refusal: v.nullable(refusal),
  /** The reservation this checkout became. */
  booked: v.nullable(v.object({ reference: v.string(), surname: v.string() })),
  /** The rooms are held for a waiting list entry until then; its price counts although the offer's time is over. */
  waiting: v.optional(v.object({ token: v.string(), heldUntil: v.string(), shownAt: v.string() })),
})

export type Attempt = v.InferOutput<typeof attempt>
export type CheckoutRefusal = v.InferOutput<typeof refusal>
export type Checkout = v.InferOutput<typeof checkout>

const read = (raw: unknown): Checkout | null => {
  const parsed = v.safeParse(checkout, raw)
  return parsed.success ? parsed.output : null
}

const PREFIX = 'staygraph:checkout:'
export type CheckoutStore = ReturnType<typeof stored<Checkout>>
const stores = new Map<string, CheckoutStore>()

/** The checkout of one offer, by the offer's short id: the same store for every page that asks. */
export function checkoutOf(id: string): CheckoutStore {
  const store = stores.get(id) ?? stored('session', `${PREFIX}${id}`, read)
  stores.set(id, store)
  return store
}

/** The checkout in this tab whose payment of a reservation is still under way: where the guest goes on at the bank. */
export function checkoutOfReservation(reference: string): string | null {
  const ids = Object.keys(sessionStorage).flatMap((name) =>
    name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [],
  )
  return ids.find((id) => checkoutOf(id).get()?.attempt?.reference === reference) ?? null
}

export const newCheckout = (offer: string, known: Partial<GuestEntries> = {}): Checkout => ({
  offer,
  entries: { ...NO_ENTRIES, ...known },
  attempt: null,
  refusal: null,
  booked: null,
})

/**
 * The guest pressed the button. A booking that was sent and has not ended goes on as it is; one that never left may change
 * its entries, and keeps its key: there is nothing yet that could conflict.
 */
export function press(now: Checkout, checked: GuestEntries, freshKey: () => string): Checkout {
  if (now.booked || now.attempt?.sent) return now
  const begun: Attempt = {
    key: now.attempt?.key ?? freshKey(),
    entries: checked,
    paymentMethodId: null,
    sent: false,
    sentToBank: false,
    reference: null,
  }
  return { ...now, entries: checked, attempt: begun, refusal: null }
}

/** The card was typed. A card that comes after the booking was sent changes nothing. */
export const withCard = (now: Checkout, paymentMethodId: string): Checkout =>
  now.attempt && !now.attempt.sent ? { ...now, attempt: { ...now.attempt, paymentMethodId } } : now

export const change = (now: Checkout, changes: Partial<Attempt>): Checkout =>
  now.attempt ? { ...now, attempt: { ...now.attempt, ...changes } } : now

/** The graph said no, and that nothing is charged: this key is done with, the entries stay. */
export const refuse = (now: Checkout, refusal: CheckoutRefusal): Checkout =>
  now.booked ? now : { ...now, attempt: null, refusal }

/** It is a reservation now; from here on this offer cannot be booked again in this tab. */
export const book = (now: Checkout, reference: string): Checkout => ({
  ...now,
  attempt: null,
  refusal: null,
  booked: { reference, surname: (now.attempt?.entries ?? now.entries).familyName },
})
