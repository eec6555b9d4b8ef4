import { ToggleButton } from 'react-aria-components'

import type { Amenity } from '../offer/words.ts'
import { listOf } from '../stay/search-params.ts'
import type { Results } from './search-query.ts'

export type Facets = Results['facets']

/** Adds the value to a list of an address, or takes it out. */
export function toggled(list: string | undefined, value: string): string {
  const values = listOf(list)
  return (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]).join(',')
}

/** How many hotels have it; undefined while nobody has counted. */
export const countOf = (facets: Facets | undefined, amenity: Amenity) =>
  facets?.amenities.find((facet) => facet.amenity === amenity)?.count ?? (facets ? 0 : undefined)

/** Pressed or not, with how many hotels it would leave. None: it cannot be pressed, but stays where it was. */
export function Chip({
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
