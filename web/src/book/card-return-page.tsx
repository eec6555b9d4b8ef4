import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'

import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { typedCard } from './card-page.ts'
import { checkoutOf, refuse, withCard } from './checkout-store.ts'
import { readOffer } from './offer-token.ts'
import { LostCheckout, WaitingCard } from './waiting-card.tsx'

/** The bank sends the guest here after its card page: with a card, the booking goes out; without one, back to the checkout. */
export function CardReturnPage() {
  useTitle(t('Checking with your bank'))
  const { checkout: id, card_page: cardPage } = getRouteApi('/book/card').useSearch()
  const store = checkoutOf(id)
  const checkout = store.use()
  const offer = useMemo(() => (checkout ? readOffer(checkout.offer) : null), [checkout])
  const navigate = useNavigate()
  const [isAway, setAway] = useState(false)

  useEffect(() => {
    const now = store.get()
    if (!now || isAway) return
    let isLeft = false
    const goOn = () => void navigate({ to: '/book/return', search: { checkout: id }, replace: true })
    const goBack = () => void navigate({ to: '/book', search: { offer: now.offer }, replace: true })
    if (now.booked || now.attempt?.sent) return goOn()
    if (!now.attempt || !cardPage) return goBack()
    typedCard(cardPage).then(
      (paymentMethodId) => {
        const then = store.get()
        if (isLeft || !then) return
        if (paymentMethodId) {
          store.set(withCard(then, paymentMethodId))
          goOn()
        } else {
          store.set(refuse(then, { kind: 'NoCard', message: '', detail: null, now: null }))
          goBack()
        }
      },
      () => !isLeft && setAway(true),
    )
    return () => {
      isLeft = true
    }
  }, [store, id, cardPage, navigate, isAway])

  if (!checkout) {
    return (
      <LostCheckout>
        <ButtonLink to="/">{t('Search hotels')}</ButtonLink>
        <ButtonLink look="outline" to="/find">
          {t('Find a reservation')}
        </ButtonLink>
      </LostCheckout>
    )
  }
  if (isAway) {
    return (
      <div role="alert">
        <WaitingCard offer={offer} title={t('Your bank’s answer has not reached us')}>
          <p className="mt-2 text-ink-2">
            {t('Nothing is charged. Your card and your entries are kept; ask again in a moment.')}
          </p>
          <Button className="mt-6" onPress={() => setAway(false)}>
            {t('Ask again')}
          </Button>
        </WaitingCard>
      </div>
    )
  }
  return (
    <WaitingCard offer={offer} title={t('Checking with your bank')}>
      <p role="status" className="mt-2 text-ink-2">
        {t('This takes a few seconds. There is nothing you have to do.')}
      </p>
    </WaitingCard>
  )
}
