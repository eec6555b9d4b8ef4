import { useApolloClient } from '@apollo/client/react'
import { useEffect, useState } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { type Results, SEARCH_HOTELS, type Where } from './search-query.ts'

/** Before the partners are asked again, with all the time they have: at once where one is still at it. */
const PAUSES_MS = [4_000, 6_000]

type Props = { results: Results; where: Where; onAdd: () => void }

/** Says which partners are missing, asks again behind the page, and offers what came: the list never changes by itself. */
export function PartnerNote({ results, where, onAdd }: Props) {
  const client = useApolloClient()
  const [later, setLater] = useState<Results | null>(null)
  const { totalCount } = results
  const isPending = results.partners.some(({ status }) => status === 'PENDING')
  const isMissing = results.partners.some(({ status }) => status !== 'COMPLETE')
  const question = JSON.stringify(where)

  useEffect(() => {
    if (!isMissing) return
    const left = new AbortController()
    const askAgain = async () => {
      for (const pause of isPending ? [0, ...PAUSES_MS] : PAUSES_MS) {
        await new Promise((resolve) => setTimeout(resolve, pause))
        if (left.signal.aborted) return
        const { data } = await client.query({
          query: SEARCH_HOTELS,
          variables: { where, sort: 'RECOMMENDED', first: 1 },
          fetchPolicy: 'no-cache',
          errorPolicy: 'all',
        })
        if (left.signal.aborted || !data?.searchHotels) continue
        setLater(data.searchHotels)
        if (data.searchHotels.partners.every(({ status }) => status === 'COMPLETE')) return
      }
    }
    void askAgain()
    return () => left.abort()
    // The question's text stands for the question.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, question, isPending, isMissing])

  // There is no list yet that could change under anybody's eyes.
  const isFirst = totalCount === 0 && isPending && later !== null
  useEffect(() => {
    if (isFirst) onAdd()
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isFirst])

  const { partners } = later ?? results
  const more = later ? later.totalCount - totalCount : 0
  const isWhole = partners.every(({ status }) => status === 'COMPLETE')
  if (!isMissing || (totalCount === 0 && isPending) || (isWhole && more <= 0)) return null
  const isComing = more > 0 || partners.some(({ status }) => coming.has(status))
  return (
    <Note live className="mb-4.5">
      <div className="items-center justify-between gap-4 md:flex">
        <p className="min-w-0">
          <b>{isWhole ? t('Every partner has answered now.') : missingInWords(partners)}</b>{' '}
          {isWhole
            ? t('You see {count, plural, one {# hotel} other {# hotels}}: the list never changes while you read.', {
                count: totalCount,
              })
            : isComing
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

/** Of these there may be more in a moment. */
const coming = new Set(['PENDING', 'TIMEOUT', 'PARTIAL'])

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
  if (first.status === 'TIMEOUT' || first.status === 'PENDING') return t('{partner} has not answered yet.', { partner })
  if (first.status === 'PARTIAL') return t('{partner} has answered only in part.', { partner })
  return t('{partner} cannot be reached at the moment.', { partner })
}
