import { useQuery } from '@apollo/client/react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, type Money } from '../language/money.ts'
import { keyOf, plansOf } from '../offer/offer-fields.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { decodeRooms, guestsInWords } from '../stay/guests.ts'
import { useCurrency } from '../stay/memory.ts'
import type { Stay, StaySearch } from '../stay/search-params.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { SoldOut } from '../waiting/sold-out.tsx'
import { About } from './about.tsx'
import { canCombine } from './combination.ts'
import { Combine, goToCombine } from './combine.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { type Hotel, OFFERS } from './hotel-query.ts'
import { PriceSlip } from './price-slip.tsx'
import { Rooms } from './rooms.tsx'
import { StayPicker } from './stay-picker.tsx'
import { useCombination } from './use-combination.ts'

type OffersProps = { hotel: Hotel; stay: Stay | null; search: StaySearch; now: Date }

/** Its rooms at the price of the stay, and beside them the slip of the one chosen. */
export function Offers({ hotel, stay, search, now }: OffersProps) {
  const navigate = useNavigate()
  const currency = useCurrency()
  const [isChanging, setChanging] = useState(stay === null)
  // The price that was over, to compare the new one with: of that offer only.
  const [before, setBefore] = useState<{ key: string; total: Money } | null>(null)
  const { data, error, loading, refetch } = useQuery(OFFERS, {
    variables: {
      id: hotel.id,
      stay: { checkIn: stay?.checkIn ?? '', checkOut: stay?.checkOut ?? '' },
      rooms: stay?.rooms ?? [],
      currency,
    },
    skip: stay === null,
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
    errorPolicy: 'all',
  })
  const offers = data?.hotel?.offers ?? []
  const { combine, plan } = search
  const combination = useCombination({ hotel, stay, combine, plan, currency })
  const isCombining = combination.counts.size > 0
  const listed = offers.find((offer) => keyOf(offer) === search.offer) ?? offers[0] ?? null
  const chosen = isCombining ? combination.offer : listed
  const isAsking = isCombining ? combination.isAsking : loading

  const show = (changes: Partial<StaySearch>) =>
    void navigate({
      to: '/hotel/$hotelId',
      params: { hotelId: hotel.id },
      search: { ...search, ...changes },
      replace: true,
      resetScroll: false,
    })

  const book = () => {
    if (chosen) void navigate({ to: '/book', search: { offer: chosen.id } })
  }
  const askAgain = async () => {
    setBefore(chosen && { key: keyOf(chosen), total: chosen.total })
    await (isCombining ? combination.refetch() : refetch())
  }
  const rooms = decodeRooms(search.rooms ?? '2')
  const elsewhere = stay && <Elsewhere hotelId={hotel.id} stay={stay} />
  const isOver = chosen && Date.parse(chosen.expiresAt) <= now.getTime()
  return (
    <>
      <div className="mt-9 grid gap-12 lg:grid-cols-[minmax(0,1fr)_384px]">
        <div className="min-w-0">
          <About hotel={hotel} />
          <h2 className="mt-12">{t('Choose a room')}</h2>
          <div className="mb-4.5 flex flex-wrap items-center justify-between gap-x-4">
            <p className="text-14 text-ink-2">
              {stay
                ? t('{dates}, {guests}. Every price below is a total, taxes included.', {
                    dates: dayRange(stay.checkIn, stay.checkOut),
                    guests: guestsInWords(stay.rooms),
                  })
                : t('Choose dates to see the price of your stay.')}
            </p>
            <span className="flex flex-wrap gap-x-5">
              {stay && canCombine(hotel, stay.rooms) && (
                <Button look="text" small onPress={goToCombine}>
                  {t('Combine different rooms')}
                </Button>
              )}
              {!isChanging && (
                <Button look="text" small onPress={() => setChanging(true)}>
                  {t('Change dates or guests')}
                </Button>
              )}
            </span>
          </div>
          {isChanging && (
            <div className="mb-4.5">
              <StayPicker
                hotelId={hotel.id}
                isOurs={hotel.source === 'OWN'}
                dates={stay && { from: stay.checkIn, to: stay.checkOut }}
                rooms={rooms}
                onDone={() => setChanging(false)}
              />
            </div>
          )}
          {stay && loading && offers.length === 0 && (
            <div className="skeleton h-80 rounded-card" role="status" aria-label={t('Asking the hotel')} />
          )}
          {stay && !loading && error && offers.length === 0 && (
            <Trouble
              error={error}
              onRetry={() => void refetch()}
              stillWorks={t('The hotel’s prices are away for a moment. Reservations you made are safe.')}
            />
          )}
          {stay && !loading && !error && offers.length === 0 && <NoneFree hotel={hotel} search={search} />}
          {!chosen && !loading && elsewhere}
          {stay && offers.length > 0 && (
            <Rooms
              hotel={hotel}
              offers={offers}
              chosen={!isCombining && listed ? keyOf(listed) : null}
              now={now}
              onChoose={(offer) => show({ offer, combine: '', plan: '' })}
            />
          )}
          {stay && canCombine(hotel, stay.rooms) && (offers.length > 0 || !loading) && (
            <Combine
              roomTypes={hotel.roomTypes}
              guests={stay.rooms}
              combination={combination}
              onChange={(wanted) => show({ combine: wanted })}
              plans={plansOf(offers)}
              plan={plan}
              onPlan={(wanted) => show({ plan: wanted })}
              timeZone={hotel.timeZone}
              now={now}
            />
          )}
          {stay && !loading && <SoldOut hotel={hotel} stay={stay} currency={currency} now={now} />}
        </div>
        {isCombining && isAsking && !chosen && (
          <aside aria-hidden="true" className="max-lg:hidden">
            <div className="skeleton h-96 rounded-card" />
          </aside>
        )}
        {chosen && (
          <aside aria-label={t('Your price')}>
            <PriceSlip
              offer={chosen}
              now={now}
              before={before?.key === keyOf(chosen) ? before.total : null}
              isAsking={isAsking}
              onBook={book}
              onAskAgain={() => void askAgain()}
            >
              {elsewhere}
            </PriceSlip>
          </aside>
        )}
      </div>
      {chosen && !isOver && <FootBar total={chosen.total} onBook={book} />}
    </>
  )
}

const NoneFree = ({ hotel: { city }, search }: { hotel: Hotel; search: StaySearch }) => (
  <Quiet
    title={t('No room is free for these dates')}
    action={
      city && (
        <ButtonLink
          to="/search"
          search={{ city: city.id, checkIn: search.checkIn, checkOut: search.checkOut, rooms: search.rooms }}
        >
          {t('Other hotels in {city}', { city: city.name })}
        </ButtonLink>
      )
    }
  >
    {t('Other dates may have one: change them above.')}
  </Quiet>
)

/** On a narrow page the total and the way on stay in reach. */
const FootBar = ({ total, onBook }: { total: Money; onBook: () => void }) => (
  <div className="sticky bottom-0 z-3 -mx-(--gutter) mt-6 flex items-center justify-between border-t border-line bg-surface px-(--gutter) py-2.5 shadow-e3 lg:hidden">
    <span>
      <b className="price block text-21!">{exactly(total)}</b>
      <span className="text-13 text-ink-2">{t('total, taxes included')}</span>
    </span>
    <Button onPress={onBook}>{t('Book')}</Button>
  </div>
)
