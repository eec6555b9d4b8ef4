import type { ReservationRecap } from '@staygraph/reservations/contract/reservation-recap'
import { formatMoney } from '@staygraph/subgraph-kit/money'

import { mailHtml } from '../mail/layout.ts'
import {
  button,
  facts,
  heading,
  named,
  newLine,
  paragraph,
  section,
  small,
  strong,
  sums,
  whole,
} from '../mail/pieces.ts'
import { boardInWords, nightsInWords, partyInWords, shortDay, stayInWords } from '../wording/stay.ts'

type What = 'CONFIRMED' | 'CHANGED' | 'CANCELLED'

/** The words of the mail to the hotel. Its first line says all that the front desk needs. */
export async function hotelMail(what: What, recap: ReservationRecap, extranetUrl: string | null) {
  const { stay, reference, currency, guest, requests } = recap
  const sum = (amount: number) => formatMoney({ amount, currency })
  const event = { CONFIRMED: 'New reservation', CHANGED: 'Changed reservation', CANCELLED: 'Cancelled reservation' }[
    what
  ]
  const stands = what !== 'CANCELLED'
  const days = stayInWords(stay, { dash: '-' })
  const party = partyInWords(recap.rooms)
  const firstLine = `${event} ${reference}: ${days}, ${party}`
  const name = `${guest.givenName} ${guest.familyName}`.trim()
  const contact = [guest.phone, guest.email].filter((entry) => entry !== null && entry !== '').join(', ')
  const room = `${recap.roomName}, ${boardInWords(recap.board).toLowerCase()}, ${recap.ratePlanName}`
  const due = recap.payAtHotel > 0 ? `Collect ${sum(recap.payAtHotel)} at the desk.` : 'Nothing to collect at the desk.'
  const rooms = recap.rooms.length > 1 ? 'rooms' : 'room'
  const instruction = stands
    ? `${what === 'CHANGED' ? 'This is how it stands now. ' : ''}Please prepare the ${rooms}. The guest paid ${sum(recap.payNow)} to Staygraph. ${due}`
    : `Please release the ${rooms}. Nothing is to be collected from the guest.`
  const lines = [
    { text: 'Paid to Staygraph', sum: sum(recap.payNow) },
    { text: 'To collect at the desk', sum: sum(recap.payAtHotel) },
  ]

  const html = await mailHtml({
    title: firstLine,
    preview: firstLine,
    hero: null,
    rows: [
      section(
        '10px 40px 8px',
        heading(`${event} `, whole(reference), ': ', ...days.split(' - ').flatMap(aroundDash), `, ${party}`),
        paragraph(instruction),
      ),
      section(
        '18px 40px',
        facts([
          { name: 'Arrives', value: shortDay(stay.checkIn), more: `from ${recap.hotel.checkInFrom}` },
          { name: 'Leaves', value: shortDay(stay.checkOut), more: nightsInWords(stay) },
          { name: 'Reference', value: reference, more: '' },
        ]),
      ),
      section(
        '6px 40px',
        strong(named(name)),
        newLine,
        small(named(contact)),
        paragraph(
          strong(named(recap.roomName)),
          newLine,
          small(named(`${boardInWords(recap.board)}. ${recap.ratePlanName}`)),
        ),
        ...(requests ? [paragraph('The guest wrote: ', quoted(requests))] : []),
        ...(stands ? [sums(lines, { text: 'Price of the stay', sum: sum(recap.total) })] : []),
      ),
      section(
        '22px 40px 40px',
        ...(extranetUrl ? [button(extranetUrl, 'Open in extranet')] : [small(recap.hotel.name)]),
      ),
    ],
    footer: ['You get this message because your hotel takes reservations through Staygraph.'],
  })

  const text = [
    firstLine,
    '',
    name,
    contact,
    room,
    ...(requests ? ['', `The guest wrote: ${requests}`] : []),
    '',
    instruction,
    ...(stands ? [`Price of the stay: ${sum(recap.total)}`] : []),
    ...(extranetUrl ? ['', `Open in extranet: ${extranetUrl}`] : []),
    '',
  ].join('\n')

  return { subject: firstLine, html, text }
}

/** Neither day of a stay is torn apart at the end of a line. */
const aroundDash = (day: string, index: number) => (index === 0 ? [whole(day)] : [' - ', whole(day)])

/** A wish in the guest's own words and script. */
const quoted = (words: string) => named(`“${words}”`)
