import { useState } from 'react'

import { timeOfDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { boardName } from '../offer/words.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { JoinSheet } from '../waiting/join-sheet.tsx'
import { roomsPage, useAlternatives } from './alternatives.ts'
import { checkoutOf, type CheckoutRefusal } from './checkout-store.ts'
import { NewPrice } from './new-price.tsx'
import type { ShownOffer } from './offer-token.ts'

type Props = {
  offer: ShownOffer
  refusal: CheckoutRefusal
  /** Another offer of the same room was accepted: its token. */
  onTake: (token: string) => void
  /** Pay this offer again, with another card and a fresh key. */
  onPayAgain: () => void
  isOpening: boolean
}

/** Why the booking was refused, and what can be done about it. Nothing is charged in any of these cases. */
export function RefusalPanel({ offer, refusal, onTake, onPayAgain, isOpening }: Props) {
  const back = (words = t('Back to rooms'), look: 'lead' | 'outline' = 'outline') => (
    <ButtonLink look={look} small {...roomsPage(offer)}>
      {words}
    </ButtonLink>
  )
  switch (refusal.kind) {
    case 'RoomTaken':
      return <RoomTaken offer={offer} />
    case 'WaitingOfferOver':
      return (
        <Panel
          assertive
          tone="sun"
          icon="bed"
          title={t('The room is no longer held for you')}
          actions={back(t('See the hotel’s rooms'), 'lead')}
        >
          {refusal.message || t('It went to the next in line. You have not been charged. You can join the list again.')}
        </Panel>
      )
    case 'OfferExpired':
      return (
        <NewPrice
          offer={offer}
          refusal={refusal}
          onTake={onTake}
          title={t('This price was held until {until}', { until: timeOfDay(offer.expiresAt) })}
        />
      )
    case 'PriceChanged':
      return (
        <NewPrice
          offer={offer}
          refusal={refusal}
          onTake={onTake}
          title={t('The price changed while you were booking')}
          sideBySide
        />
      )
    case 'PaymentDeclined':
      return (
        <Panel
          assertive
          tone="danger"
          icon="lock"
          title={t('Your bank declined the payment')}
          actions={
            <>
              <Button small onPress={onPayAgain} isPending={isOpening}>
                {t('Try another card')}
              </Button>
              {back()}
            </>
          }
        >
          {reasonInWords(refusal.detail)}{' '}
          {t('You have not been charged. The price still holds until {until}.', { until: timeOfDay(offer.expiresAt) })}
        </Panel>
      )
    case 'CameToNothing':
      return (
        <Panel
          assertive
          tone="danger"
          icon="info"
          title={t('The booking came to nothing')}
          actions={
            <>
              <Button small onPress={onPayAgain} isPending={isOpening}>
                {t('Try again')}
              </Button>
              <ButtonLink look="outline" small to="/find" search={refusal.detail ? { reference: refusal.detail } : {}}>
                {t('See what happened')}
              </ButtonLink>
            </>
          }
        >
          {t(
            'It was not approved in time, or the hotel could not confirm it. Nothing was charged, or it was given back at once.',
          )}
        </Panel>
      )
    case 'InvalidStay':
      return (
        <Panel
          assertive
          tone="sun"
          icon="calendar"
          title={t('These dates cannot be booked')}
          actions={back(t('Choose other dates'), 'lead')}
        >
          {refusal.message} {t('Nothing is charged.')}
        </Panel>
      )
    case 'IdempotencyConflict':
      return (
        <Panel
          assertive
          tone="info"
          icon="info"
          title={t('This booking was already sent with other details')}
          actions={
            <>
              <ButtonLink small to="/find">
                {t('Find a reservation')}
              </ButtonLink>
              {back()}
            </>
          }
        >
          {t('It may be confirmed already: look in your email before you book again.')}
        </Panel>
      )
    case 'InvalidGuest':
      return (
        <Panel assertive tone="danger" icon="people" title={t('One of your entries cannot be used')}>
          {refusal.message} {t('Nothing is charged.')}
        </Panel>
      )
    case 'OfferInvalid':
      return <NotOurs offer={offer} />
    case 'NoCard':
      return (
        <Panel assertive tone="info" icon="lock" title={t('You came back without a card')}>
          {t('Nothing is charged. Your entries are still here; the button below opens your bank’s page again.')}
        </Panel>
      )
  }
}

const REASONS: Record<string, string> = {
  insufficient_funds: 'It said: there is not enough money on the card.',
  expired_card: 'It said: the card has expired.',
  incorrect_cvc: 'It said: the security code is wrong.',
  processing_error: 'It said: something failed while it was checking the card.',
  lost_card: 'It said: this card cannot be used.',
  stolen_card: 'It said: this card cannot be used.',
  authentication_required: 'It said: the payment was not approved by you.',
  authentication_failed: 'It said: the payment was not approved by you.',
}
const reasonInWords = (code: string | null): string => t((code && REASONS[code]) || 'It gave no reason.')

function RoomTaken({ offer }: { offer: ShownOffer }) {
  const { isAsking, otherRooms: count } = useAlternatives(offer)
  const [isJoining, setJoining] = useState(false)
  const entries = checkoutOf(offer.id).get()?.entries
  return (
    <>
      <Panel
        assertive
        tone="sun"
        icon="bed"
        title={t('That room has just been booked')}
        actions={
          <>
            <ButtonLink small {...roomsPage(offer)}>
              {count > 0
                ? t('{count, plural, one {See the other room} other {See the # rooms}}', { count })
                : t('Change dates')}
            </ButtonLink>
            {offer.soldBy === null && !offer.isRoomHeld && (
              <Button look="outline" small onPress={() => setJoining(true)}>
                {t('Tell me when a room is free')}
              </Button>
            )}
          </>
        }
      >
        {t('Someone booked the last room of this kind a moment ago. You have not been charged.')}{' '}
        <span role="status">
          {isAsking && t('We are asking which other rooms are free.')}
          {!isAsking &&
            count > 0 &&
            t('{count, plural, one {One similar room is} other {# similar rooms are}} free for your dates.', { count })}
        </span>
      </Panel>
      <JoinSheet
        roomName={offer.roomName}
        wishes={[{ offerId: offer.token, words: boardName(offer.board), terms: '', total: offer.total }]}
        known={entries}
        isOpen={isJoining}
        onOpenChange={setJoining}
      />
    </>
  )
}

export function NotOurs({ offer }: { offer: ShownOffer | null }) {
  return (
    <Panel
      assertive
      tone="danger"
      icon="document"
      title={t('This is not an offer of ours')}
      level={offer ? 3 : 2}
      actions={
        offer ? (
          <ButtonLink small {...roomsPage(offer)}>
            {t('Back to rooms')}
          </ButtonLink>
        ) : (
          <ButtonLink small to="/">
            {t('Search hotels')}
          </ButtonLink>
        )
      }
    >
      {t('The link is incomplete, or it was changed on its way. Nothing is charged. The same room can be found again.')}
    </Panel>
  )
}
