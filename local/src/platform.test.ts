import { expect, test } from 'vitest'

import { dashboardPort, platform } from './platform.ts'
import type { DatabaseUrls } from './prepare/databases.ts'
import { makeIdentityKey } from './prepare/secrets.ts'
import { serviceEnvironment } from './runner/service-environment.ts'
import { claimIssuers, issuers, type Surroundings } from './service.ts'

const around: Surroundings = {
  url: (name) => `http://${name}`,
  port: () => 1,
  ownerOf: () => 'someone',
  siteUrl: 'http://site',
  folder: (name) => `/data/${name}`,
  named: () => undefined,
  offerKey: { kty: 'OKP', d: 'the-offer-key' },
  accessTokenKey: { kty: 'OKP', d: 'the-access-token-key' },
  claimKeys: { payments: { d: 'claims-payments' }, reservations: { d: 'claims-reservations' } },
  trustedClaimKeys: { payments: { x: 'public-payments' }, reservations: { x: 'public-reservations' } },
  bank: { apiKey: 'the-bank-key', webhookSecret: 'the-webhook-secret' },
  partner: { apiKey: 'the-partner-key' },
  bedbank: { apiKey: 'the-bedbank-key' },
  store: { accessKeyId: 'one', secretAccessKey: 'the-store-key' },
}
const key = await makeIdentityKey()
const identityKeys = Object.fromEntries(issuers.map((issuer) => [issuer, { ...key, d: `private-${issuer}` }]))
const databaseOf = (name: string): DatabaseUrls => ({ service: `postgres://${name}@x/${name}`, owner: 'the-owner' })
const databases = {
  hotels: databaseOf('hotels'),
  customers: databaseOf('customers'),
  payments: databaseOf('payments'),
  reservations: databaseOf('reservations'),
  workers: databaseOf('workers'),
}
const environmentOf = (name: string, inherited: NodeJS.ProcessEnv = {}) => {
  const service = platform.find((each) => each.name === name)
  if (!service) throw new Error(`no ${name}`)
  return serviceEnvironment(service, {
    around,
    secrets: { identityKeys: identityKeys as Record<(typeof issuers)[number], typeof key> },
    databases,
    redisUrl: 'redis://queue',
    inherited,
  })
}

test('no two processes want the same port, and each is moved by a variable of its own', () => {
  const ports = [...platform.flatMap((service) => service.ports), dashboardPort]
  expect(new Set(ports.map(({ usual }) => usual)).size).toBe(ports.length)
  expect(new Set(ports.map(({ moves }) => moves)).size).toBe(ports.length)
})

test('every sister that is asked is in the table', () => {
  const names = new Set(platform.map(({ name }) => name))
  expect(platform.flatMap(({ asks = [] }) => asks).filter((name) => !names.has(name))).toEqual([])
})

test.each(platform)('$name gets no secret but its own', ({ name, identity, database }) => {
  const own = new Map<string, readonly string[]>([
    ['the-offer-key', ['hotels']],
    ['the-access-token-key', ['customers']],
    ['the-bank-key', ['bank', 'payments']],
    ['the-webhook-secret', ['bank', 'payments']],
    ['the-partner-key', ['partner', 'hotels', 'reservations']],
    ['the-bedbank-key', ['bedbank', 'hotels', 'reservations']],
    ['the-store-key', ['store', 'hotels']],
    ['the-owner', []],
    ...claimIssuers.map((issuer) => [`claims-${issuer}`, [issuer]] as const),
  ])
  const keys = issuers.filter((issuer) => issuer !== identity).map((issuer) => `private-${issuer}`)
  const urls = Object.entries(databases)
    .filter(([other]) => other !== database)
    .map(([, { service }]) => service)
  const others = [...own].filter(([, owners]) => !owners.includes(name)).map(([secret]) => secret)
  const text = JSON.stringify(environmentOf(name))
  expect([...keys, ...urls, ...others].filter((secret) => text.includes(secret))).toEqual([])
})

test("what the user names for one service reaches no other's environment", () => {
  const inherited = { HOTELS_DATABASE_URL: 'postgres://secret', STRIPE_API_KEY: 'sk_live', LOG_LEVEL: 'debug' }
  const { LOG_LEVEL, ...rest } = environmentOf('web', inherited)
  expect(LOG_LEVEL).toBe('debug')
  expect(JSON.stringify(rest)).not.toMatch(/postgres:\/\/secret|sk_live/)
})
