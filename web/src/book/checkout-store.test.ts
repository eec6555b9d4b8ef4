import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { book, change, type Checkout, newCheckout, press, refuse, withCard } from './checkout-store.ts'
import type { GuestEntries } from './guest-entries.ts'

const alex: GuestEntries = {
  givenName: 'Alex',
  familyName: 'Sample',
  email: 'alex@example.com',
  phone: '',
  requests: '',
}
const sam: GuestEntries = { ...alex, givenName: 'Sam' }
const declined = { kind: 'PaymentDeclined', message: '', detail: null, now: null } as const

let made = 0
const freshKey = () => `key-${++made}`
const sent = (from: Checkout) => change(withCard(press(from, alex, freshKey), 'pm_1'), { sent: true })

describe('the idempotency key of a checkout', () => {
  it('stays the same through a double click, a reload and the Back button once the booking was sent', () => {
    const first = sent(newCheckout('offer'))
    const reloaded = JSON.parse(JSON.stringify(first)) as Checkout
    for (const again of [press(first, alex, freshKey), press(reloaded, sam, freshKey), withCard(first, 'pm_2')]) {
      expect(again.attempt).toEqual(first.attempt)
    }
  })

  it('keeps the entries it was sent with: the same key with other input would be a conflict', () => {
    expect(press(sent(newCheckout('offer')), sam, freshKey).attempt?.entries).toEqual(alex)
  })

  it('lets the guest correct the entries before anything was sent', () => {
    const begun = press(newCheckout('offer'), alex, freshKey)
    const corrected = press(begun, sam, freshKey)
    expect(corrected.attempt).toMatchObject({ key: begun.attempt?.key, entries: sam, paymentMethodId: null })
  })

  it('is fresh after a refusal, and the entries are still there', () => {
    const first = sent(newCheckout('offer'))
    const refused = refuse(first, declined)
    expect(refused).toMatchObject({ attempt: null, refusal: declined, entries: alex })
    const again = press(refused, alex, freshKey)
    expect(again.attempt?.key).not.toBe(first.attempt?.key)
    expect(again.refusal).toBeNull()
  })

  it('never begins again once the offer became a reservation', () => {
    const booked = book(sent(newCheckout('offer')), 'LX7-4KQ9')
    expect(booked.booked).toEqual({ reference: 'LX7-4KQ9', surname: 'Sample' })
    expect(press(booked, alex, freshKey)).toBe(booked)
    expect(refuse(booked, declined)).toBe(booked)
  })

  it('never has two keys in flight, whatever the guest does in whatever order', () => {
    const doings = ['press', 'card', 'send', 'reload'] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...doings), { maxLength: 30 }), (steps) => {
        let state = newCheckout('offer')
        const keysSent = new Set<string>()
        for (const step of steps) {
          if (step === 'press') state = press(state, alex, freshKey)
          if (step === 'card') state = withCard(state, `pm_${++made}`)
          if (step === 'reload') state = JSON.parse(JSON.stringify(state)) as Checkout
          if (step === 'send' && state.attempt?.paymentMethodId) {
            state = change(state, { sent: true })
            keysSent.add(`${state.attempt?.key} ${state.attempt?.paymentMethodId}`)
          }
        }
        expect(keysSent.size).toBeLessThanOrEqual(1)
      }),
    )
  })
})
