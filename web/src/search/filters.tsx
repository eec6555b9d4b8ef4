import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { FILTERS, type HotelSearch, listOf } from '../stay/search-params.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Done, Sheet } from '../ui/sheet.tsx'
import { Chip, countOf, type Facets, toggled } from './filter-chip.tsx'
import { AllFilters, type Change } from './filter-sheet.tsx'
import { limitInWords } from './price-range.tsx'

type Props = { search: HotelSearch; facets: Facets | undefined; total: number | undefined; currency: string }

function useChange(search: HotelSearch): Change {
  const navigate = useNavigate()
  return (patch) => void navigate({ to: '/search', search: { ...search, ...patch }, replace: true, resetScroll: false })
}

/** The filters most people want as chips with their counts, and all of them in a sheet. */
export function Filters({ search, facets, total, currency }: Props) {
  const [isOpen, setOpen] = useState(false)
  const change = useChange(search)
  const limit = limitInWords(search, currency)
  const active = FILTERS.filter((name) => search[name]).length
  const upper = (facets?.stars ?? []).filter(({ stars }) => stars >= 4).reduce((sum, { count }) => sum + count, 0)
  return (
    <div
      role="group"
      aria-label={t('Filters')}
      className="-mx-(--gutter) my-4.5 flex gap-2 overflow-x-auto px-(--gutter) py-1 [scrollbar-width:none] md:mx-0 md:flex-wrap md:overflow-visible md:px-0"
    >
      <AriaButton className="chip" onPress={() => setOpen(true)}>
        <Icon name="filters" size={18} /> {t('Filters')} {active > 0 && <small>{active}</small>}
      </AriaButton>
      {limit && (
        <Chip isSelected count={total} onPress={() => change({ min: '', max: '' })}>
          {limit.charAt(0).toLocaleUpperCase() + limit.slice(1)}
        </Chip>
      )}
      <Chip
        isSelected={search.free === '1'}
        count={facets?.freeCancellation}
        onPress={() => change({ free: search.free ? '' : '1' })}
      >
        {t('Free cancellation')}
      </Chip>
      <Chip
        isSelected={listOf(search.boards).includes('BREAKFAST')}
        count={facets?.boards.find(({ board }) => board === 'BREAKFAST')?.count}
        onPress={() => change({ boards: toggled(search.boards, 'BREAKFAST') })}
      >
        {t('Breakfast')}
      </Chip>
      <Chip
        isSelected={search.stars === '4,5'}
        count={facets && upper}
        onPress={() => change({ stars: search.stars === '4,5' ? '' : '4,5' })}
      >
        {t('4–5 stars')}
      </Chip>
      <Chip
        isSelected={search.rating === '8'}
        count={facets?.guestRatings.find(({ from }) => from === 8)?.count}
        onPress={() => change({ rating: search.rating === '8' ? '' : '8' })}
      >
        {t('Rated 8 or more')}
      </Chip>
      <Chip
        isSelected={listOf(search.amenities).includes('POOL')}
        count={countOf(facets, 'POOL')}
        onPress={() => change({ amenities: toggled(search.amenities, 'POOL') })}
      >
        {t('Pool')}
      </Chip>
      <Sheet
        title={t('Filters')}
        isOpen={isOpen}
        onOpenChange={setOpen}
        foot={
          <div className="flex items-center gap-4">
            <Button
              look="text"
              className="shrink-0"
              isDisabled={active === 0}
              onPress={() => change(Object.fromEntries(FILTERS.map((name) => [name, ''])) as never)}
            >
              {t('Clear all')}
            </Button>
            <Done onPress={() => setOpen(false)}>
              {total === undefined
                ? t('Counting')
                : t('Show {count, plural, one {# hotel} other {# hotels}}', { count: total })}
            </Done>
          </div>
        }
      >
        <AllFilters search={search} facets={facets} currency={currency} change={change} />
      </Sheet>
    </div>
  )
}
