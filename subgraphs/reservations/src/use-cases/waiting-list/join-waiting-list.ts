import { randomUUID } from 'node:crypto'

import { GraphQLError } from 'graphql'

import type { Context } from '../../context.ts'
import { joinWaitingList as join, waitingEntry } from '../../database/waiting-list.ts'
import { byType, roomsOf } from '../../domain/booked-room.ts'
import { readGuest } from '../../domain/guest.ts'
import { idempotencyConflict, invalidGuest } from '../../domain/refusals.ts'
import { hashOf, scopeOf } from '../../domain/requester.ts'
import { alreadyWaiting, noWaitingList, roomsFree } from '../../domain/waiting-list-refusals.ts'
import { closingOf, noticeOf, waitingPageOf } from '../../domain/waiting-list.ts'
import { acceptOffer } from '../accept-offer.ts'
import { askOnce } from '../ask-once.ts'
import { waitingToken } from './waiting-token.ts'

export type JoinWaitingListInput = {
  offerId: string
  guest: { givenName: string; familyName: string; email: string; phone?: string | null }
  idempotencyKey: string
}

/** Puts a guest on the list of a stay whose rooms are gone, at the price they were shown. */
export async function joinWaitingList(input: JoinWaitingListInput, context: Context) {
  const { viewer } = context
  if (viewer.kind === 'service' || (viewer.kind === 'integrator' && !viewer.scopes.includes('BOOK')))
    throw new GraphQLError('This API key may not join a waiting list.', { extensions: { code: 'FORBIDDEN' } })
  return askOnce(input.idempotencyKey, () => joinOnce(input, context))
}

async function joinOnce({ offerId, guest: entered, idempotencyKey }: JoinWaitingListInput, context: Context) {
  const { sql, db, viewer, settings, now } = context
  const read = readGuest(entered)
  if (!('guest' in read)) return invalidGuest(read.field, read.message)
  const { guest } = read
  const accepted = await acceptOffer(offerId, context)
  if ('refusal' in accepted) return accepted.refusal
  const { claims } = accepted
  const rooms = byType(roomsOf(claims))
  const at = now()
  const closesAt = closingOf(claims)
  if (claims.supplier !== null)
    return noWaitingList(`${claims.supplier.name} keeps no waiting list. Choose another room.`)
  if (closesAt <= at) return noWaitingList('Check-in is too near to wait for a room. Choose another one.')
  if (rooms.some(({ rooms: wanted, allotment }) => wanted > allotment))
    return noWaitingList('The hotel does not have so many rooms of this kind. Choose another room.')

  const id = randomUUID()
  const inputHash = hashOf(offerId, guest.givenName, guest.familyName, guest.email)
  const token = await waitingToken(id, closesAt, context)
  const outcome = await join(
    sql,
    {
      id,
      scope: scopeOf(viewer),
      key: idempotencyKey,
      inputHash,
      hotelId: claims.hotel.id,
      ...claims.stay,
      rooms,
      ...guest,
      notice: noticeOf({
        entryId: id,
        guest: { givenName: guest.givenName, familyName: guest.familyName, email: guest.email },
        offer: offerId,
        claims,
        url: waitingPageOf(settings.publicSiteUrl, token),
      }),
      now: at,
      closesAt,
    },
    offerId,
  )
  if (outcome.outcome === 'ALREADY') return alreadyWaiting(claims)
  if (outcome.outcome === 'FREE') return roomsFree(claims)
  if (outcome.outcome === 'KNOWN' && outcome.hash !== inputHash) return idempotencyConflict()
  const entry = await waitingEntry(db, outcome.id)
  if (!entry) throw new Error(`there is no waiting list entry ${outcome.id}`)
  return { __typename: 'WaitingListEntry' as const, ...entry }
}
