import type { Mail } from './companies.ts'
import type { Invariant, Violation } from './invariant.ts'
import { claimsOfOffer } from './offer-claims.ts'

interface Confirmed {
  id: string
  reference: string
  /** How often it was confirmed: when it was booked, and at each change of it; and how often of it long enough ago to be told. */
  times: number
  timesLongAgo: number
  /** A hotel of our own that reads mail: a partner tells its hotels itself. */
  tellsHotel: boolean
}

interface Delivery {
  key: string
  reservationId: string
  state: string
  messageId: string
}

/** The steps with which the mails of a confirmation are promised. */
const confirmations = ['PAID', 'BOOKED_BY_PARTNER', 'PAID_AFTER_HOLD', 'CHANGED', 'ROOMS_CANCELLED']

export const mails: Invariant = {
  name: 'I8',
  says: 'one recap and one hotel mail a confirmation, counted by their Message-IDs',
  look: async ({ sources: { databases, mailbox }, overdue }) => {
    const sql = databases.reservations
    const confirmed = await sql<Confirmed[]>`
      select r.id::text, r.reference, count(*)::int as times, count(*) filter (where s.at <= ${overdue('mailed')})::int as "timesLongAgo",
          r.supplier_code is null and ${claimsOfOffer(sql)} -> 'hotel' ->> 'email' is not null as "tellsHotel"
        from reservations r join reservation_steps s on s.reservation_id = r.id
        where s.name = any(${confirmations}) group by r.id`
    const deliveries = await databases.workers<Delivery[]>`
      select effect_key as key, reservation_id as "reservationId", state::text, message_id as "messageId" from deliveries`
    const received = mailbox ? await mailbox() : null
    const delivered = Map.groupBy(deliveries, ({ reservationId }) => reservationId)
    const told = received && byReference(received.mails)
    const violations = confirmed.flatMap((reservation) => {
      const mine = delivered.get(reservation.id) ?? []
      const counted = [
        ...miscounted(reservation, 'recap', mine, ['send-recap:'], true),
        ...miscounted(
          reservation,
          'hotel mail',
          mine,
          ['notify-hotel:CONFIRMED:', 'notify-hotel:CHANGED:'],
          reservation.tellsHotel,
        ),
      ]
      const messages = told?.get(reservation.reference) ?? []
      return [...counted, ...strays(reservation, messages, mine)]
    })
    const arrived = new Set(received?.mails.map(({ MessageID }) => MessageID))
    const lost = received && !received.forgot ? deliveries.filter(({ state }) => state === 'SENT') : []
    return {
      checked: confirmed.length,
      things: 'confirmed reservations',
      violations: [
        ...violations,
        ...lost.flatMap(({ key, messageId }): Violation[] =>
          arrived.has(messageId) ? [] : [{ id: key, what: `sent as ${messageId}, and in no mailbox` }],
        ),
      ],
      ...(mailbox ? {} : { notLookedAt: 'the mailboxes behind a real mail server: only what it took from us' }),
    }
  },
}

/** A mail that the server refused for good counts as sent: no retry mends the guest's address. */
const miscounted = (
  { id, reference, times, timesLongAgo }: Confirmed,
  what: string,
  deliveries: Delivery[],
  effects: string[],
  wanted: boolean,
): Violation[] => {
  const mine = deliveries.filter(({ key }) => effects.some((effect) => key.startsWith(effect)))
  const done = mine.filter(({ state }) => state !== 'CLAIMED').length
  const [least, most] = wanted ? [timesLongAgo, times] : [0, 0]
  if (done >= least && mine.length <= most) return []
  return [{ id, what: `${reference}: confirmed ${times} times, ${mine.length} times a ${what}, of which ${done} left` }]
}

/** Our mails bear the reference in their subject. The same Message-ID twice is one mail to whoever receives it; another is another. */
const strays = ({ id, reference }: Confirmed, messages: Mail[], deliveries: Delivery[]): Violation[] => {
  const known = new Set(deliveries.map(({ messageId }) => messageId))
  const unknown = new Set(messages.map(({ MessageID }) => MessageID).filter((messageId) => !known.has(messageId)))
  return [...unknown].map((messageId) => ({ id, what: `${reference}: a mail of no delivery of ours (${messageId})` }))
}

const byReference = (all: Mail[]): Map<string, Mail[]> =>
  Map.groupBy(all, ({ Subject }) => /\b[A-Z0-9]{3}-[A-Z0-9]{4}\b/.exec(Subject)?.[0] ?? '')
