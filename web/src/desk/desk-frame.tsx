import { useQuery } from '@apollo/client/react'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'

import { renewToken, useSession } from '../graph/session.ts'
import { dateIn, longDay, timeOfDay, zoneName } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import { type Desk, DESK } from './desk-query.ts'
import { OnlyStaff } from './only-staff.tsx'

type Props = { title: string; children: (desk: Desk) => ReactNode }

/** What every page of a hotel's desk stands in: the hotel, its date and time, the ways between the pages. */
export function DeskFrame({ title, children }: Props) {
  useTitle(title)
  return <OnlyStaff title={t('Hotel desk')}>{() => <Opened title={title}>{children}</Opened>}</OnlyStaff>
}

function Opened({ title, children }: Props) {
  const { hotelId = '' } = useParams({ strict: false })
  const { data, error, loading, refetch } = useQuery(DESK, { variables: { hotelId }, fetchPolicy: 'cache-and-network' })
  const answer = data?.hotelDesk
  // Who was just made staff holds a token that does not say so yet: a new one does.
  const renewed = useRef(false)
  const isStranger = answer?.__typename === 'NotHotelStaff'
  useEffect(() => {
    if (!isStranger || renewed.current) return
    renewed.current = true
    void renewToken().then(() => refetch())
  }, [isStranger, refetch])

  if (answer?.__typename === 'HotelDesk') {
    return (
      <>
        <Head desk={answer} title={title} />
        {children(answer)}
      </>
    )
  }
  if (loading || (isStranger && !renewed.current))
    return <div className="skeleton h-96 rounded-card" role="status" aria-label={t('Opening the desk')} />
  if (!answer || answer.__typename === 'TryAgainLater')
    return (
      <Trouble
        alone
        error={error}
        onRetry={() => void refetch()}
        stillWorks={t('The desk does not answer for a moment. What guests booked is safe.')}
      />
    )
  return (
    <Quiet
      alone
      title={t('You do not work for this hotel')}
      action={<ButtonLink to="/desk">{t('Your hotels')}</ButtonLink>}
    >
      {t('Whoever manages the hotel can add you, by the address of your account.')}
    </Quiet>
  )
}

type DeskPage = {
  to:
    | '/desk/$hotelId'
    | '/desk/$hotelId/nights'
    | '/desk/$hotelId/rooms'
    | '/desk/$hotelId/photos'
    | '/desk/$hotelId/people'
  words: string
  managersOnly?: boolean
}
const PAGES: readonly DeskPage[] = [
  { to: '/desk/$hotelId', words: 'Guests' },
  { to: '/desk/$hotelId/nights', words: 'Nights and rates' },
  { to: '/desk/$hotelId/rooms', words: 'Rooms' },
  { to: '/desk/$hotelId/photos', words: 'Photographs' },
  { to: '/desk/$hotelId/people', words: 'People', managersOnly: true },
]

/** On a narrow screen the row of pages is longer than it: the one that is open stands in sight. */
const showCurrent = (row: HTMLElement | null) =>
  row?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' })

function Head({ desk: { hotel, name, timeZone }, title }: { desk: Desk; title: string }) {
  const now = useNow()
  const session = useSession()
  const posts = session.kind === 'customer' ? session.customer.staffOf : []
  const isManager = posts.some((post) => post.hotel.id === hotel.id && post.role === 'MANAGER')
  return (
    <>
      <p className="mt-3 text-14 text-ink-2 md:mt-6">
        {t('{hotel}, {day}, {time} ({zone})', {
          hotel: name,
          day: longDay(dateIn(timeZone, now)),
          time: timeOfDay(now.toISOString(), timeZone),
          zone: zoneName(timeZone),
        })}
      </p>
      <h1>{title}</h1>
      <nav ref={showCurrent} aria-label={t('Desk')} className="scroll-row mt-4 mb-7 flex gap-1 border-b border-line">
        {PAGES.filter(({ managersOnly }) => isManager || !managersOnly).map(({ to, words }) => (
          <Link
            key={to}
            to={to}
            params={{ hotelId: hotel.id }}
            activeOptions={{ exact: true, includeSearch: false }}
            className="-mb-px border-b-[3px] border-transparent px-2 py-3 text-14 font-[550] whitespace-nowrap md:px-3 md:text-16 text-ink-2 hover:text-ink aria-[current=page]:border-brand-ink aria-[current=page]:text-brand-ink"
          >
            {t(words)}
          </Link>
        ))}
      </nav>
    </>
  )
}
