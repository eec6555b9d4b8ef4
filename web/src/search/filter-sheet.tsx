import { useState } from 'react'

import { t } from '../language/i18n.ts'
import { AMENITIES, type Amenity, type Board, boardName, ratingInWords } from '../offer/words.ts'
import { type HotelSearch, limitOf, listOf } from '../stay/search-params.ts'
import { TextField } from '../ui/field.tsx'
import { Chip, countOf, type Facets, toggled } from './filter-chip.tsx'
import { PriceRange } from './price-range.tsx'

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
          <PriceRange
            lowest={facets.price.lowest}
            highest={facets.price.highest}
            least={limitOf(search, 'min', currency)?.amount ?? null}
            most={limitOf(search, 'max', currency)?.amount ?? null}
            onChange={(min, max) =>
              change({
                min: min === null ? '' : `${min}${currency}`,
                max: max === null ? '' : `${max}${currency}`,
              })
            }
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
        <h3 className={title}>{t('Guest rating')}</h3>
        <div className="flex flex-wrap gap-2">
          {(['9', '8', '7', '6'] as const).map((least) => (
            <Chip
              key={least}
              isSelected={search.rating === least}
              count={facets?.guestRatings.find(({ from }) => from === Number(least))?.count ?? 0}
              onPress={() => change({ rating: search.rating === least ? '' : least })}
            >
              {least === '6'
                ? t('6 or more')
                : t('{word}, {least} or more', { word: ratingInWords(Number(least)), least })}
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
