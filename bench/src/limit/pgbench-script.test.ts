import { expect, test } from 'vitest'

import { pgbenchScript } from './pgbench-script.ts'
import { readLog, type Marks } from './record-booking.ts'

const marks: Marks = {
  email: 'guest.1@example.com',
  idempotencyKey: 'bench-key-1',
  roomTypeId: 'r8',
  reference: 'XCH-G3RF',
  customerId: '01a20127-bf90-73b6-85c5-e43cb806af23',
  reservationId: '01a20127-bf91-7b8b-baf9-4a8cc4f07730',
  paymentId: '01a20127-bf93-7bdb-96fc-09bf0a721f03',
}

test('the log of Postgres is read entry by entry, with quotes, lines and nulls in it', () => {
  const lines = [
    '@@payments|LOG:  execute a1: select settle($1,',
    '\t  $2) as status',
    "@@payments|DETAIL:  Parameters: $1 = 'it''s, $2 = ''so''', $2 = NULL",
    '@@|LOG:  checkpoint starting: time',
    '@@customers|LOG:  statement: begin',
    '@@reservations|LOG:  execute <unnamed>: select 1',
  ]
  expect(readLog(lines)).toEqual([
    { database: 'payments', text: 'select settle($1,\n\t  $2) as status', parameters: ["it's, $2 = 'so'", null] },
    { database: 'customers', text: 'begin', parameters: [] },
    { database: 'reservations', text: 'select 1', parameters: [] },
  ])
})

test('what is another one with each booking becomes a variable, what a statement answers is handed on', () => {
  const statements = [
    { database: 'customers', text: 'insert into g values ($1) returning "id"', parameters: [marks.email] },
    {
      database: 'reservations',
      text: 'select * from hold_room($1::text::jsonb, $2::text[])',
      parameters: [
        JSON.stringify({ key: marks.idempotencyKey, customer: marks.customerId, type: 'r8', odd: 'r88' }),
        '{r8}',
      ],
    },
    {
      database: 'payments',
      text: 'select begin_payment($1, $2)',
      parameters: [`${marks.reservationId}:pay:1`, '{"a":true}'],
    },
  ]
  const [setKey, setType, insert, hold, begin] = pgbenchScript({ statements, marks }, 'spread', 20).split('\n')
  expect([setKey, setType]).toEqual(['\\set k random(1, 9000000000000000)', '\\set t random(0, 19)'])
  expect(insert).toBe(`insert into g values ('guest.' || :k || '@example.com') returning "id" \\gset s0_`)
  expect(hold).toContain(
    `E'","customer"\\x3a"' || :s0_id || E'","type"\\x3a' || E'"' || 'spread' || :t || E'"' || E',"odd"\\x3a"r88"}'`,
  )
  expect(hold).toContain(`('{' || 'spread' || :t || '}')::text[]) \\gset s1_`)
  expect(begin).toContain(`(:s1_id || E'\\x3apay\\x3a1'), E'{"a"\\x3atrue}'::jsonb) \\gset s2_`)
})
