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
  return (
    <Note live className="mb-4.5">
      <b>
        {partners.length === 1
          ? t('{partner} has not answered yet.', { partner: partners[0]?.name ?? '' })
          : t(
              '{missing} of {asked, plural, one {one partner} other {# partners}} {missing, plural, one {has} other {have}} not answered yet.',
              { missing, asked: partners.length },
            )}
      </b>{' '}
      {t(
        'You see {count, plural, one {# hotel} other {# hotels}} now; we will offer to add theirs, never reshuffle the list while you read.',
        { count: totalCount },
      )}
      {more > 0 && (
        <span className="mt-3 block">
          <Button look="outline" small onPress={onAdd}>
            {t('Add {count, plural, one {# more hotel} other {# more hotels}}', { count: more })}
          </Button>
        </span>
      )}
    </Note>
  )
}
