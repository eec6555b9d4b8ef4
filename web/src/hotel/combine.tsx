import { t } from '../language/i18n.ts'
import { alike } from '../language/money.ts'
import { bedsInWords, boardName, cancellationInWords } from '../offer/words.ts'
import { guestsInWords, headCount, MOST_ROOMS, type RoomGuests, roomsInWords } from '../stay/guests.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { type Choice, Select } from '../ui/select.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { countRooms, encodeCounts } from './combination.ts'
import type { Hotel } from './hotel-query.ts'
import type { Combination } from './use-combination.ts'

type Props = {
  roomTypes: Hotel['roomTypes']
  guests: readonly RoomGuests[]
  combination: Combination
  onChange: (combine: string) => void
  /** Rate plans that can be asked for; with fewer than two there is nothing to choose. */
  plans?: readonly Choice<string>[]
  plan?: string | undefined
  onPlan?: (plan: string) => void
  timeZone: string
  now: Date
  heading?: 2 | 3
}

const TITLE = 'combine'

/** Below all single rooms: whoever looks for it is taken there, with the focus. */
export function goToCombine() {
  const title = document.getElementById(TITLE)
  title?.focus({ preventScroll: true })
  title?.scrollIntoView({ block: 'start' })
}

/** Rooms of several kinds in one booking: how many of each, who sleeps where, and what they cost together. */
export function Combine({ heading = 3, ...props }: Props) {
  const { roomTypes, guests, combination, onChange, plans = [], plan, onPlan, timeZone, now } = props
  const { counts } = combination
  const free = MOST_ROOMS - countRooms(counts)
  const Title = `h${heading}` as const
  const set = (id: string, count: number) => onChange(encodeCounts(new Map(counts).set(id, count)))
  return (
    <section aria-labelledby={TITLE} className="mt-8">
      <Title id={TITLE} tabIndex={-1} className="text-21">
        {t('Combine rooms')}
      </Title>
      <p className="text-14 text-ink-2">
        {t('Rooms of different kinds in one booking: you get all of them, or none and pay nothing.')}
      </p>
      <div className="card mt-3">
        <ul className="divide-y divide-line px-4 md:px-5">
          {roomTypes.map((kind) => (
            <li key={kind.id}>
              <Stepper
                label={kind.name}
                detail={factsOf(kind)}
                value={counts.get(kind.id) ?? 0}
                min={0}
                max={(counts.get(kind.id) ?? 0) + free}
                onChange={(count) => set(kind.id, count)}
              />
            </li>
          ))}
        </ul>
        {plans.length > 1 && onPlan && counts.size > 0 && (
          <div className="border-t border-line px-4 py-3.5 md:px-5">
            <Select
              label={t('Price')}
              visibleLabel
              choices={[{ key: '', label: t('The cheapest for these rooms') }, ...plans]}
              value={plan ?? ''}
              onChange={onPlan}
            />
          </div>
        )}
        <div className="border-t border-line px-4 py-4 md:px-5">
          <Outcome combination={combination} guests={guests} timeZone={timeZone} now={now} />
        </div>
      </div>
    </section>
  )
}

const factsOf = ({ areaSqm, beds, maxGuests }: Hotel['roomTypes'][number]): string =>
  [
    areaSqm ? t('{area} m²', { area: areaSqm }) : '',
    bedsInWords(beds),
    t('for up to {count, plural, one {# guest} other {# guests}}', { count: maxGuests }),
  ]
    .filter(Boolean)
    .join(', ')

/** What the choice comes to: a hint, a refusal in its own words, or each room with its guests and its part of the price. */
function Outcome({ combination, guests, timeZone, now }: Pick<Props, 'combination' | 'guests' | 'timeZone' | 'now'>) {
  const { seating, offer, rooms, refusal, isAsking, error, refetch } = combination
  const hint = whyNot(combination, guests)
  if (hint)
    return (
      <p role="status" className="text-14 text-ink-2">
        {hint}
      </p>
    )
  if (isAsking && !offer && !refusal)
    return <div className="skeleton h-20" role="status" aria-label={t('Asking the hotel for these rooms')} />
  if (error)
    return (
      <Note tone="sun" live>
        <p>{t('The hotel’s price for these rooms cannot be asked at the moment.')}</p>
        <Button look="text" small onPress={() => void refetch()}>
          {t('Ask again')}
        </Button>
      </Note>
    )
  if (refusal)
    return (
      <Note tone="sun" live>
        {refusal}
      </Note>
    )
  if (!offer || seating.kind !== 'SEATED') return null
  const { free, text } = cancellationInWords(offer.cancellation, offer.payNow, timeZone, now, true)
  const write = alike([...rooms.map(({ total }) => total), offer.total])
  return (
    <>
      <p className="sr-only" role="status">
        {t('{rooms} for {guests}: {amount} in all, taxes included', {
          rooms: roomsInWords(rooms.length),
          guests: headCount(guests),
          amount: write(offer.total),
        })}
      </p>
      <ol className="grid gap-2.5 text-14">
        {rooms.map(({ name, total, ...room }, at) => (
          <li key={at} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0">
              <b className="font-[600]">{name}</b> <span className="text-ink-2">{guestsInWords([room])}</span>
            </span>
            <span>{write(total)}</span>
          </li>
        ))}
      </ol>
      <p className="mt-3 flex items-baseline justify-between gap-4 border-t border-line pt-3 font-[650]">
        <span>{t('Together, taxes included')}</span>
        <span className="price text-18!">{write(offer.total)}</span>
      </p>
      <p className={`flex items-start gap-1.5 text-14 ${free ? 'text-ok' : 'text-ink-2'}`}>
        <span className="pt-0.5">
          <Icon name={free ? 'check' : 'info'} size={16} />
        </span>
        {[boardName(offer.board), text].join('. ')}
      </p>
    </>
  )
}

/** What has to be chosen first, when it is not yet a question to the hotel. */
function whyNot({ seating }: Combination, guests: readonly RoomGuests[]): string | null {
  switch (seating.kind) {
    case 'NOTHING_CHOSEN':
      return t('Choose how many rooms of each kind. We share {guests} out over them and ask for the price.', {
        guests: headCount(guests),
      })
    case 'TOO_SMALL':
      return t('These rooms hold {places, plural, one {# guest} other {# guests}}, {adults, plural, one {# of them adult} other {# of them adults}}; you are {guests}. Add a room, or take a larger one.', { places: seating.places, adults: seating.adults, guests: guestsInWords(guests) }) // prettier-ignore
    case 'TOO_MANY_ROOMS':
      return t('Each room needs an adult: choose at most {adults, plural, one {# room} other {# rooms}} for your guests.', { adults: seating.adults }) // prettier-ignore
    case 'SEATED':
      return null
  }
}
