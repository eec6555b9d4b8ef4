import { dayAndTime } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import { exactly } from '../language/money.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import type { Reservation } from './reservation-query.ts'

type Paper = { key: string; icon: IconName; name: string; detail: string; url: string | null }

/** The receipt, every credit note, the calendar file. A number that is being given is said to be. */
export function Documents({ reservation }: { reservation: Reservation }) {
  return (
    <ul className="mt-4 grid gap-2.5">
      {papersOf(reservation).map(({ key, icon, name, detail, url }) => {
        const inside = (
          <>
            <span className="text-brand-ink">
              <Icon name={icon} />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block font-[600]">{name}</span>
              <span className="block text-14 text-ink-2">{detail}</span>
            </span>
          </>
        )
        return (
          <li key={key}>
            {url ? (
              <a href={url} className="card flex items-center gap-3.5 px-4 py-3 hover:bg-brand-soft">
                {inside}
                <Icon name="right" size={18} />
              </a>
            ) : (
              <p className="card flex items-center gap-3.5 px-4 py-3">{inside}</p>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function papersOf({ payment, documents, snapshot }: Reservation): Paper[] {
  const day = (instant: string) => dayAndTime(instant, snapshot.timeZone)
  const papers: Paper[] = []
  if (payment?.receipt) {
    const { number, issuedAt, url } = payment.receipt
    papers.push({
      key: number,
      icon: 'document',
      name: t('Receipt {number} (PDF)', { number }),
      detail: `${exactly(payment.amount)}, ${day(issuedAt)}`,
      url,
    })
  } else if (payment && ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(payment.status)) {
    papers.push({
      key: 'receipt',
      icon: 'document',
      name: t('Receipt'),
      detail: t('It gets its number now, and appears here by itself.'),
      url: null,
    })
  }
  for (const { id, amount, status, creditNote } of payment?.refunds ?? []) {
    const sum = exactly(amount)
    if (creditNote)
      papers.push({
        key: id,
        icon: 'document',
        name: t('Credit note {number} (PDF)', { number: creditNote.number }),
        detail: `${sum}, ${day(creditNote.issuedAt)}`,
        url: creditNote.url,
      })
    else
      papers.push({
        key: id,
        icon: 'clock',
        name: t('Refund of {sum}', { sum }),
        detail:
          status === 'FAILED'
            ? t('Your bank did not take it. We are looking into it and will write to you.')
            : t('On its way to your card.'),
        url: null,
      })
  }
  for (const { kind, url } of documents)
    papers.push({
      key: kind,
      icon: 'calendar',
      name: t('Calendar file'),
      detail: t('Your stay, for any calendar'),
      url,
    })
  return papers
}

/** The calendar file's address, when there is one now. */
export const calendarOf = ({ documents }: Reservation): string | null =>
  documents.find(({ kind }) => kind === 'CALENDAR')?.url ?? null
