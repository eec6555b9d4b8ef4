import { useQuery } from '@apollo/client/react'

import { longDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly } from '../language/money.ts'
import { Trouble } from '../shell/trouble.tsx'
import { Note, Tag } from '../ui/note.tsx'
import type { Desk } from './desk-query.ts'
import { type NightlyRate, NIGHTS, RATES } from './nights-words.ts'

type Props = { hotelId: string; kind: Desk['roomTypes'][number]; from: string; to: string }

/** Night by night: the price of two guests, how many rooms are planned, taken and left, and whether they are sold at all. */
export function NightsTable({ hotelId, kind, from, to }: Props) {
  const asked = useQuery(NIGHTS, {
    variables: { hotelId, roomTypeId: kind.id, from, to },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const priced = useQuery(RATES, {
    variables: { roomTypeId: kind.id, from, to },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  })
  const desk = asked.data?.hotelDesk
  const answer = desk?.__typename === 'HotelDesk' ? desk.nights : desk
  const rates = priced.data?.hotelRates
  const rateOf = new Map(rates?.__typename === 'HotelRates' ? rates.nights.map((rate) => [rate.date, rate]) : [])
  if (!answer && asked.loading)
    return <div className="skeleton h-[600px] rounded-card" role="status" aria-label={t('Loading the nights')} />
  if (!answer) return <Trouble error={asked.error} onRetry={() => void asked.refetch()} />
  if (answer.__typename !== 'DeskNights') return <Note tone="sun">{answer.message}</Note>
  const number = 'px-2 py-2.5 text-end md:px-3'
  return (
    <>
      {!priced.loading && rates?.__typename !== 'HotelRates' && (
        <Note tone="sun" className="mb-4" live>
          {rates?.message ?? t('The prices are away for a moment. What is on sale stands below.')}
        </Note>
      )}
      <div className="card overflow-hidden">
        <table className="w-full text-14">
          <caption className="sr-only">{t('{kind}: nights, prices and rooms', { kind: kind.name })}</caption>
          <thead>
            <tr className="border-b border-line bg-sunken text-13 text-ink-2">
              <th scope="col" className="px-3 py-2.5 text-start font-[550] md:px-5">
                {t('Night')}
              </th>
              <th scope="col" className={`${number} font-[550]`}>
                {t('Price')}
              </th>
              <th scope="col" className={`${number} font-[550] max-md:hidden`}>
                {t('Planned')}
              </th>
              <th scope="col" className={`${number} font-[550] max-md:hidden`}>
                {t('Out of order')}
              </th>
              <th scope="col" className={`${number} font-[550]`}>
                {t('Taken')}
              </th>
              <th scope="col" className={`${number} font-[550] max-md:pe-3 md:pe-5`}>
                {t('Left')}
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.nights.map(({ date, planned, outOfOrder, closed, held, sold, left }) => (
              <tr key={date} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-2.5 text-start font-[600] md:px-5">
                  {longDay(date)}
                </th>
                <td className={number}>
                  <Price rate={rateOf.get(date)} />
                </td>
                <td className={`${number} max-md:hidden`}>{planned}</td>
                <td className={`${number} max-md:hidden ${outOfOrder === 0 ? 'text-ink-3' : ''}`}>{outOfOrder}</td>
                <td className={number}>
                  {sold + held}
                  {held > 0 && <span className="block text-13 text-ink-2">{t('{held} held', { held })}</span>}
                </td>
                <td className={`${number} max-md:pe-3 md:pe-5`}>
                  {closed ? <Tag>{t('Closed')}</Tag> : <b className="font-[600]">{left}</b>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2 text-13 text-ink-3">
        {t(
          'Prices are for two guests, before rate plan and taxes. Taken: sold, and held while a payment is under way or for the waiting list.',
        )}
      </p>
    </>
  )
}

function Price({ rate }: { rate: NightlyRate | undefined }) {
  if (!rate) return <span className="text-ink-3">–</span>
  const { price, standard, decided } = rate
  return (
    <>
      <span className={decided ? 'font-[600]' : ''}>{exactly(price)}</span>
      {decided && (
        <span className="block text-13 text-ink-2">
          {decided.ofStandardBps === null
            ? t('instead of {standard}', { standard: exactly(standard) })
            : t('{percent}% of {standard}', { percent: decided.ofStandardBps / 100, standard: exactly(standard) })}
        </span>
      )}
    </>
  )
}
