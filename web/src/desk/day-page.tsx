import { getRouteApi, useNavigate } from '@tanstack/react-router'

import { addDays, longDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { DayField } from '../ui/day-field.tsx'
import { Icon } from '../ui/icon.tsx'
import { DeskFrame } from './desk-frame.tsx'
import { ARRIVALS, DEPARTURES, type Desk, IN_HOUSE } from './desk-query.ts'
import { StayList } from './stay-list.tsx'

const route = getRouteApi('/desk/$hotelId')

/** Who arrives, who leaves and who sleeps in the house on a day, and what the desk does about each. */
export function DayPage() {
  return <DeskFrame title={t('Guests')}>{(desk) => <Day desk={desk} />}</DeskFrame>
}

function Day({ desk }: { desk: Desk }) {
  const { date = desk.today } = route.useSearch()
  const navigate = useNavigate()
  const show = (day: string) =>
    void navigate({
      to: '/desk/$hotelId',
      params: { hotelId: desk.hotel.id },
      search: day === desk.today ? {} : { date: day },
      replace: true,
      resetScroll: false,
    })
  const day = date === desk.today ? t('today, {day}', { day: longDay(date) }) : longDay(date)
  return (
    <>
      <div className="mb-6 flex flex-wrap items-end gap-2.5">
        <Button look="outline" onPress={() => show(addDays(date, -1))} aria-label={t('The day before')}>
          <Icon name="left" />
        </Button>
        <DayField label={t('Day')} value={date} onChange={show} />
        <Button look="outline" onPress={() => show(addDays(date, 1))} aria-label={t('The day after')}>
          <Icon name="right" />
        </Button>
        {date !== desk.today && (
          <Button look="text" onPress={() => show(desk.today)}>
            {t('Today')}
          </Button>
        )}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-10 lg:grid-cols-2">
        <StayList
          key={`arrivals ${date}`}
          list={ARRIVALS}
          desk={desk}
          date={date}
          title={t('Arrivals, {day}', { day })}
          none={t('Nobody arrives.')}
        />
        <StayList
          key={`departures ${date}`}
          list={DEPARTURES}
          desk={desk}
          date={date}
          title={t('Departures, {day}', { day })}
          none={t('Nobody leaves.')}
        />
        <div className="lg:col-span-2">
          <StayList
            key={`house ${date}`}
            list={IN_HOUSE}
            desk={desk}
            date={date}
            title={t('In the house, {day}', { day })}
            none={t('Nobody sleeps here.')}
            wide
          />
        </div>
      </div>
    </>
  )
}
