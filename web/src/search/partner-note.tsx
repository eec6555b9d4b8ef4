import { useApolloClient } from '@apollo/client/react'
import { useEffect, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { type Results, SEARCH_HOTELS, type Where } from './search-query.ts'

const ASK_AGAIN_MS = [4_000, 10_000]

type Props = { results: Results; where: Where; onAdd: () => void }

/** Says which partners are missing, asks again behind the page, and offers what came: the list never changes by itself. */
export function PartnerNote({ results, where, onAdd }: Props) {
  const client = useApolloClient()
  const [more, setMore] = useState(0)
  const { partners, totalCount } = results
  const missing = partners.filter(({ status }) => status !== 'COMPLETE').length
  const question = JSON.stringify(where)

  useEffect(() => {
    if (missing === 0) return
    let over = false
    const timers = ASK_AGAIN_MS.map((wait) =>
      setTimeout(async () => {
        const { data } = await client.query({
          query: SEARCH_HOTELS,
          variables: { where, sort: 'RECOMMENDED', first: 1 },
          fetchPolicy: 'no-cache',
          errorPolicy: 'all',
        })
        if (!over && data?.searchHotels) setMore(data.searchHotels.totalCount - totalCount)
      }, wait),
    )
    return () => {
      over = true
      timers.forEach(clearTimeout)
    }
    // The question's text stands for the question.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, question, missing, totalCount])

  if (missing === 0) return null
  const isComing = partners.some(({ status }) => status === 'TIMEOUT' || status === 'PARTIAL')
  return (
    <Note live className="mb-4.5">
      <div className="items-center justify-between gap-4 md:flex">
        <p className="min-w-0">
          <b>{missingInWords(partners)}</b>{' '}
          {isComing
            ? t(
                'You see {count, plural, one {# hotel} other {# hotels}} now; we will offer to add theirs, never reshuffle the list while you read.',
                { count: totalCount },
              )
            : t('You see {count, plural, one {# hotel} other {# hotels}} without theirs.', { count: totalCount })}
        </p>
        {/* Its place is kept from the start, so that nothing moves when there is something to add. */}
        {isComing && (
          <span className={`mt-2 block shrink-0 md:mt-0 ${more > 0 ? '' : 'invisible'}`}>
            <Button look="outline" small isDisabled={more <= 0} onPress={onAdd}>
              {t('Add {count, plural, one {# more hotel} other {# more hotels}}', { count: Math.max(more, 0) })}
            </Button>
          </span>
        )}
      </div>
    </Note>
  )
}

function missingInWords(partners: Results['partners']): string {
  const missing = partners.filter(({ status }) => status !== 'COMPLETE')
  const [first] = missing
  if (missing.length > 1 || !first) {
    return t('{missing} of {asked} partners have not answered yet.', {
      missing: missing.length,
      asked: partners.length,
    })
  }
  const partner = first.name
  if (first.status === 'TIMEOUT') return t('{partner} has not answered yet.', { partner })
  if (first.status === 'PARTIAL') return t('{partner} has answered only in part.', { partner })
  return t('{partner} cannot be reached at the moment.', { partner })
}
