import { useId } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { alike, exactly, type Money, spoken } from '../language/money.ts'
import { keyOf, type Offer, roomsOf } from '../offer/offer-fields.ts'
import { refundSteps, stepAt } from '../offer/terms.ts'
import { bedsInWords, boardName, cancellationInWords } from '../offer/words.ts'
import { nightsInWords } from '../stay/guests.ts'
import { Icon } from '../ui/icon.tsx'
import { Photo } from '../ui/photo.tsx'
import type { Hotel } from './hotel-query.ts'

type Props = {
  hotel: Hotel
  offers: readonly Offer[]
  chosen: string | null
  onChoose: (key: string) => void
  now: Date
}

/** Each room holds its offers as radio rows; one choice over all rooms. */
export function Rooms({ hotel, offers, chosen, onChoose, now }: Props) {
  const write = alike(offers.map(({ shownTotal }) => shownTotal))
  const rooms = Map.groupBy(offers, ({ roomType, roomName }) => roomType?.id ?? roomName)
  return (
    <RadioGroup aria-label={t('Rooms and prices')} value={chosen} onChange={onChoose} className="grid gap-4.5">
      {[...rooms].map(([key, group]) => (
        <Room key={key} hotel={hotel} offers={group} now={now} write={write} />
      ))}
    </RadioGroup>
  )
}

type Write = (money: Money) => string

function Room({ hotel, offers, now, write }: { hotel: Hotel; offers: readonly Offer[]; now: Date; write: Write }) {
  const title = useId()
  const [first] = offers
  if (!first) return null
  const { roomType, roomsLeft } = first
  // A partner tells no picture of each room: the same one beside every price would say nothing.
  const photo = roomType?.photo
  const facts = [
    roomType?.areaSqm ? t('{area} m²', { area: roomType.areaSqm }) : '',
    roomType ? bedsInWords(roomType.beds) : '',
    roomType ? t('for up to {count, plural, one {# guest} other {# guests}}', { count: roomType.maxGuests }) : '',
  ].filter(Boolean)
  return (
    <section
      role="group"
      aria-labelledby={title}
      className={`card grid overflow-hidden ${photo ? 'md:grid-cols-[188px_minmax(0,1fr)]' : ''}`}
    >
      {photo && (
        <div className="picture h-42 bg-sunken md:relative md:h-auto">
          <Photo
            src={photo.thumbnailUrl}
            alt=""
            loading="lazy"
            width="600"
            height="400"
            className="md:absolute md:inset-0"
          />
        </div>
      )}
      <div>
        <div className="px-4 pt-4.5 pb-3 md:px-5">
          <h3 id={title} className="text-21">
            {roomsOf(first)}
          </h3>
          <p className="text-14 text-ink-2">
            {facts.join(', ')}
            {facts.length > 0 && '. '}
            {roomsLeft !== null &&
              roomsLeft <= 5 &&
              t('{count, plural, one {# room} other {# rooms}} left for these dates.', { count: roomsLeft })}
          </p>
        </div>
        {offers.map((offer) => (
          <OfferRow key={keyOf(offer)} offer={offer} timeZone={hotel.timeZone} now={now} write={write} />
        ))}
      </div>
    </section>
  )
}

function OfferRow({ offer, timeZone, now, write }: { offer: Offer; timeZone: string; now: Date; write: Write }) {
  const { free, text } = cancellationInWords(offer.cancellation, offer.payNow, timeZone, now, true)
  const converted = offer.shownTotal.currency !== offer.total.currency
  return (
    <Radio value={keyOf(offer)} className="offer-row">
      <span className="offer-dot" aria-hidden="true" />
      <span className="min-w-0">
        <b className="block font-[600]">{boardName(offer.board)}</b>
        <span className={`flex items-start gap-1.5 text-14 ${free ? 'text-ok' : 'text-ink-2'}`}>
          <span className="pt-0.5">
            <Icon name={free ? 'check' : 'info'} size={16} />
          </span>
          {text}
        </span>
        <span className="block text-13 text-ink-2">{consequence(offer, free, now)}</span>
      </span>
      <span className="text-end">
        <span className="price block text-21!">
          <span aria-hidden="true">{write(offer.shownTotal)}</span>
          <span className="sr-only">{t('{amount} total, taxes included', { amount: spoken(offer.shownTotal) })}</span>
        </span>
        <span className="block text-13 text-ink-2">
          {t('{nights}, taxes incl.', { nights: nightsInWords(offer.nights.length) })}
        </span>
        {converted && <span className="block text-13 text-ink-3">{exactly(offer.total)}</span>}
      </span>
    </Radio>
  )
}

/** What cancelling would mean, said before it is chosen. */
function consequence({ cancellation, payNow }: Offer, free: boolean, now: Date): string {
  if (free) return t('Pay now, refunded in full if you cancel in time')
  const steps = refundSteps(cancellation, payNow)
  const step = steps[stepAt(steps, now.getTime())]
  return step?.kind === 'PART'
    ? t('You would lose {fee} if you cancel today', { fee: exactly(step.fee) })
    : t('You would lose the full price if you cancel')
}
