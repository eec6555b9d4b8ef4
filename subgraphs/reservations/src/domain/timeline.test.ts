import { expect, test } from 'vitest'

import { tellStep, type StepDetail, type StepName } from './timeline.ts'

const zone = 'Europe/Lisbon'

test.for<[StepName, StepDetail, string]>([
  [
    'NIGHTS_HELD',
    { until: '2027-06-11T17:10:00Z' },
    'We hold the room for you while you pay, until Fri 11 June 2027, 18:10 at the hotel.',
  ],
  ['PAYMENT_BEGUN', { amount: 30_288, currency: 'GBP' }, 'We asked your bank for £302.88.'],
  ['PAID', { amount: 49_500, currency: 'JPY' }, 'Your bank approved the payment of ¥49,500. The room is yours.'],
  [
    'DECLINED',
    { reason: 'insufficient_funds' },
    'Your bank declined the payment. Its reason: insufficient funds. Nothing was taken, and the room is no longer held. You can book again with another card.',
  ],
  [
    'DECLINED', // written before reasons were
    {},
    'Your bank declined the payment. It gave no reason. Nothing was taken, and the room is no longer held. You can book again with another card.',
  ],
  ['CANCELLATION_ASKED', { amount: 100, currency: 'EUR' }, 'You asked to cancel. €1.00 comes back to your card.'],
  [
    'CANCELLATION_ASKED',
    { amount: 0, currency: 'EUR' },
    'You asked to cancel. By the terms of your booking nothing comes back.',
  ],
  ['CANCELLED', { fee: 100, currency: 'KWD' }, 'Cancelled. KWD 0.100 was kept by the terms of your booking.'],
  [
    'WAITED_FOR',
    { since: '2027-05-02T08:00:00Z' },
    'You were on the waiting list since Sun 2 May 2027, 09:00 at the hotel. The room was held for you.',
  ],
])('%s is told as the guest reads it, sums as the site writes them', ([step, detail, text]) => {
  expect(tellStep(step, detail, zone).replaceAll('\u00A0', ' ')).toBe(text)
})
