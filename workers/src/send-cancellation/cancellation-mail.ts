import { sealCode } from '@staygraph/illustration/seal'
import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { formatMoney } from '@staygraph/subgraph-kit/money'

import { mailHtml } from '../mail/layout.ts'
import { attached, button, facts, heading, named, paragraph, sealed, section, strong, sums } from '../mail/pieces.ts'
import { isolated } from '../wording/isolated.ts'
import { daysInWords, localTime, shortDay, stayInWords, zoneInWords } from '../wording/stay.ts'

type Cancelled = ReservationRecap & { cancelled: NonNullable<ReservationRecap['cancelled']> }

/** The words of the mail after a cancellation: what it was, what comes back, and what was kept. */
export async function cancellationMail(recap: Cancelled, files: string[], hasCreditNote: boolean) {
  const { hotel, stay, reference, currency, cancelled } = recap
  const sum = (amount: number) => formatMoney({ amount, currency })
  const name = isolated(hotel.name)
  const title = `Cancelled: ${name}, ${daysInWords(stay)} (${reference})`
  const at = localTime(cancelled.at, hotel.timeZone)
  const when = `${shortDay(at.date)}, ${at.clock} (${zoneInWords(hotel.timeZone)})`
  const refund =
    cancelled.refund > 0
      ? `${sum(cancelled.refund)} goes back to the card you paid with; banks take 5 to 10 days to show it.`
      : 'By the terms of this rate nothing goes back to your card.'
  const note = hasCreditNote ? ' The credit note is attached.' : ''
  const lines = [
    { text: 'Paid', sum: sum(recap.payNow) },
    ...(cancelled.fee > 0 ? [{ text: 'Cancellation fee', sum: sum(cancelled.fee) }] : []),
  ]

  const html = await mailHtml({
    title,
    preview: `${refund} Reference ${reference}.`,
    hero: null,
    rows: [
      section(
        '10px 40px 8px',
        heading('Your stay is cancelled'),
        paragraph('The room at ', named(hotel.name), ` is no longer held for you. ${refund}${note}`),
      ),
      section(
        '18px 40px',
        facts([
          { name: 'It was', value: stayInWords(stay), more: reference },
          { name: 'Cancelled', value: shortDay(at.date), more: `${at.clock} (${zoneInWords(hotel.timeZone)})` },
        ]),
      ),
      section('6px 40px', strong(named(recap.roomName)), sums(lines, { text: 'Refund', sum: sum(cancelled.refund) })),
      section(
        '14px 40px 6px',
        sealed(
          `Seal of your offer, code ${sealCode(recap.offerSignature)}`,
          'The seal of the offer you had booked. Opening the attached calendar file takes the stay out of your calendar.',
        ),
      ),
      section('22px 40px 40px', button(recap.url, 'See what was cancelled')),
    ],
    footer: ['You get this message because your stay was cancelled.', ...attached(files)],
  })

  const text = [
    'Your stay is cancelled',
    '',
    `The room at ${name} is no longer held for you. ${refund}${note}`,
    '',
    `It was: ${stayInWords(stay, { year: true })}, ${recap.roomName}`,
    `Reference: ${reference}`,
    `Cancelled: ${when}`,
    '',
    ...lines.map((line) => `${line.text}: ${line.sum}`),
    `Refund: ${sum(cancelled.refund)}`,
    '',
    `See what was cancelled: ${recap.url}`,
    '',
    `You get this message because your stay was cancelled. Attached: ${files.join(', ')}`,
    '',
  ].join('\n')

  return { subject: title, html, text }
}
