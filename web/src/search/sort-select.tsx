import { useNavigate } from '@tanstack/react-router'

import { t } from '../language/i18n.ts'
import type { HotelSearch, Sort } from '../stay/search-params.ts'
import { type Choice, Select } from '../ui/select.tsx'

const SORT_CHOICES: Choice<Sort>[] = [
  { key: 'RECOMMENDED', label: 'recommended', detail: 'Rating, then distance. Nobody pays to be higher.' },
  { key: 'PRICE', label: 'lowest total', detail: 'Taxes included.' },
  { key: 'DISTANCE', label: 'nearest', detail: 'From the centre.' },
  { key: 'GUEST_RATING', label: 'guest rating', detail: 'The best first.' },
  { key: 'STARS', label: 'stars', detail: 'The most first.' },
]

/** The order of the list, each choice saying what it does. */
export function SortSelect({ search, value }: { search: HotelSearch; value: Sort }) {
  const navigate = useNavigate()
  return (
    <Select
      look="chip"
      label={t('Sort: {order}', { order: t(SORT_CHOICES.find(({ key }) => key === value)?.label ?? '') })}
      prefix={<span>{t('Sort:')}</span>}
      choices={SORT_CHOICES.map(({ key, label, detail }) => ({
        key,
        label: t(label),
        ...(detail ? { detail: t(detail) } : {}),
      }))}
      value={value}
      onChange={(sort) =>
        void navigate({ to: '/search', search: { ...search, sort }, replace: true, resetScroll: false })
      }
    />
  )
}
