import { expect, test } from 'vitest'

import type { IndexedMessage } from './message.ts'
import { searchTest } from './search.ts'

const message: IndexedMessage = {
  returnPath: 'stays@staygraph.example',
  words: 'casa do tejo is expecting you on friday 12 june',
  summary: {
    ID: 'abc',
    MessageID: 'recap.42@staygraph.example',
    Read: false,
    From: { Name: 'Staygraph', Address: 'stays@staygraph.example' },
    To: [{ Name: 'Alex Sample', Address: 'Alex@example.com' }],
    Cc: [],
    Bcc: [{ Name: '', Address: 'archive@example.com' }],
    ReplyTo: [],
    Subject: 'Booked: Casa do Tejo',
    Created: '2026-06-10T12:00:00.000Z',
    Tags: [],
    Size: 40_000,
    Attachments: 2,
    Snippet: 'Casa do Tejo is expecting you',
    Username: '',
  },
}

test.each([
  ['to:alex@example.com', true],
  ['to:archive@example.com', false],
  ['addressed:archive@example.com', true],
  ['from:staygraph subject:"casa do tejo"', true],
  ['subject:"casa do" to:somebody', false],
  ['message-id:<recap.42@staygraph.example>', true],
  ['"expecting you"', true],
  ['expecting nobody', false],
  ['-subject:tejo', false],
  ['!from:bank is:unread has:attachment', true],
  ['is:read', false],
  ['after:2026-06-10 before:2026-06-11', true],
  ['before:2026-06-10', false],
  ['larger:30k smaller:1mb', true],
])('the search %j finds the message: %s', (query, found) => expect(searchTest(query)(message)).toBe(found))
