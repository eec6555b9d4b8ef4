import { expect, test } from 'vitest'

import { type Decision, readDecision } from './decision.ts'

test.each<[Decision, string, unknown]>([
  ['ALLOTMENT', '8', { kind: 'ALLOTMENT', rooms: 8 }],
  ['ALLOTMENT', '0', { kind: 'ALLOTMENT', rooms: 0 }],
  ['CLOSE', '', { kind: 'CLOSE' }],
  ['PRICE', '1,200.50', { kind: 'RATE', rate: { price: { amount: 120_050, currency: 'EUR' } } }],
  ['SHARE', '120', { kind: 'RATE', rate: { ofStandardBps: 12_000 } }],
  ['SHARE', '87.5 %', { kind: 'RATE', rate: { ofStandardBps: 8_750 } }],
  ['STANDARD', '', { kind: 'RATE', rate: { standard: true } }],
])('%s %j is told to the graph as %j', (decision, figure, read) => {
  expect(readDecision(decision, figure, 'EUR')).toEqual(read)
})

test.each<[Decision, string]>([
  ['ALLOTMENT', ''],
  ['ALLOTMENT', '-1'],
  ['ALLOTMENT', '2.5'],
  ['PRICE', '0'],
  ['PRICE', 'twelve'],
  ['SHARE', '0.5'],
  ['SHARE', '1001'],
])('%s %j is refused before anything is asked', (decision, figure) => {
  expect(readDecision(decision, figure, 'EUR')).toHaveProperty('wrong')
})
