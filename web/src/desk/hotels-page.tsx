import { useQuery } from '@apollo/client/react'
import { Link } from '@tanstack/react-router'

import { graphql } from '../graph/graphql.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Quiet, Trouble } from '../shell/trouble.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Photo } from '../ui/photo.tsx'
import { OnlyStaff } from './only-staff.tsx'

const POSTS = graphql(`
  query HotelPosts {
    me { id staffOf { role hotel { id name address { city country } } } }
  }
`) // prettier-ignore

/** The hotels somebody works for: the way to the desk of each. */
export function HotelsPage() {
  useTitle(t('Hotel desk'))
  return (
    <OnlyStaff title={t('Hotel desk')}>
      {() => (
        <div className="max-w-4xl">
          <h1 className="mt-3 mb-6 md:mt-6">{t('Hotel desk')}</h1>
          <Posts />
        </div>
      )}
    </OnlyStaff>
  )
}

function Posts() {
  const { data, error, loading, refetch } = useQuery(POSTS, { fetchPolicy: 'cache-and-network', errorPolicy: 'all' })
  const posts = data?.me?.staffOf
  if (!posts && loading) return <div className="skeleton h-24" role="status" aria-label={t('Loading your hotels')} />
  if (!posts) return <Trouble error={error} onRetry={() => void refetch()} />
  if (posts.length === 0)
    return (
      <Quiet title={t('You work for no hotel here')} action={<ButtonLink to="/">{t('Search hotels')}</ButtonLink>}>
        {t('Whoever manages a hotel can add you, by the address of your account.')}
      </Quiet>
    )
  return (
    <ul className="grid gap-2.5">
      {posts.map(({ hotel, role }) => (
        <li key={hotel.id}>
          <Link
            to="/desk/$hotelId"
            params={{ hotelId: hotel.id }}
            className="card flex items-center gap-4 p-4 hover:bg-brand-soft"
          >
            <span className="picture h-16 w-24 shrink-0 overflow-hidden rounded-control bg-sunken">
              <Photo src={`/pictures/${hotel.id}/facade.svg`} alt="" width="600" height="400" />
            </span>
            <span className="min-w-0 flex-1">
              {/* Names are the hotels' to tell: while they are away the desk opens all the same. */}
              <span className="block font-[600]">{hotel.name ?? hotel.id}</span>
              <span className="block text-14 text-ink-2">
                {[hotel.address?.city, role === 'MANAGER' ? t('You manage it') : t('You work at its desk')]
                  .filter(Boolean)
                  .join('. ')}
              </span>
            </span>
            <Icon name="right" size={18} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
