import fs from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'

import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

import { containerEnvironment, dotEnv, renewedEnvironment } from '../src/container-environment.ts'
import { platform } from '../src/platform.ts'
import { migrations } from '../src/prepare/beforehand.ts'
import { makeSigningKey } from '../src/prepare/secrets.ts'
import { databaseNames, issuers } from '../src/service.ts'

const root = path.resolve(import.meta.dirname, '../..')
const text = fs.readFileSync(path.join(root, 'docker-compose.yml'), 'utf8')
const container = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), args: z.record(z.string(), z.string()) }).optional(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  restart: z.string(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  tmpfs: z.array(z.string()),
  environment: z.record(z.string(), z.string().nullable()).default({}), // null: passed on when it is set
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
})
const compose = z
  .object({
    services: z.record(z.string(), container),
    volumes: z.record(z.string(), z.unknown()),
    networks: z.record(z.string(), z.unknown()),
  })
  .parse(parse(text, { merge: true }))
const all = Object.entries(compose.services)
const runsOnce = (name: string) => name.startsWith('migrate-') || name.startsWith('seed-')
const lasting = all.filter(([name]) => !runsOnce(name))
const get = (name: string) => compose.services[name] ?? expect.fail(`there is no container ${name}`)

test.each(all)('%s is not root, writes only where it must, and keeps no capability', (_, service) => {
  expect(service.read_only).toBe(true)
  expect(service.tmpfs).toContain('/tmp')
  expect(service.cap_drop).toEqual(['ALL'])
  expect(service.security_opt).toEqual(['no-new-privileges:true'])
  expect(service.image.startsWith('staygraph/') || (service.user ?? 'root') !== 'root').toBe(true)
})

test('our own images run as an account that is not root', () => {
  const dockerfile = fs.readFileSync(path.join(root, 'Dockerfile'), 'utf8')
  expect(dockerfile.match(/^USER .*/gm)?.at(-1)).toBe('USER 10001:10001')
  expect(dockerfile).toMatch(/^ARG BASE=/m)
  expect(dockerfile.match(/^FROM \S+/gm)?.filter((from) => /FROM [^$]*:/.test(from))).toEqual([])
})

test.each(lasting)('%s is restarted when it ends, and says whether it is well', (_, service) => {
  expect(service.restart).toBe('unless-stopped')
  expect(service.healthcheck?.test.length).toBeGreaterThan(1)
})

test.each(databaseNames)(
  '%s has a Postgres of its own, which only it, its migrations and its seed can reach',
  (name) => {
    const network = `${name}-data`
    expect(get(`postgres-${name}`).networks).toEqual([network])
    expect(get(`postgres-${name}`).ports).toEqual([])
    expect(compose.networks[network]).toEqual({ internal: true })
    const there = all.filter(([, { networks }]) => networks.includes(network)).map(([other]) => other)
    const own = platform.filter(({ database }) => database === name).map((service) => service.name)
    expect(there.filter((other) => !runsOnce(other)).toSorted()).toEqual([...own, `postgres-${name}`].toSorted())
    expect(get(`migrate-${name}`).command).toEqual(['node', 'local/src/migrate-database.ts', migrations[name]])
    expect(get(`migrate-${name}`).environment['DATABASE_URL']).toContain(`${name}_owner:`)
  },
)

test('the queue evicts nothing and keeps its append-only file', () => {
  const command = get('redis').command?.join(' ') ?? ''
  expect(command).toContain('--appendonly yes')
  expect(command).toContain('--maxmemory-policy noeviction')
  expect(get('redis').volumes).toEqual(['queue:/data'])
})

const inCompose = platform.filter(({ name }) => name !== 'mailbox') // Mailpit stands in its place

test.each(platform.filter(({ flags }) => flags))(
  '$name is started alone as on the platform',
  ({ folder, flags = [], entry }) => {
    const own: unknown = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
    expect(own).toMatchObject({ scripts: { start: ['node', ...flags, entry].join(' ') } })
  },
)

test.each(inCompose)('$name runs in its container as the table of the platform says', (service) => {
  const { environment, command, healthcheck, build, image } = get(service.name)
  const [{ usual }] = service.ports
  expect(command).toEqual(['node', ...(service.flags ?? []), `${service.folder}/${service.entry}`])
  expect(environment['PORT']).toBe(String(usual))
  expect(healthcheck?.test.at(-1)).toBe(String(usual))
  const folders = all.filter(([, other]) => other.image === image).map(([, other]) => other.build?.args['FOLDER'])
  expect(folders).toContain(service.folder)
  expect(build?.args['SERVICE'] ?? image).toMatch(/staygraph/)
  const needs = [
    ...(service.identity ? ['IDENTITY_KEY', 'TRUSTED_KEYS'] : []),
    ...(service.database ? ['DATABASE_URL'] : []),
    ...(service.queue ? ['REDIS_URL'] : []),
    ...(service.asks ?? []).map((sister) => `${sister.toUpperCase()}_URL`),
    ...Object.keys(service.env?.(around) ?? {}),
  ]
  expect(needs.filter((variable) => !(variable in environment))).toEqual([])
})

const key = { kty: 'OKP' }
const around = {
  url: () => 'http://x',
  port: () => 1,
  ownerOf: () => 'someone',
  siteUrl: 'http://x',
  folder: () => '/data',
  named: () => undefined,
  offerKey: key,
  accessTokenKey: key,
  claimKeys: { payments: key, reservations: key },
  trustedClaimKeys: { payments: key, reservations: key },
  bank: { apiKey: 'x', webhookSecret: 'x' },
  partner: { apiKey: 'x' },
  bedbank: { apiKey: 'x' },
  store: { accessKeyId: 'x', secretAccessKey: 'x' },
}

test('a service gets the password of its own role, never an owner’s', () => {
  for (const { name, database } of platform.filter((service) => service.database !== undefined))
    expect(get(name).environment['DATABASE_URL']).toBe(
      `postgres://${database}:\${${database?.toUpperCase()}_PASSWORD}@postgres-${database}/${database}`,
    )
})

test('whatever is waited for exists, and has the condition it is waited for', () => {
  const awaited = all.flatMap(([, { depends_on }]) => Object.entries(depends_on))
  for (const [name, { condition }] of awaited)
    expect(condition).toBe(runsOnce(name) ? 'service_completed_successfully' : 'service_healthy')
  expect(awaited.every(([name]) => name in compose.services)).toBe(true)
})

test('networks and volumes that are used are declared; the world is let in on this machine only', () => {
  for (const [, { networks, volumes, ports }] of all) {
    expect(networks.filter((name) => !(name in compose.networks))).toEqual([])
    const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((name) => !name.startsWith('.'))
    expect(named.filter((name) => !(name in compose.volumes))).toEqual([])
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  }
})

test('`npm run env` writes every variable that the compose file insists on, quoted so that JSON survives', async () => {
  const written = await containerEnvironment()
  const insistedOn = [...text.matchAll(/\$\{([A-Z_]+)(:\?[^}]*)?\}/g)].map(([, name = '']) => name)
  expect([...new Set(insistedOn)].filter((name) => !(name in written))).toEqual([])
  expect(dotEnv({ A: '{"k":"$x"}' })).toBe(`A='{"k":"$x"}'\n`)
  expect(Object.values(written).filter((value) => value.includes("'"))).toEqual([])
  expect(JSON.parse(written['TRUSTED_KEYS'] ?? '')).not.toHaveProperty('gateway.d')
  expect(JSON.parse(written['TRUSTED_CLAIM_KEYS'] ?? '')).not.toHaveProperty('payments.d')
})

test('`npm run env` gives a .env of an earlier version the keys it lacks, and leaves every other line', async () => {
  const fresh = await containerEnvironment()
  expect(await renewedEnvironment(dotEnv(fresh))).toBeNull()
  expect(
    await renewedEnvironment(
      `PAYMENTS_IDENTITY_KEY='not JSON'\nLODGEBANK_KEY=ours\nS3_ACCESS_KEY_ID=a\nS3_SECRET_ACCESS_KEY=b\n`,
    ),
  ).toBeNull()
  const later = ['LODGEBANK_KEY', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']
  for (const without of [later.slice(1), later]) {
    const before = Object.fromEntries(Object.entries(fresh).filter(([name]) => !without.includes(name)))
    expect(parseEnv((await renewedEnvironment(dotEnv(before))) ?? '')).toEqual({
      ...fresh,
      ...Object.fromEntries(without.map((name) => [name, expect.stringMatching(/^sand_/)])),
    })
  }

  const former: Record<string, string> = {}
  for (const [name, value] of Object.entries(fresh)) if (!name.includes('CLAIM_KEY')) former[name] = value
  for (const issuer of issuers) former[`${issuer.toUpperCase()}_IDENTITY_KEY`] = JSON.stringify(await makeSigningKey())
  const text = `# ours\n${dotEnv(former)}\nWEB_PORT=3300 # moved`
  const renewed = (await renewedEnvironment(text)) ?? ''
  const read = parseEnv(renewed)
  expect(Object.keys(read).toSorted()).toEqual([...Object.keys(fresh), 'WEB_PORT'].toSorted())
  const kept = Object.entries(former).filter(([name]) => !/IDENTITY_KEY|TRUSTED_KEYS/.test(name))
  expect(read).toMatchObject(Object.fromEntries(kept))
  expect(renewed).toMatch(/^# ours\n/)
  expect(renewed).toContain('\nWEB_PORT=3300 # moved\n')
  const trusted = JSON.parse(read['TRUSTED_KEYS'] ?? '') as Record<string, object>
  for (const issuer of issuers) {
    const { d, ...shown } = JSON.parse(read[`${issuer.toUpperCase()}_IDENTITY_KEY`] ?? '') as Record<string, string>
    expect([shown['crv'], d?.length, trusted[issuer]]).toEqual(['X25519', 43, shown])
  }
  // The links in mails that were sent stay good.
  for (const issuer of ['PAYMENTS', 'RESERVATIONS'])
    expect(JSON.parse(read[`${issuer}_CLAIM_KEY`] ?? '')).toEqual(JSON.parse(former[`${issuer}_IDENTITY_KEY`] ?? ''))
  expect(await renewedEnvironment(renewed)).toBeNull()
})
