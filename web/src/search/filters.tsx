import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import {
  Button as AriaButton,
  Label,
  Slider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
  ToggleButton,
} from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { briefly, type Money } from '../language/money.ts'
import { AMENITIES, type Amenity, type Board, boardName } from '../offer/words.ts'
import { type HotelSearch, listOf } from '../stay/search-params.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Done, Sheet } from '../ui/sheet.tsx'
import type { Results } from './search-query.ts'

type Facets = Results['facets']
type Change = (patch: Partial<HotelSearch>) => void
type Props = { search: HotelSearch; facets: Facets | undefined; total: number | undefined; currency: string }

const FILTERS = ['stars', 'amenities', 'boards', 'free', 'max', 'name'] as const

/** Adds the value to a list of an address, or takes it out. */
function toggled(list: string | undefined, value: string): string {
  const values = listOf(list)
  return (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]).join(',')
}

function useChange(search: HotelSearch): Change {
  const navigate = useNavigate()
  return (patch) => void navigate({ to: '/search', search: { ...search, ...patch }, replace: true, resetScroll: false })
}

/** The filters most people want as chips with their counts, and all of them in a sheet. */
export function Filters({ search, facets, total, currency }: Props) {
  const [isOpen, setOpen] = useState(false)
  const change = useChange(search)
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
      {search.max && (
        <Chip isSelected count={total} onPress={() => change({ max: '' })}>
          {t('Up to {amount}', { amount: briefly({ amount: Number(search.max), currency }) })}
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

const countOf = (facets: Facets | undefined, amenity: Amenity) =>
  facets?.amenities.find((facet) => facet.amenity === amenity)?.count ?? (facets ? 0 : undefined)

/** Pressed or not, with how many hotels it would leave. None: it cannot be pressed, but stays where it was. */
function Chip({
  isSelected,
  count,
  onPress,
  children,
}: {
  isSelected: boolean
  count: number | undefined
  onPress: () => void
  children: string
}) {
  return (
    <ToggleButton className="chip" isSelected={isSelected} isDisabled={count === 0 && !isSelected} onChange={onPress}>
      {children} {count !== undefined && <small>{count}</small>}
    </ToggleButton>
  )
}

function AllFilters({
  search,
  facets,
  currency,
  change,
}: {
  search: HotelSearch
  facets: Facets | undefined
  currency: string
  change: Change
}) {
  const group = 'mb-7'
  const title = 'mb-3 text-18 font-[600]'
  return (
    <>
      {facets?.price && (
        <div className={group}>
          <PriceTo
            lowest={facets.price.lowest}
            highest={facets.price.highest}
            value={search.max ? Number(search.max) : null}
            onChange={(max) => change({ max: max === null ? '' : String(max) })}
            currency={currency}
          />
        </div>
      )}
      <section className={group}>
        <h3 className={title}>{t('Stars')}</h3>
        <div className="flex flex-wrap gap-2">
          {[5, 4, 3, 2, 1].map((stars) => (
            <Chip
              key={stars}
              isSelected={listOf(search.stars).includes(String(stars))}
              count={facets?.stars.find((facet) => facet.stars === stars)?.count ?? 0}
              onPress={() => change({ stars: toggled(search.stars, String(stars)) })}
            >
              {t('{count, plural, one {# star} other {# stars}}', { count: stars })}
            </Chip>
          ))}
        </div>
      </section>
      <section className={group}>
        <h3 className={title}>{t('Meals')}</h3>
        <div className="flex flex-wrap gap-2">
          {(['ROOM_ONLY', 'BREAKFAST', 'HALF_BOARD', 'FULL_BOARD', 'ALL_INCLUSIVE'] satisfies Board[]).map((board) => (
            <Chip
              key={board}
              isSelected={listOf(search.boards).includes(board)}
              count={facets?.boards.find((facet) => facet.board === board)?.count ?? 0}
              onPress={() => change({ boards: toggled(search.boards, board) })}
            >
              {boardName(board)}
            </Chip>
          ))}
        </div>
      </section>
      <section className={group}>
        <h3 className={title}>{t('In the hotel')}</h3>
        <div className="flex flex-wrap gap-2">
          {(Object.keys(AMENITIES) as Amenity[]).map((amenity) => (
            <Chip
              key={amenity}
              isSelected={listOf(search.amenities).includes(amenity)}
              count={countOf(facets, amenity)}
              onPress={() => change({ amenities: toggled(search.amenities, amenity) })}
            >
              {t(AMENITIES[amenity].name)}
            </Chip>
          ))}
        </div>
      </section>
      <HotelName value={search.name ?? ''} onChange={(name) => change({ name })} />
    </>
  )
}

function PriceTo({
  lowest,
  highest,
  value,
  onChange,
  currency,
}: {
  lowest: Money
  highest: Money
  value: number | null
  onChange: (max: number | null) => void
  currency: string
}) {
  const [low, high] = [lowest.amount, Math.max(highest.amount, lowest.amount + 1)]
  const [moving, setMoving] = useState(value ?? high)
  const step = Math.max(1, Math.round((high - low) / 100))
  return (
    <Slider
      minValue={low}
      maxValue={high}
      step={step}
      value={Math.min(moving, high)}
      onChange={setMoving}
      onChangeEnd={(end) => onChange(end >= high - step ? null : end)}
      formatOptions={{ style: 'decimal' }}
    >
      <div className="mb-2 flex justify-between">
        <Label className="text-18 font-[600]">{t('Total for the stay')}</Label>
        <SliderOutput className="text-ink-2">
          {() =>
            moving >= high - step ? t('any') : t('up to {amount}', { amount: briefly({ amount: moving, currency }) })
          }
        </SliderOutput>
      </div>
      <SliderTrack className="relative h-11 w-full before:absolute before:inset-x-0 before:top-1/2 before:h-1 before:rounded-full before:bg-line-strong">
        <SliderThumb className="top-1/2 size-7 rounded-full bg-brand shadow-e1 data-[focus-visible]:outline-3 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-focus" />
      </SliderTrack>
    </Slider>
  )
}

function HotelName({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const [text, setText] = useState(value)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onChange(text.trim())
      }}
    >
      <TextField
        label={t('Hotel’s name')}
        hint={t('A part of it is enough. Press Enter.')}
        value={text}
        onChange={setText}
        onBlur={() => text.trim() !== value && onChange(text.trim())}
      />
    </form>
  )
}
