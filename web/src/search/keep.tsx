import { ToggleButton } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { keepHotel, type KeptHotel, useKeptHotels } from '../stay/memory.ts'
import { Icon } from '../ui/icon.tsx'

/** Remembers a hotel in this browser; the home page lists them. */
export function Keep({ hotel }: { hotel: KeptHotel }) {
  const isKept = useKeptHotels().some(({ id }) => id === hotel.id)
  return (
    <ToggleButton
      isSelected={isKept}
      onChange={(keep) => keepHotel(hotel, keep)}
      aria-label={t('Keep {hotel}', { hotel: hotel.name })}
      className="icon-button absolute start-2.5 top-2.5 z-1 bg-surface data-[selected]:text-brand-ink"
    >
      <Icon name="heart" filled={isKept} />
    </ToggleButton>
  )
}
