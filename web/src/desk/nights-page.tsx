import { getRouteApi, useNavigate } from '@tanstack/react-router'

import { addDays } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { Quiet } from '../shell/trouble.tsx'
import { Button } from '../ui/button.tsx'
import { DayField } from '../ui/day-field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Select } from '../ui/select.tsx'
import { DeskFrame } from './desk-frame.tsx'
import type { Desk } from './desk-query.ts'
import { NightsForm } from './nights-form.tsx'
import { NightsTable } from './nights-table.tsx'

const route = getRouteApi('/desk/$hotelId/nights')
/** How many nights stand on a page. */
const SHOWN = 14

/** What is on sale of a kind of room and for how much, two weeks at a time; and the form that changes it. */
export function NightsPage() {
  return <DeskFrame title={t('Nights and rates')}>{(desk) => <Nights desk={desk} />}</DeskFrame>
}

function Nights({ desk }: { desk: Desk }) {
  const search = route.useSearch()
  const navigate = useNavigate()
  const kind = desk.roomTypes.find(({ id }) => id === search.room) ?? desk.roomTypes[0]
  const from = search.from && search.from > desk.today ? search.from : desk.today
  const show = (changes: typeof search) =>
    void navigate({
      to: '/desk/$hotelId/nights',
      params: { hotelId: desk.hotel.id },
      search: { ...search, ...changes },
      replace: true,
      resetScroll: false,
    })
  if (!kind)
    return (
      <Quiet title={t('No kind of room is known here yet')}>
        {t('The catalogue tells the desk its rooms within a minute. Look again then.')}
      </Quiet>
    )
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_400px]">
      <div className="min-w-0">
        <div className="mb-5 flex flex-wrap items-end gap-x-2.5 gap-y-4">
          <div className="min-w-60 flex-1 max-md:basis-full">
            <Select
              label={t('Kind of room')}
              visibleLabel
              choices={desk.roomTypes.map(({ id, name }) => ({ key: id, label: name }))}
              value={kind.id}
              onChange={(room) => show({ room })}
            />
          </div>
          <div className="flex items-end gap-2.5 max-md:basis-full">
            <Button
              look="outline"
              isDisabled={from <= desk.today}
              onPress={() => show({ from: addDays(from, -SHOWN) })}
              aria-label={t('Two weeks earlier')}
            >
              <Icon name="left" />
            </Button>
            <div className="max-md:flex-1">
              <DayField label={t('From')} value={from} min={desk.today} onChange={(day) => show({ from: day })} />
            </div>
            <Button
              look="outline"
              onPress={() => show({ from: addDays(from, SHOWN) })}
              aria-label={t('Two weeks later')}
            >
              <Icon name="right" />
            </Button>
          </div>
        </div>
        <NightsTable hotelId={desk.hotel.id} kind={kind} from={from} to={addDays(from, SHOWN)} />
      </div>
      <NightsForm key={kind.id} desk={desk} kind={kind} from={from} />
    </div>
  )
}
