import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

import { dayRange } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import type { DateRange } from '../ui/range-calendar.tsx'
import type { HotelSearch } from './search-params.ts'
import { weekendInWords } from './weekend.ts'

/** By how many days a stay may be moved; empty: by none; or that any weekend of its month will do. */
export type Flexibility = NonNullable<HotelSearch['flex']>
const CHOICES = ['', '1', '2', '3', '7'] as const satisfies readonly Flexibility[]

/** ± 2 days. */
export const flexInWords = (flex: Flexibility): string =>
  flex && flex !== 'weekend' ? t('± {count, plural, one {# day} other {# days}}', { count: Number(flex) }) : ''

/** The days of a stay, or of which month any weekend will do. `range`: how days are written. */
export const whenInWords = (dates: DateRange, flex: Flexibility, range = dayRange): string =>
  (flex === 'weekend' && weekendInWords(dates)) || range(dates.from, dates.to)

type Props = { value: Flexibility; onChange: (value: Flexibility) => void }

/** Whether other days near the chosen ones will do: each hotel is then shown for its cheapest. */
export const FlexibilityChoice = ({ value, onChange }: Props) => (
  <div className="mt-4 flex-wrap items-center gap-x-3 lg:flex">
    <p id="flexibility" className="mb-2 text-14 font-[600] lg:mb-0">
      {t('Other days near these')}
    </p>
    <ToggleButtonGroup
      aria-labelledby="flexibility"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => onChange(CHOICES.find((choice) => keys.has(choice)) ?? '')}
      className="flex flex-wrap gap-2"
    >
      {CHOICES.map((choice) => (
        <ToggleButton key={choice} id={choice} className="chip">
          {choice ? flexInWords(choice) : t('Exact dates')}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
    {value && (
      <p className="mt-2 basis-full text-13 text-ink-2">
        {t('Each hotel is shown for the cheapest of these days. Partners’ hotels are shown for the dates you chose.')}
      </p>
    )}
  </div>
)
