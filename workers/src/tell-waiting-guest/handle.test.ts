import type { WaitingNotice } from '@staygraph/reservations/contract/waiting-notice'
import { beforeEach, expect, test } from 'vitest'

import { sampleRecap } from '../testing/samples.ts'
import { testSetting } from '../testing/setting.ts'
import { handleTellWaitingGuest } from './handle.ts'

const { context, mailbox, clock } = await testSetting()
beforeEach(() => mailbox.clear())

const url = 'https://staygraph.example/waiting/the-token'
function sampleNotice(changes: Partial<WaitingNotice>): WaitingNotice {
  const {
    hotel,
    stay,
    rooms,
    roomName,
    board,
    ratePlanName,
    currency,
    total,
    payNow,
    cancellationSummary,
    offerSignature,
  } = sampleRecap()
  const guest = { givenName: 'Alex', familyName: 'Sample', email: 'alex@example.com' }
  const priced = { board, ratePlanName, currency, total, payNow, cancellationSummary, offerSignature }
  return {
    entryId: 'entry-1',
    what: 'JOINED',
    until: null,
    guest,
    hotel,
    stay,
    rooms,
    roomName,
    ...priced,
    url,
    ...changes,
  }
}
const free = { what: 'ROOM_FREE', until: '2026-05-14T15:17:30Z' } as const

test('a freed room is told once, however often the job runs: until when, at which price, with the link', async () => {
  const notice = sampleNotice(free)
  await Promise.allSettled([handleTellWaitingGuest(notice, context), handleTellWaitingGuest(notice, context)])
  await handleTellWaitingGuest(notice, context)
  expect(await mailbox.list()).toHaveLength(1)
  const mail = await mailbox.latest()
  expect(mail.Subject).toBe('A room is free: Casa do Tejo, 12–15 June')
  for (const body of [mail.Text, mail.HTML]) {
    expect(body).toContain('We hold it for you until Thu 14 May, 16:17 (Lisbon time)')
    expect(body).toContain('€495.00')
    expect(body).toContain(url)
    expect(body).toContain('takes you off the list')
  }
})

test('the same guest is told again when rooms are held anew, and the first mail says that they are on the list', async () => {
  await handleTellWaitingGuest(sampleNotice({ entryId: 'entry-2' }), context)
  expect(await mailbox.latest()).toMatchObject({ Subject: 'On the waiting list: Casa do Tejo, 12–15 June' })
  await handleTellWaitingGuest(sampleNotice({ ...free, entryId: 'entry-2' }), context)
  await handleTellWaitingGuest(sampleNotice({ ...free, entryId: 'entry-2', until: '2026-05-14T18:00:00Z' }), context)
  expect(await mailbox.list()).toHaveLength(3)
})

test('a mail that comes too late is not sent: the room is no longer held', async () => {
  clock.now = new Date('2026-05-14T15:17:30Z')
  await handleTellWaitingGuest(sampleNotice({ ...free, entryId: 'entry-3' }), context)
  clock.now = new Date('2026-05-14T13:17:30Z')
  expect(await mailbox.list()).toHaveLength(0)
})

test('rooms held without an end, and a guest who cannot be written to, are dead letters', async () => {
  const guest = { givenName: 'Alex', familyName: 'Sample', email: 'nobody' }
  for (const notice of [sampleNotice({ ...free, until: null }), sampleNotice({ entryId: 'entry-4', guest })])
    await expect(handleTellWaitingGuest(notice, context)).rejects.toMatchObject({ name: 'UnrecoverableError' })
})
