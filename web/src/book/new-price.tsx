import type { ReactNode } from 'react'

import { t } from '../language/i18n.ts'
import { exactly, minus, type Money } from '../language/money.ts'
import { SlipLines } from '../offer/slip-lines.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { roomsPage, useAlternatives } from './alternatives.ts'
import type { CheckoutRefusal } from './checkout-store.ts'
import type { ShownOffer } from './offer-token.ts'

type Props = {
  offer: ShownOffer
  refusal: CheckoutRefusal
  title: string
  /** Another offer of the same room was accepted: its token. */
  onTake: (token: string) => void
  /** Both slips, line by line. */
  sideBySide?: boolean
}

/** The old price is over: the new one beside it, and nothing happens until it is taken. */
export function NewPrice({ offer, refusal, title, onTake, sideBySide = false }: Props) {
  const { isAsking, isAway, same, askAgain } = useAlternatives(offer)
  const actions = (take: ReactNode) => (
    <>
      {take}
      <ButtonLink look="outline" small {...roomsPage(offer)}>
        {t('Back to rooms')}
      </ButtonLink>
    </>
  )
  const token = same?.id
  const change = same ? changeInWords(offer.total, same.total) : null
  return (
    <Panel
      assertive
      tone="sun"
      icon="clock"
      title={title}
      actions={actions(
        isAway ? (
          <Button small onPress={askAgain}>
            {t('Ask again')}
          </Button>
        ) : (
          token && (
            <Button small onPress={() => onTake(token)}>
              {same.total.amount === offer.total.amount
                ? t('Go on with {amount}', { amount: exactly(same.total) })
                : t('Take the new price')}
            </Button>
          )
        ),
      )}
    >
      <p role="status">
        {isAsking && t('We are asking the hotel for its price now. Nothing is charged.')}
        {isAway && t('The hotel’s price cannot be asked at the moment. Nothing is charged.')}
        {!isAsking && !isAway && !same && t('This room is no longer offered for your dates. Nothing is charged.')}
        {change && (
          <>
            {t('The hotel’s price is now')} <b>{change}</b>. {t('Nothing is charged unless you accept it.')}
          </>
        )}
      </p>
      {sideBySide && (same || refusal.now) && (
        <div className="mt-4 grid gap-4 md:grid-cols-2">
          <SmallSlip title={t('The price you saw')}>
            <SlipLines offer={offer} />
          </SmallSlip>
          <SmallSlip title={t('The price now')}>
            {same ? <SlipLines offer={same} /> : refusal.now && <p className="price mt-2">{exactly(refusal.now)}</p>}
          </SmallSlip>
        </div>
      )}
    </Panel>
  )
}

const SmallSlip = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="rounded-control bg-paper px-4 py-3 text-ink">
    <h4 className="text-13 text-ink-2">{title}</h4>
    {children}
  </section>
)

function changeInWords(before: Money, now: Money): string {
  const amount = exactly(now)
  if (before.currency !== now.currency) return amount
  const { amount: more } = minus(now, before)
  if (more === 0) return t('{amount}, the same', { amount })
  const difference = exactly({ amount: Math.abs(more), currency: now.currency })
  return more > 0
    ? t('{amount}, {difference} more', { amount, difference })
    : t('{amount}, {difference} less', { amount, difference })
}
