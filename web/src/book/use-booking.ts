import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'

import { rememberGuest } from '../trips/known-guests.ts'
import { sendBooking, type Standing } from './book-room.ts'
import { book, change, checkoutOf, refuse } from './checkout-store.ts'

/** After this long the guest is told that it takes longer, and not to pay again. */
const PATIENCE_MS = 8_000
/** Coming back from the bank, its answer may be on its way to us: only later is the guest asked to go there again. */
const GRACE_MS = 6_000
const PAUSES_MS = [1_000, 1_500, 2_000, 3_000, 5_000] as const

export type Waiting = {
  /** Null: no answer yet. */
  standing: Standing | null
  isLong: boolean
  /** The bank still waits for the guest, who was there before. */
  bankAsksAgain: boolean
  askAgain: () => void
}

/**
 * Sends the booking of this checkout once, and asks how it stands until it has ended: it then leads on by itself, to the bank,
 * to the confirmation, or back to the checkout with the refusal.
 */
export function useBooking(id: string): Waiting {
  const navigate = useNavigate()
  const [round, setRound] = useState(0)
  const [standing, setStanding] = useState<Standing | null>(null)
  const [isLong, setLong] = useState(false)
  const [bankAsksAgain, setBankAsksAgain] = useState(false)
  const askAgain = useCallback(() => {
    setStanding(null)
    setRound((count) => count + 1)
  }, [])

  useEffect(() => {
    const store = checkoutOf(id)
    const began = Date.now()
    let isLeft = false
    let asked = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const long = setTimeout(() => setLong(true), PATIENCE_MS)

    // The bank adds words of its own to the address, a secret among them: none of them stays in it.
    const kept = store.get()?.attempt?.reference
    if (/[?&]payment_intent/.test(location.search)) {
      void navigate({
        to: '/book/return',
        search: { checkout: id, ...(kept ? { reference: kept } : {}) },
        replace: true,
      })
    }

    const confirmed = (reference: string, surname: string) => {
      rememberGuest(reference, surname)
      void navigate({ to: '/trips/$reference/confirmed', params: { reference }, replace: true })
    }
    const backToCheckout = (offer: string) => void navigate({ to: '/book', search: { offer }, replace: true })
    const later = () => {
      timer = setTimeout(() => void ask(), PAUSES_MS[Math.min(asked, PAUSES_MS.length - 1)])
      asked += 1
    }
    /** The reference is in the address from the first moment it is known: this page can then be found again. */
    const known = (reference: string) => {
      const now = store.get()
      if (!now || now.attempt?.reference === reference) return
      store.set(change(now, { reference }))
      rememberGuest(reference, (now.attempt?.entries ?? now.entries).familyName)
      void navigate({ to: '/book/return', search: { checkout: id, reference }, replace: true })
    }

    const ask = async (): Promise<void> => {
      const now = store.get()
      if (!now || isLeft) return
      if (now.booked) return confirmed(now.booked.reference, now.booked.surname)
      if (!now.attempt?.paymentMethodId) return backToCheckout(now.offer)
      const answer = sendBooking(id, now)
      // From here on the booking may exist, whether or not its answer arrives.
      if (!now.attempt.sent) store.set(change(now, { sent: true }))
      const next = await answer
      const then = store.get()
      if (isLeft || !then) return
      setStanding(next)
      switch (next.kind) {
        case 'BOOKED': {
          const done = book(then, next.reference)
          store.set(done)
          return confirmed(next.reference, done.booked?.surname ?? '')
        }
        case 'REFUSED':
          store.set(refuse(then, next.refusal))
          return backToCheckout(then.offer)
        case 'ASK_BANK':
          known(next.reference)
          if (!then.attempt?.sentToBank) {
            store.set(change(store.get() ?? then, { sentToBank: true }))
            return location.assign(next.redirectUrl)
          }
          if (Date.now() - began > GRACE_MS) setBankAsksAgain(true)
          return later()
        case 'PENDING':
          if (next.reference) known(next.reference)
          setBankAsksAgain(false)
          return later()
        case 'TRY_AGAIN':
          // It surely never arrived: the guest may still change the entries.
          if (!next.wasSent) store.set(change(then, { sent: false }))
          return
        case 'BROKEN':
          return store.set(change(then, { sent: false }))
      }
    }
    // The Back button may show this page as it was when it led to the bank: asked anew.
    const wake = ({ persisted }: PageTransitionEvent) => persisted && askAgain()
    addEventListener('pageshow', wake)
    void ask()
    return () => {
      isLeft = true
      clearTimeout(timer)
      clearTimeout(long)
      removeEventListener('pageshow', wake)
    }
  }, [id, round, navigate, askAgain])

  return { standing, isLong, bankAsksAgain, askAgain }
}
