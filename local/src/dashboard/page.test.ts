import { expect, test } from 'vitest'

import { readLogLine } from './log-line.ts'
import { duration, logLine, type Part, row } from './page.ts'

const part: Part = {
  name: 'hotels',
  does: 'searches',
  state: 'unready',
  because: '<img src=x onerror=alert(1)>',
  startedAt: 0,
  crashes: 0,
  leftAlone: [],
  says: undefined,
  url: 'http://127.0.0.1:4001',
  store: false,
}

test('what a process says of itself cannot become markup', () => {
  expect(row(part, false, 1_000)).not.toContain('<img')
  expect(logLine(readLogLine('<script>alert(1)</script>'))).not.toContain('<script>')
  expect(logLine(readLogLine('{"level":"info","msg":"<b>","guest":"<i>"}'))).not.toMatch(/<b>|<i>/)
})

test('a part with an open breaker says whom it leaves alone', () => {
  const ready = { ...part, state: 'ready', leftAlone: ['bank'] } as const
  expect(row({ ...ready, leftAlone: ['bank'] }, false, 1_000)).toContain('leaves alone for a while: bank')
  expect(row({ ...ready, leftAlone: [] }, false, 1_000)).not.toContain('leaves alone')
})

test('a part says of itself what it has to say while it is ready', () => {
  const says = 'rooms left known <1 s after they change'
  expect(row({ ...part, state: 'ready', says }, false, 1_000)).toContain('rooms left known &lt;1 s after they change')
  expect(row({ ...part, says }, false, 1_000)).not.toContain('rooms left')
})

test("a line of pino's reads as time, level, message and what else it says; any other line as it is", () => {
  const line = '{"level":40,"time":1795304868376,"pid":1,"hostname":"x","msg":"late","ms":12}'
  expect(readLogLine(line)).toEqual({ time: '23:47:48', level: 'warn', text: 'late  ms=12' })
  const said = '{"level":"info","time":"2026-11-21T23:46:58.322Z","service":"gateway","msg":"ready"}'
  expect(readLogLine(said)).toEqual({ time: '23:46:58', level: 'info', text: 'ready' })
  expect(readLogLine('{ not json')).toEqual({ time: '', level: 'said', text: '{ not json' })
})

test('a duration says its two largest units', () => {
  expect([9_000, 61_000, 3_700_000, 90_000_000].map(duration)).toEqual(['9 s', '1 min 1 s', '1 h 1 min', '1 d 1 h'])
})
