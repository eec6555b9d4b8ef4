import { metrics } from '@staygraph/subgraph-kit/metrics'
import { expect, test } from 'vitest'

import { observeLag, observeUnheard, tellLag } from './availability-metrics.ts'
import { tellNext } from './tell-next.ts'

test('the longest lag of the last minute is told, and while the queue stands still how far searches are behind', async () => {
  const now = Date.parse('2027-06-01T12:00:00Z')
  expect(tellLag(now)).toBeUndefined()
  observeLag(now - 700, now)
  observeLag(now - 300, now + 100)
  observeLag(now + 4_800, now + 5_000)
  expect(tellLag(now + 6_000)).toBe('searches know what is left of rooms 0.7 s after it changed')
  expect(tellLag(now + 61_000)).toBe('searches know what is left of rooms 0.2 s after it changed')
  // Nothing is heard any more: silence is no sign of health.
  observeUnheard(now + 60_000, now + 61_000)
  expect(tellLag(now + 61_000)).toBe('searches know what is left of rooms 0.2 s after it changed')
  observeUnheard(now + 60_000, now + 199_000)
  expect(tellLag(now + 200_000)).toBe('searches do not know yet what changed of rooms 140 s ago')
  expect(await metrics.getSingleMetricAsString('availability_unheard_seconds')).toContain(' 139')
  observeUnheard(null, now + 201_000)
  expect(tellLag(now + 201_000)).toBeUndefined()
  expect(await metrics.getSingleMetricAsString('availability_unheard_seconds')).toContain(' 0')
})

test('how far a rebuild is, is told in hotels', () => {
  const towns = new Map([1, 2, 3].map((cityId) => [cityId, { hotels: cityId * 10 }]))
  expect(tellNext({ nextBegunAt: null, nextFilledTo: 0 }, towns)).toBeUndefined()
  expect(tellNext({ nextBegunAt: '2027-06-01T12:34:56Z', nextFilledTo: 2 }, towns)).toBe(
    'what is left of rooms is being made anew since 12:34 UTC, 50 %',
  )
})
