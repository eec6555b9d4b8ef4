import { sealCode } from '@staygraph/illustration/seal'
import type { WaitingNotice } from '@staygraph/reservations/contract/waiting-notice'
import { formatMoney } from '@staygraph/subgraph-kit/money'

import { mailHtml } from '../mail/layout.ts'
import { button, facts, heading, named, newLine, paragraph, sealed, section, small, strong } from '../mail/pieces.ts'
import { isolated } from '../wording/isolated.ts'
import {
  boardInWords,
  daysInWords,
  localTime,
  nightsInWords,
  partyInWords,
  shortDay,
  stayInWords,
  zoneInWords,
} from '../wording/stay.ts'

type Page = {
  subject: string
  heading: string
  /** What happened, and what it means. */
  lead: string
  last: { name: string; value: string; more: string }
  /** Beside the seal. */
  price: string
  call: string
  footer: string
}

const why =
  'You get this message because this address was put on a waiting list. Was it not you, or do you no longer need the room? The same link takes you off the list. We send no newsletters.'

/** That they are on the list: where to see it, and where to leave. */
export const joinedMail = (notice: WaitingNotice) => {
  const name = isolated(notice.hotel.name)
  return write(notice, {
    subject: `On the waiting list: ${name}, ${daysInWords(notice.stay)}`,
    heading: 'You are on the waiting list',
    lead: `As soon as ${roomsAt(notice)} can be had, we hold ${them(notice)} for you and write to you, in the order in which people joined. Nothing is charged, and you are free to book elsewhere meanwhile.`,
    last: { name: 'Price kept', value: sum(notice), more: `${nightsInWords(notice.stay)}, taxes included` },
    price: `The price you were shown is kept for you: ${sum(notice)} for the whole stay.`,
    call: 'See my place in line',
    footer: why,
  })
}

/** That the rooms are theirs if they want them, and until when. */
export const heldMail = (notice: WaitingNotice & { until: string }) => {
  const name = isolated(notice.hotel.name)
  const at = localTime(notice.until, notice.hotel.timeZone)
  const zone = zoneInWords(notice.hotel.timeZone)
  const paid = formatMoney({ amount: notice.payNow, currency: notice.currency })
  return write(notice, {
    subject: `A room is free: ${name}, ${daysInWords(notice.stay)}`,
    heading: notice.rooms.length > 1 ? 'Your rooms are free' : 'Your room is free',
    lead: `You waited for ${roomsAt(notice)}. We hold ${them(notice)} for you until ${shortDay(at.date)}, ${at.clock} (${zone}). Nothing is charged before you pay; not booked by then, ${them(notice) === 'it' ? 'it goes' : 'they go'} to the next in line.`,
    last: { name: 'Held for you until', value: at.clock, more: `${shortDay(at.date)}, ${zone}` },
    price: `At the price you were shown: ${sum(notice)} for the whole stay${notice.payNow < notice.total ? `, of which ${paid} is paid now` : ''}. ${notice.cancellationSummary}`,
    call: `Book for ${sum(notice)}`,
    footer: why,
  })
}

const sum = ({ total: amount, currency }: WaitingNotice) => formatMoney({ amount, currency })
const them = ({ rooms }: WaitingNotice) => (rooms.length > 1 ? 'them' : 'it')
const roomsAt = ({ rooms, hotel }: WaitingNotice) =>
  `${rooms.length > 1 ? `${rooms.length} rooms` : 'a room'} at ${isolated(hotel.name)}`

async function write(notice: WaitingNotice, page: Page) {
  const { hotel, stay, url } = notice
  const party = `${partyInWords(notice.rooms)}, ${boardInWords(notice.board).toLowerCase()}`
  const html = await mailHtml({
    title: page.subject,
    preview: page.lead,
    hero: `${hotel.name}, illustrated by Staygraph`,
    rows: [
      section('34px 40px 8px', heading(page.heading), paragraph(page.lead)),
      section(
        '18px 40px',
        facts([
          { name: 'Arrive', value: shortDay(stay.checkIn), more: `from ${hotel.checkInFrom}` },
          { name: 'Leave', value: shortDay(stay.checkOut), more: `by ${hotel.checkOutUntil}` },
          page.last,
        ]),
      ),
      section(
        '6px 40px',
        strong(named(notice.roomName)),
        newLine,
        small(party),
        newLine,
        small(named(hotel.addressLines.join(', '))),
      ),
      section('14px 40px 6px', sealed(`Seal of your offer, code ${sealCode(notice.offerSignature)}`, page.price)),
      section('22px 40px 40px', button(url, page.call)),
    ],
    footer: [page.footer],
  })
  const text = [
    page.heading,
    '',
    page.lead,
    '',
    isolated(hotel.name),
    stayInWords(stay, { year: true }),
    notice.roomName,
    party,
    hotel.addressLines.join(', '),
    '',
    page.price,
    '',
    `${page.call}: ${url}`,
    '',
    page.footer,
    '',
  ].join('\n')
  return { subject: page.subject, html, text }
}
