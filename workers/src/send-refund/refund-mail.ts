import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import type { PayloadOf } from '@staygraph/subgraph-kit/job'
import { formatMoney } from '@staygraph/subgraph-kit/money'

import { mailHtml } from '../mail/layout.ts'
import { attached, button, facts, heading, named, paragraph, section } from '../mail/pieces.ts'
import { isolated } from '../wording/isolated.ts'
import { daysInWords, stayInWords } from '../wording/stay.ts'
import type { sendRefund } from './job.ts'

type Refund = PayloadOf<typeof sendRefund>['refund']

/** The words of the mail after a hotel gave money back: how much, why, and when it shows. */
export async function refundMail(recap: ReservationRecap, refund: Refund, creditNote: string | null) {
  const { hotel, stay, reference, currency } = recap
  const sum = formatMoney({ amount: refund.amount, currency })
  const name = isolated(hotel.name)
  const title = `${sum} goes back to you: ${name}, ${daysInWords(stay)} (${reference})`
  const when = refund.waits
    ? 'Your bank has a complaint about the payment in hand. When it has decided, the sum comes back to you by your bank or by us, not by both.'
    : 'It goes to the card you paid with; banks take 5 to 10 days to show it.'
  const note = creditNote === null ? '' : ' The credit note is attached.'
  const why = `You get this message because ${name} gave you money back.`
  const footer = `${why}${creditNote === null ? '' : ` Attached: ${creditNote}`}`

  const html = await mailHtml({
    title,
    preview: `${when} Reference ${reference}.`,
    hero: null,
    rows: [
      section(
        '10px 40px 8px',
        heading(`You get ${sum} back`),
        paragraph(named(hotel.name), ` gives you ${sum} back. ${when}${note}`),
      ),
      section(
        '18px 40px',
        facts([
          { name: 'Why', value: isolated(refund.reason), more: 'in the hotel’s words' },
          { name: 'For', value: stayInWords(stay), more: reference },
        ]),
      ),
      section('22px 40px 40px', button(recap.url, 'See the reservation')),
    ],
    footer: [why, ...(creditNote === null ? [] : attached([creditNote]))],
  })

  const text = [
    `You get ${sum} back`,
    '',
    `${name} gives you ${sum} back. ${when}${note}`,
    '',
    `Why: ${refund.reason}`,
    `For: ${stayInWords(stay, { year: true })}, ${recap.roomName}`,
    `Reference: ${reference}`,
    '',
    `See the reservation: ${recap.url}`,
    '',
    footer,
    '',
  ].join('\n')
  return { subject: title, html, text }
}
