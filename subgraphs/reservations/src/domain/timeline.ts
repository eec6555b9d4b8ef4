import { inWords } from './cancellation.ts'
import { readableDate, readableInstant } from './hotel-time.ts'
import { bankReason } from './refusals.ts'

/** What a step's sentence needs besides its name. No personal data: the log outlives an erased guest. */
export type StepDetail = {
  amount?: number
  currency?: string
  fee?: number
  /** ISO 8601. */
  until?: string
  partner?: string
  checkIn?: string
  checkOut?: string
  /** "2 × Double room + 1 × Family room"; at the desk the doors, "101, 102". */
  rooms?: string
  /** The bank's own word for a decline: insufficient_funds. */
  reason?: string | null
  /** ISO 8601. */
  since?: string
  /** Of a sum kept by a dispute: what of it was owed anyway. */
  covered?: number
}

type Tell = (detail: StepDetail, timeZone: string) => string

const sum = ({ amount = 0, currency = 'EUR' }: StepDetail) => inWords({ amount, currency })
const partner = ({ partner: name = 'The partner' }: StepDetail) => name
const rooms = ({ rooms: names }: StepDetail) => (names === undefined ? '' : `, ${names}`)
const dates = ({ checkIn = '', checkOut = '' }: StepDetail) => `${readableDate(checkIn)} to ${readableDate(checkOut)}`

/** Every step a reservation can take, as the guest reads it: the fact, then the remedy. */
const sentences = {
  NIGHTS_HELD: ({ until = '' }, timeZone) =>
    `We hold the room for you while you pay, until ${readableInstant(new Date(until), timeZone)} at the hotel.`,
  BOOKING_BEGUN: () => 'We began your booking.',
  WAITED_FOR: ({ since = '' }, timeZone) =>
    `You were on the waiting list since ${readableInstant(new Date(since), timeZone)} at the hotel. The room was held for you.`,
  PAYMENT_BEGUN: (detail) => `We asked your bank for ${sum(detail)}.`,
  BANK_ASKS_GUEST: () => 'Your bank wants you to approve the payment on its own page.',
  BANK_CHECKS: () => 'Your bank is checking the payment. Do not pay again.',
  SUM_SET_ASIDE: (detail) => `Your bank set ${sum(detail)} aside. Nothing is taken yet.`,
  PARTNER_ASKED: (detail) => `We asked ${partner(detail)} to book the room.`,
  PARTNER_SILENT: (detail) => `${partner(detail)} has not answered. We are asking again; nothing is taken meanwhile.`,
  PARTNER_FOUND: (detail) => `${partner(detail)} answered: the room is booked.`,
  PAID: (detail) => `Your bank approved the payment of ${sum(detail)}. The room is yours.`,
  BOOKED_BY_PARTNER: (detail) =>
    `${partner(detail)} booked the room, and your bank approved the payment of ${sum(detail)}.`,
  PAID_AFTER_HOLD: (detail) =>
    `Your payment of ${sum(detail)} came after the hold had ended. The room was still free: it is yours.`,
  DECLINED: ({ reason }) =>
    `Your bank declined the payment. ${bankReason(reason ?? null)} Nothing was taken, and the room is no longer held. You can book again with another card.`,
  PAYMENT_NOT_BEGUN: () =>
    'We could not reach the bank. Nothing was taken, and the room is no longer held. You can book again in a moment.',
  HOLD_ENDED: () => 'The payment was not approved in time. Nothing was taken, and the room is no longer held.',
  PARTNER_SOLD_OUT: (detail) =>
    `${partner(detail)} has no such room left. Nothing is taken: your bank releases what it had set aside.`,
  PARTNER_REFUSED: (detail) =>
    `${partner(detail)} did not accept the booking. Nothing is taken: your bank releases what it had set aside.`,
  PARTNER_AWAY: (detail) =>
    `${partner(detail)} could not be reached. Nothing was booked and nothing is taken: your bank releases what it had set aside.`,
  PARTNER_PRICE_CHANGED: (detail) =>
    `${partner(detail)} changed the price or the terms. Nothing was booked and nothing is taken: your bank releases what it had set aside.`,
  AUTHORIZATION_ENDED: (detail) =>
    `The payment could not be completed. The booking with ${partner(detail)} is cancelled and nothing is taken.`,
  PAID_TOO_LATE: (detail) =>
    `Your payment of ${sum(detail)} came after the hold had ended, and the room was gone. It goes back to your card.`,
  GIVEN_BACK: (detail) => `${sum(detail)} went back to your card. Banks take 5 to 10 days to show it.`,
  REFUND_WAITS: (detail) =>
    `We owe you ${sum(detail)}. Your bank has a complaint about the payment in hand: when it has decided, the sum goes back by your bank or by us, not by both.`,
  STAFF_REFUND: (detail) => `The hotel gives you back ${sum(detail)}.`,
  DISPUTE_ASKED: (detail) => `Your bank asks us about the payment of ${sum(detail)}. No money has moved.`,
  DISPUTE_OPENED: (detail) =>
    `A complaint about the payment reached us from your bank. It took ${sum(detail)} back from us until it has decided.`,
  DISPUTE_WON: (detail) => `Your bank has decided: the payment of ${sum(detail)} stands.`,
  DISPUTE_LOST: (detail) =>
    detail.covered
      ? `Your bank has decided: ${sum(detail)} stays with you. ${inWords({ amount: detail.covered, currency: detail.currency ?? 'EUR' })} of it is what we owed you, and is paid by that.`
      : `Your bank has decided: ${sum(detail)} stays with you.`,
  DISPUTE_CLOSED: () => 'Your bank closed its question about the payment. Nothing changed.',
  REFUND_REFUSED: (detail) =>
    `Your bank would not take back ${sum(detail)}. We owe it to you: write to us, and we pay it another way.`,
  CANCELLATION_ASKED: (detail) =>
    detail.amount === 0
      ? 'You asked to cancel. By the terms of your booking nothing comes back.'
      : `You asked to cancel. ${sum(detail)} comes back to your card.`,
  ROOMS_CANCELLED: (detail) =>
    `You gave up ${detail.rooms ?? 'a room'}. ${sum(detail)} comes back to your card${detail.fee ? `, ${inWords({ amount: detail.fee, currency: detail.currency ?? 'EUR' })} was kept` : ''}.`,
  PARTNER_KEEPS_BOOKING: (detail) => `${partner(detail)} did not accept the cancellation. Your booking stands.`,
  CANCELLED: (detail) =>
    detail.fee
      ? `Cancelled. ${inWords({ amount: detail.fee, currency: detail.currency ?? 'EUR' })} was kept by the terms of your booking.`
      : 'Cancelled without a fee.',
  CHANGE_BEGUN: (detail) =>
    `You asked for another stay: ${dates(detail)}${rooms(detail)}. ${detail.partner === undefined ? 'We hold it.' : `${partner(detail)} is asked for it; what you have stays yours until it is booked.`}`,
  CHANGED: (detail) => `Your stay is now ${dates(detail)}${rooms(detail)}.`,
  CHECKED_IN: ({ rooms: doors = '' }) => `You arrived. Your room: ${doors}.`,
  ROOM_MOVED: ({ rooms: door = '' }) => `You moved to room ${door}.`,
  CHECKED_OUT: () => 'You left. We hope to see you again.',
  NO_SHOW: (detail) =>
    `You did not arrive. ${detail.fee ? `${inWords({ amount: detail.fee, currency: detail.currency ?? 'EUR' })} was kept by the terms. ` : ''}${detail.amount ? `${sum(detail)} comes back to your card.` : 'Nothing comes back to your card.'}`,
  CHANGE_REFUSED: (detail) =>
    `${partner(detail)} could not book the other stay. You have not been charged, and your booking stands as it was.`,
  CHANGE_ABANDONED: () => 'The change was not paid. Your booking stands as it was.',
} satisfies Record<string, Tell>

export type StepName = keyof typeof sentences

export const tellStep = (name: StepName, detail: StepDetail, timeZone: string): string =>
  (sentences[name] as Tell)(detail, timeZone)
