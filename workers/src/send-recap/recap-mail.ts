import { sealCode } from '@staygraph/illustration/seal'
import type { ReceiptDocument } from '@staygraph/payments/contract/receipt-document'
import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { formatMoney } from '@staygraph/subgraph-kit/money'

import { mailHtml } from '../mail/layout.ts'
import {
  attached,
  button,
  facts,
  heading,
  named,
  newLine,
  paragraph,
  sealed,
  section,
  small,
  strong,
  sums,
} from '../mail/pieces.ts'
import { isolated } from '../wording/isolated.ts'
import { boardInWords, daysInWords, longDay, partyInWords, shortDay } from '../wording/stay.ts'
import { account } from './account.ts'

/** The words of the recap mail. `receipt` is null when payments has not numbered it in time; `files` are the names of what is attached. */
export async function recapMail(recap: ReservationRecap, receipt: ReceiptDocument | null, files: string[]) {
  const { hotel, stay, reference, currency } = recap
  const sum = (amount: number) => formatMoney({ amount, currency })
  const name = isolated(hotel.name)
  const isNew = recap.revision === 0
  const title = `${isNew ? 'Booked' : 'Changed'}: ${name}, ${daysInWords(stay)} (${reference})`
  const expecting = ` is expecting you on ${longDay(stay.checkIn)}.`
  const everything = isNew ? ofNew(receipt) : ofChanged(receipt)
  const head = isNew ? 'You are booked at ' : 'This is your stay now: '
  // The receipt is of the booking as it was made: its lines are not those of a stay that was changed.
  const lines = receipt && isNew ? account(receipt) : []
  const paid = isNew ? 'Total paid' : 'Price of the stay as it is now'
  const atDesk = recap.payAtHotel > 0 ? `You pay ${sum(recap.payAtHotel)} at the desk.` : 'Nothing to pay at the desk.'
  const party = `${partyInWords(recap.rooms)}, ${boardInWords(recap.board).toLowerCase()}`

  const html = await mailHtml({
    title,
    preview: `${name}${expecting} Reference ${reference}.`,
    hero: `${hotel.name}, illustrated by Staygraph`,
    rows: [
      section('34px 40px 8px', heading(head, named(hotel.name)), paragraph(named(hotel.name), expecting, everything)),
      section(
        '18px 40px',
        facts([
          { name: 'Arrive', value: shortDay(stay.checkIn), more: `from ${hotel.checkInFrom}` },
          { name: 'Leave', value: shortDay(stay.checkOut), more: `by ${hotel.checkOutUntil}` },
          { name: 'Reference', value: reference, more: 'with surname' },
        ]),
      ),
      section(
        '6px 40px',
        strong(named(recap.roomName)),
        newLine,
        small(party),
        newLine,
        small(named(hotel.addressLines.join(', '))),
        sums(lines, { text: paid, sum: sum(recap.payNow) }),
      ),
      section(
        '14px 40px 6px',
        sealed(
          `Seal of your offer, code ${sealCode(recap.offerSignature)}`,
          `The same seal as the offer you chose. ${atDesk} ${recap.cancellationSummary}`,
        ),
      ),
      section('22px 40px 40px', button(recap.url, 'See my reservation')),
    ],
    footer: ['You get this message because you booked. We send no newsletters.', ...attached(files)],
  })

  const text = [
    `${head}${name}`,
    '',
    `${name}${expecting}${everything}`,
    '',
    `Arrive: ${shortDay(stay.checkIn)}, from ${hotel.checkInFrom}`,
    `Leave: ${shortDay(stay.checkOut)}, by ${hotel.checkOutUntil}`,
    `Reference: ${reference} (with your surname)`,
    '',
    recap.roomName,
    party,
    hotel.addressLines.join(', '),
    ...(hotel.phone ? [`Telephone ${hotel.phone}`] : []),
    '',
    ...lines.map((line) => `${line.text}: ${line.sum}`),
    `${paid}: ${sum(recap.payNow)}`,
    atDesk,
    recap.cancellationSummary,
    '',
    `See my reservation: ${recap.url}`,
    '',
    `You get this message because you booked. We send no newsletters. Attached: ${files.join(', ')}`,
    '',
  ].join('\n')

  return { subject: title, html, text }
}

const ofNew = (receipt: ReceiptDocument | null): string =>
  receipt
    ? ' Everything you need is in this message; the receipt and the calendar file are attached.'
    : ' The calendar file is attached; the receipt is on the page of your reservation.'

const ofChanged = (receipt: ReceiptDocument | null): string =>
  receipt
    ? ' Your reservation was changed. The new calendar file is attached, with the receipt of the booking as it was made; what was paid or given back since is on the page of your reservation.'
    : ' Your reservation was changed. The new calendar file is attached; what was paid or given back is on the page of your reservation.'
