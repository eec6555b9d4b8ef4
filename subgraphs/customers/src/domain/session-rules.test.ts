import { expect, test } from 'vitest'

import { judgeToken, longestMs, refreshExpiry, idleMs } from './session-rules.ts'

const began = new Date('2027-06-01T12:00:00Z')
const after = (ms: number) => new Date(began.getTime() + ms)
const token = { expiresAt: after(idleMs), usedAt: null, sessionEndedAt: null }

test('a session ends a month after its last use, and three months after it began', () => {
  expect(refreshExpiry(began, began)).toEqual(after(idleMs))
  expect(refreshExpiry(began, after(longestMs - 1_000))).toEqual(after(longestMs))
})

test.each([
  ['its time is over', { ...token, expiresAt: after(0) }, 0, 'ENDED'],
  ['its session ended', { ...token, sessionEndedAt: began }, 0, 'ENDED'],
  ['it was used a moment ago', { ...token, usedAt: began }, 10_000, 'RACING'],
  ['it was used longer ago', { ...token, usedAt: began }, 10_001, 'REUSED'],
  [
    'it was used longer ago, and its session ended since',
    { ...token, usedAt: began, sessionEndedAt: began },
    60_000,
    'ENDED',
  ],
] as const)('a token of which %s', (_, known, ms, verdict) => {
  expect(judgeToken(known, after(ms))).toBe(verdict)
})
