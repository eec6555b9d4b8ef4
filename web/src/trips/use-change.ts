import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'

import { openCardPage, typedCard } from '../book/card-page.ts'
import { t } from '../language/i18n.ts'
import type { Money } from '../language/money.ts'
import { type Change, changeOf, changeStay } from './change-stay.ts'

type Props = {
  reference: string
  surname: string
  /** The bank's page the guest comes back from. */
  cardPage: string | undefined
}

/** One change of a stay: chosen, paid at the bank when it costs more, done; and what is known of it meanwhile. */
export function useChange({ reference, surname, cardPage }: Props) {
  const navigate = useNavigate()
  const [refused, setRefused] = useState<string | null>(null)
  const [isWorking, setWorking] = useState(Boolean(cardPage))
  const [inDoubt, setInDoubt] = useState<Change | null>(null)

  const apply = useCallback(
    async (change: Change) => {
      // Kept with its card: repeated after a lost answer, it is the same change and the same payment.
      changeOf(reference).set(change)
      const outcome = await changeStay({ reference, surname }, change)
      switch (outcome.kind) {
        case 'CHANGED':
          changeOf(reference).set(null)
          return void navigate({ to: '/trips/$reference', params: { reference }, replace: true })
        case 'ASK_BANK':
          return location.assign(outcome.redirectUrl)
        case 'REFUSED':
          changeOf(reference).set(null)
          setRefused(`${outcome.words} ${t('Your booking stands as it was.')}`)
          break
        case 'UNKNOWN':
          setInDoubt(change)
      }
      setWorking(false)
    },
    [reference, surname, navigate],
  )

  // Back from the bank: the card was typed, and the change that was chosen goes on with it.
  const seen = useRef<string | null>(null)
  useEffect(() => {
    const change = changeOf(reference).get()
    if (!cardPage || seen.current === cardPage) return
    seen.current = cardPage
    if (!change) return setWorking(false)
    typedCard(cardPage).then(
      (method) => {
        if (method) return void apply({ ...change, paymentMethodId: change.paymentMethodId ?? method })
        setRefused(t('You came back without a card. Nothing is charged, and your booking stands as it was.'))
        setWorking(false)
      },
      () => {
        setRefused(t('The bank’s answer has not reached us. Nothing is charged; reload this page to ask again.'))
        setWorking(false)
      },
    )
  }, [cardPage, reference, apply])
  // The bank's page may be left by Back: the browser then shows this page as it was, working.
  useEffect(() => {
    const wake = ({ persisted }: PageTransitionEvent) => persisted && setWorking(false)
    addEventListener('pageshow', wake)
    return () => removeEventListener('pageshow', wake)
  }, [])

  /** `back`: the address of the page, with what was chosen in it. */
  const begin = async (offerId: string, difference: Money, back: string) => {
    if (isWorking) return
    setRefused(null)
    setWorking(true)
    const change = { offerId, key: crypto.randomUUID(), paymentMethodId: null }
    if (difference.amount <= 0) return apply(change)
    changeOf(reference).set(change)
    try {
      const opened = await openCardPage(back, difference)
      if ('url' in opened) return location.assign(opened.url)
      setRefused(opened.refused)
    } catch {
      setRefused(t('The payment page does not open at the moment. Nothing is charged; try again in a minute.'))
    }
    setWorking(false)
  }
  const askAgain = () => {
    if (!inDoubt) return
    setWorking(true)
    setInDoubt(null)
    void apply(inDoubt)
  }
  return { refused, isWorking, isInDoubt: inDoubt !== null, begin, askAgain }
}
