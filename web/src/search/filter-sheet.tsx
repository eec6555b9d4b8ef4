import { useState } from 'react'
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { briefly, type Money } from '../language/money.ts'
import { AMENITIES, type Amenity, type Board, boardName } from '../offer/words.ts'
import { type HotelSearch, limitOf, listOf } from '../stay/search-params.ts'
import { TextField } from '../ui/field.tsx'
import { Chip, countOf, type Facets, toggled } from './filter-chip.tsx'

export type Change = (patch: Partial<HotelSearch>) => void

/** Every filter, each with its count; what is pressed is in the address at once. */
export function AllFilters({
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
            value={limitOf(search, currency)?.amount ?? null}
            onChange={(max) => change({ max: max === null ? '' : `${max}${currency}` })}
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
