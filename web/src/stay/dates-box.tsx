import { dayRange, nightsBetween } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { useMedia } from '../ui/media.ts'
import { expectCalendar, RangeCalendarLater, useCalendarSoon } from '../ui/range-calendar-later.tsx'
import type { DateRange } from '../ui/range-calendar.tsx'
import { Segments } from '../ui/segments.tsx'
import { type PricedPlace, useDayPrices } from './day-prices.ts'
import { FlexibilityChoice, type Flexibility, flexInWords, whenInWords } from './flexibility.tsx'
import { nightsInWords, type RoomGuests } from './guests.ts'
import { Opener } from './opener.tsx'
import { someWeekend, WeekendChoice } from './weekend-choice.tsx'
import { weekendInWords, weekendMonth } from './weekend.ts'

type Props = {
  value: DateRange | null
  onChange: (range: DateRange | null) => void
  /** Whose prices stand under the days, and for whom. */
  priced?: { place: PricedPlace; rooms: readonly RoomGuests[] } | null
  /** Whether other days will do, where that can be asked. */
  flexible?: { value: Flexibility; onChange: (value: Flexibility) => void } | null
}

/** At most 30 nights, at most a year ahead: what the graph takes. */
export function DatesBox(props: Props) {
  const { value, flexible = null } = props
  const nights = value ? nightsBetween(value.from, value.to) : 0
  useCalendarSoon()
  return (
    <Opener
      icon="calendar"
      title={t('When')}
      caption={
        value ? [nightsInWords(nights), flexible && flexInWords(flexible.value)].filter(Boolean).join(', ') : t('When')
      }
      value={value ? whenInWords(value, flexible?.value ?? '') : t('Choose dates')}
      height={620}
      onNear={() => void expectCalendar().catch(() => {})} // tried again when it opens
      foot={(close) => <Foot {...props} close={close} />}
    >
      <Days {...props} />
    </Opener>
  )
}

const isWeekend = ({ value, flexible }: Props) =>
  flexible?.value === 'weekend' && value !== null && weekendMonth(value) !== null

/** There while the box is open: only then are prices asked for. */
function Days(props: Props) {
  const { value, onChange, priced, flexible } = props
  const wide = useMedia('lg')
  const nights = value ? nightsBetween(value.from, value.to) : 0
  const agesKnown = priced?.rooms.every(({ childAges }) => !childAges.includes(null))
  const weekend = isWeekend(props)
  const prices = useDayPrices(priced && agesKnown && !weekend ? { ...priced, nights: nights || 1 } : null)
  const turnTo = (key: 'days' | 'weekend') => {
    const dates = key === 'weekend' ? someWeekend(value) : null
    flexible?.onChange(dates ? 'weekend' : '')
    if (dates) onChange(dates)
  }
  return (
    <div className={wide ? 'w-[680px]' : 'md:w-[360px]'}>
      {flexible && (
        <div className="mb-5">
          <Segments
            label={t('When')}
            choices={[
              { key: 'days', label: t('On dates') },
              { key: 'weekend', label: t('Any weekend') },
            ]}
            value={weekend ? 'weekend' : 'days'}
            onChange={turnTo}
          />
        </div>
      )}
      {weekend && value ? (
        <WeekendChoice value={value} onChange={onChange} />
      ) : (
        <>
          <RangeCalendarLater
            label={t('Nights of the stay')}
            value={value}
            onChange={onChange}
            months={wide ? 2 : 1}
            daysAhead={364}
            longest={30}
            notes={prices?.notes}
          />
          {prices?.legend && <p className="mt-1 text-13 text-ink-3">{prices.legend}</p>}
          {flexible && <FlexibilityChoice {...flexible} />}
        </>
      )}
    </div>
  )
}

/** What is chosen, and the ways on. */
function Foot(props: Props & { close: () => void }) {
  const { value, onChange, flexible, close } = props
  const clear = () => {
    flexible?.onChange('')
    onChange(null)
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p role="status">
        {value ? (
          <>
            <b>{nightsInWords(nightsBetween(value.from, value.to))}</b>
            {isWeekend(props) ? ` ${weekendInWords(value, true)}` : `, ${dayRange(value.from, value.to)}`}
          </>
        ) : (
          t('Choose the day you arrive, then the day you leave.')
        )}
      </p>
      <span className="ms-auto flex items-center gap-4">
        <Button look="text" isDisabled={!value} onPress={clear}>
          {t('Clear')}
        </Button>
        <Button small isDisabled={!value} onPress={close}>
          {t('Done')}
        </Button>
      </span>
    </div>
  )
}
