import { longDayAndTime, zoneName } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly, type Money } from '../language/money.ts'
import { instantAt, placeOf, type RefundStep, refundSteps, shares, stepAt, type Terms } from './terms.ts'

type Props = {
  terms: Terms
  /** What cancelling gives back some or all of: the part that is charged at booking. */
  paid: Money
  stay: { checkIn: string }
  hotel: { timeZone: string; checkInFrom: string }
  /** From where the bar is drawn, in milliseconds: the booking. */
  start: number
  /** Marks this moment on it (milliseconds). */
  now?: number
}

const COLOURS = { FULL: 'bg-ok', PART: 'bg-sun', NONE: 'bg-line-strong' } as const
const INKS = { FULL: 'text-ok', PART: 'text-sun-ink', NONE: 'text-ink' } as const

/** The cancellation terms as a bar in time: what comes back, and until when, in the hotel's own time. */
export function TermsBar({ terms, paid, stay, hotel, start, now }: Props) {
  const steps = refundSteps(terms, paid)
  const end = Date.parse(instantAt(stay.checkIn, hotel.checkInFrom, hotel.timeZone))
  const widths = shares(steps, start, end)
  const current = now === undefined ? -1 : stepAt(steps, now)
  // Two steps lie side by side on any page; more of them stand one above the other on a narrow one.
  const stands = steps.length > 2
  return (
    <div className={now === undefined ? '' : stands ? 'md:pt-8' : 'pt-8'}>
      <ol
        className={`relative grid gap-1 ${stands ? 'max-md:gap-y-4 md:[grid-template-columns:var(--steps)]' : '[grid-template-columns:var(--steps)]'}`}
        style={{ '--steps': widths.map((width) => `${width.toFixed(3)}fr`).join(' ') } as React.CSSProperties}
      >
        {now !== undefined && <Now place={placeOf(now, steps, widths, start, end)} stands={stands} />}
        {steps.map((step, index) => (
          <li
            key={step.from ?? 'start'}
            className={`min-w-0 text-14 ${stands ? 'max-md:grid max-md:grid-cols-[4px_1fr] max-md:gap-x-3' : ''}`}
          >
            <div
              className={`h-1 rounded-full ${stands ? 'max-md:row-span-2 max-md:h-full' : ''} ${COLOURS[step.kind]}`}
            />
            <p className={`mt-2.5 pe-3 font-[650] ${stands ? 'max-md:mt-0' : ''} ${INKS[step.kind]}`}>
              {amountInWords(step)}
              {index === current && (
                <span className={`font-normal text-ink-2 ${stands ? 'md:sr-only' : 'sr-only'}`}> {t('(now)')}</span>
              )}
            </p>
            <p className="pe-3 text-ink-2">{timeInWords(step, hotel.timeZone)}</p>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Only where the bar lies along the page; where it stands, the words say which step is now. */
const Now = ({ place, stands }: { place: number; stands: boolean }) => (
  <li
    aria-hidden="true"
    className={`absolute -top-8 h-9 w-0 ${stands ? 'max-md:hidden' : ''}`}
    style={{ insetInlineStart: `${place * 100}%` }}
  >
    {/* Its label stays within the bar: flush with its start at the start, with its end at the end. */}
    <span
      className="absolute start-0 top-0 translate-x-(--shift) rounded-small bg-ink px-2 py-0.5 text-12 font-[600] text-paper rtl:-translate-x-(--shift)"
      style={{ '--shift': `${-place * 100}%` } as React.CSSProperties}
    >
      {t('now')}
    </span>
    <span className="absolute start-0 top-5 h-4 w-0.5 bg-ink" />
  </li>
)

function amountInWords({ kind, refund }: RefundStep): string {
  if (kind === 'NONE') return t('No refund')
  return kind === 'FULL'
    ? t('Full refund, {amount}', { amount: exactly(refund) })
    : t('{amount} back', { amount: exactly(refund) })
}

function timeInWords({ from, until }: RefundStep, timeZone: string): string {
  if (until)
    return t('Cancel by {moment} ({zone})', { moment: longDayAndTime(until, timeZone), zone: zoneName(timeZone) })
  return from ? t('After that, or no show') : t('From the booking on')
}
