import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'

import { stagePerson, stageServices } from '../../tests/staged-customers.ts'
import { longestMs } from '../domain/session-rules.ts'
import { forgetOldSessions } from './forget-old-sessions.ts'

const { services, sql } = await stageServices()

const signedIn = async () => {
  const person = stagePerson(services)
  const { customer } = await person.register()
  return { ...person, id: customer.id }
}
const later = (ms: number) => new Date(Date.now() + ms)
const minute = 60_000

test('gives a new access token and exchanges the refresh token', async () => {
  const ada = await signedIn()
  const first = ada.jar.token
  const { __typename, accessToken } = await ada.refresh()
  expect(__typename).toBe('Session')
  expect(decodeJwt(accessToken).sub).toBe(ada.id)
  expect(ada.jar.token).not.toBe(first)
  expect((await ada.refresh()).__typename).toBe('Session')
})

test.each([
  ['none', undefined],
  ['an invented one', 'x'.repeat(43)],
  ['SQL', "' or 1=1 --"],
])('no session for the wrong cookie: %s', async (_, cookie) => {
  expect(await stagePerson(services).refresh({ cookie })).toEqual({
    __typename: 'SessionEnded',
    message: 'The session has ended. Sign in again.',
  })
})

describe('a refresh token that comes again', () => {
  test('was copied: it gets nothing, and its successor stops working too', async () => {
    const ada = await signedIn()
    const copied = ada.jar.token
    await ada.refresh()
    const owners = ada.jar.token
    expect((await ada.refresh({ cookie: copied, now: later(minute) })).__typename).toBe('SessionEnded')
    expect((await ada.refresh({ cookie: owners, now: later(minute) })).__typename).toBe('SessionEnded')
    expect(ada.jar.token).toBeUndefined()
    const [session] = await sql`select ended_because from sessions where customer_id = ${ada.id}`
    expect(session?.['ended_because']).toBe('TOKEN_REUSED')
  })

  test('by the thief first: the owner’s next refresh ends the thief’s session', async () => {
    const ada = await signedIn()
    const stolen = ada.jar.token
    const thief = stagePerson(services)
    expect((await thief.refresh({ cookie: stolen })).__typename).toBe('Session')
    expect((await ada.refresh({ cookie: stolen, now: later(minute) })).__typename).toBe('SessionEnded')
    expect((await thief.refresh({ now: later(minute) })).__typename).toBe('SessionEnded')
  })

  test('ends no other session of the customer', async () => {
    const ada = stagePerson(services)
    const { customer } = await ada.register()
    const elsewhere = stagePerson(services)
    await elsewhere.signIn(customer.email, 'a meadow at four in the morning')
    const copied = ada.jar.token
    await ada.refresh()
    await ada.refresh({ cookie: copied, now: later(minute) })
    expect((await elsewhere.refresh()).__typename).toBe('Session')
  })

  test('from two tabs at once: both go on, with one successor between them', async () => {
    const ada = await signedIn()
    const shared = ada.jar.token
    const tabs = [stagePerson(services), stagePerson(services), stagePerson(services)]
    const answers = await Promise.all(tabs.map((tab) => tab.refresh({ cookie: shared })))
    expect(answers.map(({ __typename }) => __typename)).toEqual(['Session', 'Session', 'Session'])
    const successors = tabs.flatMap(({ jar }) => jar.token ?? [])
    expect(successors).toHaveLength(1)
    expect((await ada.refresh({ cookie: successors[0], now: later(minute) })).__typename).toBe('Session')
  })
})

test('a session ends by itself: unused for a month, or three months old', async () => {
  const unused = await signedIn()
  expect((await unused.refresh({ now: later(30 * 86_400_000 + minute) })).__typename).toBe('SessionEnded')
  const used = await signedIn()
  for (let days = 20; days < 90; days += 20)
    expect((await used.refresh({ now: later(days * 86_400_000) })).__typename).toBe('Session')
  expect((await used.refresh({ now: later(longestMs + minute) })).__typename).toBe('SessionEnded')
})

test('signing out ends the session, and is true without one', async () => {
  const ada = await signedIn()
  const token = ada.jar.token
  expect((await ada.ask('mutation { signOut }')).data).toEqual({ signOut: true })
  expect(ada.jar.token).toBeUndefined()
  expect((await ada.refresh({ cookie: token })).__typename).toBe('SessionEnded')
  expect((await ada.ask('mutation { signOut }')).data).toEqual({ signOut: true })
})

test('what ended long ago is forgotten, what lives is kept', async () => {
  const ada = await signedIn()
  const before = await sql`select 1 from sessions where customer_id = ${ada.id}`
  expect(before).toHaveLength(1)
  await forgetOldSessions(services, later(10 * 86_400_000))
  expect(await sql`select 1 from sessions where customer_id = ${ada.id}`).toHaveLength(1)
  await forgetOldSessions(services, later(31 * 86_400_000))
  expect(await sql`select 1 from sessions where customer_id = ${ada.id}`).toHaveLength(0)
})
