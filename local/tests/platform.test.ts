import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

import { Redis } from 'ioredis'
import postgres from 'postgres'
import { afterAll, expect, test, vi } from 'vitest'

import { freePort } from '../src/embedded/free-port.ts'
import { makeSigningKey } from '../src/prepare/secrets.ts'
import { reset } from '../src/reset.ts'
import { databaseNames, issuers } from '../src/service.ts'
import { startTestServices } from '../src/test-services.ts'

// A platform of two services, run as `npm start` runs the real one: in a process of its own, ended as a person would.
// The tests follow one folder through its life: each begins where the one before it ended.
vi.setConfig({ testTimeout: 60_000 })

interface Part {
  name: string
  state: string
  pid: number
  crashes: number
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-run-'))
fs.chmodSync(folder, 0o711)
const data = path.join(folder, 'data')
const runs: ChildProcess[] = []
const at = {
  HOTELS_PORT: String(await freePort()),
  CUSTOMERS_PORT: String(await freePort()),
  DASHBOARD_PORT: String(await freePort()),
}
const dashboard = `http://127.0.0.1:${at.DASHBOARD_PORT}`
afterAll(async () => {
  for (const child of runs) await ended(child, 'SIGKILL')
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Starts it and waits until it says that it runs, or has ended. */
const run = async (dataFolder = data, named: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'run-small-platform.ts'), dataFolder], {
    env: { ...process.env, ...at, ...named },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  runs.push(child)
  let said = ''
  const runsNow = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (piece: Buffer) => {
        said += piece.toString()
        if (said.includes('Staygraph runs.')) resolve()
      })
  })
  await Promise.race([runsNow, once(child, 'close')])
  return { child, said: () => said }
}

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
  return child.exitCode
}

const getJson = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>
const parts = () => getJson<Part[]>(`${dashboard}/parts`)
const pids = async () => (await parts()).map(({ pid }) => pid)
const visit = () => getJson<unknown>(`http://127.0.0.1:${at.HOTELS_PORT}/visit`)
const environmentOfHotels = () => getJson<Record<string, string>>(`http://127.0.0.1:${at.HOTELS_PORT}/environment`)

/** Nothing lives in the process groups of these programs any more: neither they, nor a watcher, nor a child. */
const allGone = async (leaders: number[]): Promise<boolean> => {
  for (let tries = 0; tries < 100; tries++) {
    const alive = leaders.filter((pid) => {
      try {
        process.kill(-pid, 0)
        return true
      } catch {
        return false
      }
    })
    if (alive.length === 0) return true
    await after(50)
  }
  return false
}

const until = async <T>(ask: () => Promise<T>, enough: (value: T) => boolean): Promise<T> => {
  for (let tries = 0; ; tries++) {
    const value = await ask()
    if (enough(value) || tries > 300) return value
    await after(50)
  }
}

let running: Awaited<ReturnType<typeof run>>
let before: Record<string, string>

test('a busy port is one message: the port, who wants it, the variable that moves it', async () => {
  const other = net.createServer().listen(Number(at.HOTELS_PORT), '127.0.0.1')
  await once(other, 'listening')
  const { child, said } = await run()
  other.close()
  expect(child.exitCode).toBe(1)
  expect(said()).toContain(`port ${at.HOTELS_PORT} (hotels; HOTELS_PORT moves it)`)
  expect(said().trim().split('\n')).toHaveLength(2)
})

test('a start in an empty folder ends with every part ready', async () => {
  running = await run()
  expect((await parts()).map(({ name, state }) => `${name} ${state}`)).toEqual([
    'customers ready',
    'hotels ready',
    'postgres ready',
    'redis ready',
  ])
  expect(await visit()).toEqual([{ visits: 1 }])
  before = await environmentOfHotels()
})

test('a second start in the same folder says that one runs, and where', async () => {
  const second = await run()
  expect(second.child.exitCode).toBe(1)
  expect(second.said()).toContain('Staygraph already runs from this folder')
  expect(second.said()).toContain(`http://localhost:${at.DASHBOARD_PORT}`)
})

test('reset touches nothing while it runs', () => {
  expect(() => reset({ root: folder, dataFolder: data, say: () => undefined })).toThrow(/runs on these data/)
})

test('the dashboard answers no page from elsewhere: neither a foreign name for this address nor a foreign button', async () => {
  const foreign = { method: 'POST', headers: { origin: 'https://evil.example' } }
  expect((await fetch(`${dashboard}/parts/hotels/stop`, foreign)).status).toBe(403)
  const rebound = await new Promise<string>((resolve) => {
    const socket = net.connect(Number(at.DASHBOARD_PORT), '127.0.0.1', () =>
      socket.write('GET /parts HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
    )
    socket.once('data', (piece) => resolve(piece.toString()))
  })
  expect(rebound).toContain('403')
  const page = await (await fetch(`${dashboard}/?log=hotels`)).text()
  expect(page).toContain('All 4 parts are ready.')
  expect(page).toContain('listens')
})

test('a service that ends by itself is started again; one that was stopped stays down, alone', async () => {
  const state = (name: string) => async () => (await parts()).find((part) => part.name === name)
  await fetch(`http://127.0.0.1:${at.CUSTOMERS_PORT}/crash`).catch(() => undefined)
  const crashed = await until(state('customers'), (part) => part?.state === 'ready' && part.crashes === 1)
  expect(crashed).toMatchObject({ state: 'ready', crashes: 1 })

  await fetch(`${dashboard}/parts/hotels/stop`, { method: 'POST' })
  expect(await state('hotels')()).toMatchObject({ state: 'stopped' })
  expect(await state('customers')()).toMatchObject({ state: 'ready' })
  await fetch(`${dashboard}/parts/hotels/start`, { method: 'POST' })
  expect(await until(state('hotels'), (part) => part?.state === 'ready')).toMatchObject({ state: 'ready', crashes: 0 })
})

test('the database and the queue come back at the same place when they die, and nothing committed is lost', async () => {
  const stores = (await parts()).filter(({ name }) => name === 'postgres' || name === 'redis')
  for (const { pid } of stores) process.kill(pid, 'SIGKILL')
  const back = await until(parts, (now) => now.every(({ state }) => state === 'ready') && (now[2]?.crashes ?? 0) > 0)
  expect(back.filter(({ crashes }) => crashes === 1).map(({ name }) => name)).toEqual([
    'customers',
    'postgres',
    'redis',
  ])
  expect(await until(visit, (answer) => Array.isArray(answer))).toEqual([{ visits: 2 }])
})

test('Ctrl-C ends everything that was started, in good order', async () => {
  const queue = new Redis(before['REDIS_URL'] ?? '')
  await queue.set('job', 'send the recap')
  queue.disconnect()
  const alive = await pids()
  expect(await ended(running.child, 'SIGINT')).toBe(0)
  expect(await allGone(alive)).toBe(true)
  expect(running.said()).toMatch(/stopped\n$/)
  expect(fs.readFileSync(path.join(data, 'logs/hotels.log'), 'utf8')).toContain('drains')
})

test('rows, jobs and keys survive a restart', async () => {
  running = await run()
  expect(await visit()).toEqual([{ visits: 3 }])
  const now = await environmentOfHotels()
  expect(now['IDENTITY_KEY']).toBe(before['IDENTITY_KEY'])
  const queue = new Redis(now['REDIS_URL'] ?? '')
  expect(await queue.get('job')).toBe('send the recap')
  expect(await queue.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  expect(await queue.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec'])
  queue.disconnect()
})

test('a killed platform leaves no process behind, and loses nothing', async () => {
  const alive = await pids()
  await ended(running.child, 'SIGKILL')
  expect(await allGone(alive)).toBe(true)
  running = await run()
  expect(await visit()).toEqual([{ visits: 4 }])
})

test('SIGTERM ends everything as Ctrl-C does', async () => {
  const alive = await pids()
  expect(await ended(running.child, 'SIGTERM')).toBe(0)
  expect(await allGone(alive)).toBe(true)
})

test('a folder of an earlier version, whose identities were Ed25519 keys, starts with new ones and all its rows', async () => {
  const file = path.join(data, 'secrets.json')
  const { claimKeys: _, ...secrets } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>
  const former = Object.fromEntries(await Promise.all(issuers.map(async (name) => [name, await makeSigningKey()])))
  fs.writeFileSync(file, JSON.stringify({ ...secrets, identityKeys: former }))
  running = await run()
  expect(await visit()).toEqual([{ visits: 5 }])
  const { IDENTITY_KEY = '', TRUSTED_KEYS = '' } = await environmentOfHotels()
  expect(JSON.parse(IDENTITY_KEY)).toMatchObject({ crv: 'X25519' })
  expect(JSON.parse(TRUSTED_KEYS)).toMatchObject({ gateway: { crv: 'X25519' }, hotels: { crv: 'X25519' } })
  expect(await ended(running.child, 'SIGTERM')).toBe(0)
})

test('reset removes what was kept, and says what', () => {
  const said: string[] = []
  expect(reset({ root: folder, dataFolder: data, say: (line) => said.push(line) })).toBe(0)
  expect(said.join('\n')).toContain('removed data/postgres')
  expect(fs.existsSync(data)).toBe(false)
})

test('stores that the environment names are used, migrated, and left alone at the end', async () => {
  const services = await startTestServices()
  const url = (name: string) => Object.assign(new URL(services.postgresUrl), { pathname: `/${name}` }).href
  const admin = postgres(services.postgresUrl, { max: 1 })
  for (const name of databaseNames) await admin.unsafe(`create database ${name}`)
  const databases = databaseNames.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, url(name)])
  const elsewhere = path.join(folder, 'elsewhere')
  const { child } = await run(elsewhere, { ...Object.fromEntries(databases), REDIS_URL: services.redisUrl })
  expect((await parts()).map(({ name, state }) => `${name} ${state}`)).toEqual(['customers ready', 'hotels ready'])
  expect(await visit()).toEqual([{ visits: 1 }])
  expect((await environmentOfHotels())['REDIS_URL']).toBe(services.redisUrl)
  await ended(child, 'SIGINT')
  expect([...(await admin`select 1 as alive`)]).toEqual([{ alive: 1 }])
  for (const name of databaseNames) await admin.unsafe(`drop database ${name} with (force)`)
  await admin.end()
  await services.stop()
})
