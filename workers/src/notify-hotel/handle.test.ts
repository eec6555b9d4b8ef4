import { beforeEach, expect, test } from 'vitest'

import { sampleRecap } from '../testing/samples.ts'
import { testSetting } from '../testing/setting.ts'
import { handleNotifyHotel } from './handle.ts'

const { context, mailbox } = await testSetting()
beforeEach(() => mailbox.clear())

test('the hotel gets one mail, whose first line says what the desk needs, however often the job runs', async () => {
  const notice = {
    what: 'CONFIRMED' as const,
    recap: sampleRecap({ reservationId: 'a', requests: 'A quiet room, please', payAtHotel: 1_200, total: 50_700 }),
  }
  await handleNotifyHotel(notice, context)
  await handleNotifyHotel(notice, context)
  expect(await mailbox.list()).toHaveLength(1)
  const mail = await mailbox.latest()
  expect(mail.To).toEqual([{ Name: 'Casa do Tejo', Address: 'desk@casadotejo.example' }])
  expect(mail.Text.split('\n')[0]).toBe('New reservation LX7-4KQ9: Fri 12 - Mon 15 June, 2 adults, 1 child (6)')
  expect(mail.Subject).toBe(mail.Text.split('\n')[0])
  for (const words of [
    'Alex Sample',
    'Double room, river view',
    'Breakfast included',
    'A quiet room, please',
    '€12.00',
    '€507.00',
  ]) {
    expect(mail.HTML).toContain(words)
    expect(mail.Text.toLowerCase()).toContain(words.toLowerCase())
  }
})

test('a cancellation is a mail of its own, and asks for nothing to be collected', async () => {
  const recap = sampleRecap({ reservationId: 'b' })
  await handleNotifyHotel({ what: 'CONFIRMED', recap }, context)
  const cancelled = { at: '2026-06-01T09:58:00Z', refund: 49_500, fee: 0 }
  await handleNotifyHotel({ what: 'CANCELLED', recap: { ...recap, revision: 2, cancelled } }, context)
  expect(await mailbox.list()).toHaveLength(2)
  const { Text } = await mailbox.latest()
  expect(Text).toMatch(/^Cancelled reservation LX7-4KQ9: Fri 12 - Mon 15 June/)
  expect(Text).toContain('Please release the room.')
})

test('the button to the extranet is there when there is an extranet', async () => {
  await handleNotifyHotel(
    { what: 'CONFIRMED', recap: sampleRecap({ reservationId: 'c' }) },
    { ...context, extranetUrl: 'https://extranet.example' },
  )
  expect((await mailbox.latest()).HTML).toContain('href="https://extranet.example/reservations/LX7-4KQ9"')
})

test('a hotel that has no mail address gets no mail, and the job is done', async () => {
  await handleNotifyHotel(
    { what: 'CONFIRMED', recap: sampleRecap({ reservationId: 'd', hotel: { email: null } }) },
    context,
  )
  expect(await mailbox.list()).toHaveLength(0)
})
