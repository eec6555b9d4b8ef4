import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'

import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Trouble } from '../shell/trouble.tsx'
import { Button, ButtonAnchor, ButtonLink } from '../ui/button.tsx'
import { checkoutOf } from './checkout-store.ts'
import { HeldUntil } from './held-until.tsx'
import { readOffer } from './offer-token.ts'
import { useBooking } from './use-booking.ts'
import { LostCheckout, WaitingCard } from './waiting-card.tsx'

/** Between paying and the confirmation. It refreshes itself, and can be closed, reloaded and come back to. */
export function WaitingPage() {
  useTitle(t('Checking with your bank'))
  const { checkout: id, reference } = getRouteApi('/book/return').useSearch()
  const checkout = checkoutOf(id).use()
  const offer = useMemo(() => (checkout ? readOffer(checkout.offer) : null), [checkout])
  const { standing, isLong, bankAsksAgain, askAgain } = useBooking(id)

  if (!checkout) {
    return (
      <LostCheckout>
        <ButtonLink to="/find" search={reference ? { reference } : {}}>
          {t('Find a reservation')}
        </ButtonLink>
        <ButtonLink look="outline" to="/">
          {t('Search hotels')}
        </ButtonLink>
      </LostCheckout>
    )
  }
  if (standing?.kind === 'BROKEN') {
    return (
      <div className="wrap mt-3">
        <h1 className="mb-5">{t('Check and pay')}</h1>
        <Trouble
          error={standing.error}
          onRetry={askAgain}
          stillWorks={t('The booking could not be sent. Nothing is charged.')}
        />
      </div>
    )
  }
  if (standing?.kind === 'TRY_AGAIN') {
    return (
      <div role="alert">
        <WaitingCard offer={offer} title={t('Paying does not work at the moment')}>
          <p className="mt-2 text-ink-2">
            {t(
              'A part of ours, or the bank, does not answer. You have not been charged. Your card and your entries are kept: try again in a moment.',
            )}
          </p>
          <Button className="mt-6" onPress={askAgain}>
            {t('Try again')}
          </Button>
        </WaitingCard>
      </div>
    )
  }
  if (standing?.kind === 'ASK_BANK' && bankAsksAgain) {
    return (
      <div role="alert">
        <WaitingCard offer={offer} title={t('Your bank waits for your approval')}>
          <p className="mt-2 text-ink-2">
            {t(
              'The payment is not approved yet. Go on at your bank; if you approved it a moment ago, this page goes on by itself.',
            )}
          </p>
          <div className="mt-5 w-full">
            <HeldUntil until={standing.heldUntil} />
          </div>
          <ButtonAnchor className="mt-6" href={standing.redirectUrl}>
            {t('Go on at my bank')}
          </ButtonAnchor>
        </WaitingCard>
      </div>
    )
  }
  const title = isLong ? t('We are waiting for your bank') : t('Checking with your bank')
  return (
    <WaitingCard offer={offer} title={title}>
      <div role="status" className="mt-2 text-ink-2">
        {isLong ? (
          <p>
            <b className="text-ink">{t('Do not pay again.')}</b>{' '}
            {t('We will email you the answer, whichever it is. You can close this page.')}
            {reference && (
              <>
                {' '}
                {t('Your reference is')} <b className="text-ink">{reference}</b>.
              </>
            )}
          </p>
        ) : (
          <p>{t('This takes a few seconds. There is nothing you have to do.')}</p>
        )}
      </div>
      {isLong && reference && (
        <ButtonLink look="outline" className="mt-6" to="/trips/$reference" params={{ reference }}>
          {t('See the reservation')}
        </ButtonLink>
      )}
    </WaitingCard>
  )
}
