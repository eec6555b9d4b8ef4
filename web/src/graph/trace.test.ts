import { afterEach, expect, test, vi } from 'vitest'

import { traceparent } from './trace.ts'

/** A tab of a browser at an address. */
function openTab(search: string, kept = new Map<string, string>()) {
  vi.stubGlobal('location', { search })
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  return kept
}
afterEach(() => vi.unstubAllGlobals())

test('each question begins a trace of its own, and wishes nothing', () => {
  openTab('?checkIn=2027-01-01')
  const told = Array.from({ length: 100 }, traceparent)
  for (const one of told) expect(one).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$/)
  expect(new Set(told.map((one) => one.slice(3, 35))).size).toBe(100)
})

test('a developer wishes all traces of a tab collected, on the pages that follow too', () => {
  const kept = openTab('?trace')
  expect(traceparent()).toMatch(/-01$/)
  openTab('', kept)
  expect(traceparent()).toMatch(/-01$/)
  openTab('')
  expect(traceparent()).toMatch(/-00$/)
})
