import { expect, test } from 'vitest'

import { metrics } from './metrics.ts'
import { createCounter, createHistogram } from './tally.ts'

const linesOf = async (name: string) => (await metrics.metrics()).split('\n').filter((line) => line.startsWith(name))

test('a histogram is told as Prometheus reads it: what is up to each bound, the sum, the count', async () => {
  const seconds = createHistogram({ name: 'test_seconds', help: 'h', labels: ['what'], most: 5, buckets: [0.1, 1] })
  const series = seconds.of('booking')
  for (const value of [0.05, 0.1, 0.5, 7]) series.observe(value)
  expect(seconds.of('booking')).toBe(series)
  expect(await linesOf('test_seconds')).toEqual([
    'test_seconds_bucket{le="0.1",what="booking"} 2',
    'test_seconds_bucket{le="1",what="booking"} 3',
    'test_seconds_bucket{le="+Inf",what="booking"} 4',
    'test_seconds_sum{what="booking"} 7.65',
    'test_seconds_count{what="booking"} 4',
  ])
})

test('what comes when there is no more room is told under one label, and what was there before stays', async () => {
  const counted = createCounter({ name: 'test_total', help: 'h', labels: ['what', 'how'], most: 2 })
  for (let n = 0; n < 1_000; n += 1) counted.of(`thing ${n}`, 'so').n += 1
  counted.of('thing 0', 'so').n += 1
  expect(await linesOf('test_total')).toEqual([
    'test_total{what="thing 0",how="so"} 2',
    'test_total{what="thing 1",how="so"} 1',
    'test_total{what="(other)",how="(other)"} 998',
  ])
})

test('a label cannot break the lines of the others', async () => {
  const counted = createCounter({ name: 'test_escaped', help: 'h', labels: ['what'], most: 5 })
  counted.of('a"} 1\nforged_total 9').n += 1
  expect(await linesOf('forged_total')).toEqual([])
})
