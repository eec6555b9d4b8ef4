import type { Redis } from 'ioredis'

import { limiterLocal } from '../gateway-metrics.ts'
import { localShare } from './rate-limit.ts'

/** What clients may spend. A budget is a minute's worth at most, and refills all the time. */
export type Budgets = { anonymous: number; customer: number; integrator: number }
export type BudgetKind = keyof Budgets

export type Spender = { kind: BudgetKind; key: string }
/** Zero: it was paid. Else nothing was taken, and so many seconds must pass until it can be. */
export type Wait = number

/** Points are fetched from Redis so many at a time, a share of the whole, and are good here for so long. */
const share = 1 / 20
const keptMs = 5_000
/** Redis writes fractions of points to fourteen digits. */
const tiny = 1e-6
/** More clients than this at once are forgotten, the first first. */
const most = 50_000

/**
 * A bucket that refills (token bucket) in one step for all gateways: gives `want` points, or what is there if that is at
 * least `need`. Answers what was given, and else in how many milliseconds `need` will be there.
 */
const takeScript = `
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local whole, want, need = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = math.min(whole, (tonumber(known[1]) or whole) + (ms - (tonumber(known[2]) or ms)) * whole / 60000)
local given = 0
if left >= need then given = math.min(want, left) end
redis.call('HSET', KEYS[1], 'left', tostring(left - given), 'at', ms)
redis.call('PEXPIRE', KEYS[1], 61000)
if given > 0 then return {tostring(given), 0} end
return {'0', math.ceil((need - left) * 60000 / whole)}
`

type Taken = { given: number; waitMs: number }

/**
 * Budgets of points. Most requests are paid from what was fetched before, so that a request seldom costs a call to
 * Redis; what is fetched and not spent in time is lost to the client, never gained. With Redis away each process keeps
 * smaller buckets of its own.
 */
export function createBudget(budgets: Budgets, redis: Redis | undefined, now: () => number = Date.now) {
  const purses = new Map<string, { left: number; until: number }>()
  const local = new Map<string, { left: number; at: number }>()
  /** By budget: who waits while points are fetched. */
  const wanting = new Map<string, { points: number; tell: (wait: Wait) => void }[]>()

  const keep = <T>(kept: Map<string, T>, key: string, value: T) => {
    kept.set(key, value)
    if (kept.size > most) for (const oldest of kept.keys()) return kept.delete(oldest)
    return true
  }
  const takeHere = (key: string, whole: number, want: number, need: number): Taken => {
    const known = local.get(key) ?? { left: whole, at: now() }
    const left = Math.min(whole, known.left + ((now() - known.at) * whole) / 60_000)
    const given = left >= need ? Math.min(want, left) : 0
    local.delete(key)
    keep(local, key, { left: left - given, at: now() })
    return { given, waitMs: given > 0 ? 0 : Math.ceil(((need - left) * 60_000) / whole) }
  }
  const take = async (key: string, whole: number, want: number, need: number): Promise<Taken> => {
    if (!redis) return takeHere(key, whole, want, need)
    try {
      const told = (await redis.eval(takeScript, 1, `gateway:budget:${key}`, whole, want, need)) as [string, number]
      return { given: Number(told[0]), waitMs: told[1] }
    } catch {
      limiterLocal.inc()
      const smaller = Math.max(need, Math.ceil(whole * localShare))
      return takeHere(key, smaller, Math.min(want, smaller), need)
    }
  }

  const leftOf = (key: string) => {
    const purse = purses.get(key)
    return purse && purse.until > now() ? purse.left : 0
  }

  return {
    /** Pays. Nothing to wait for is answered at once, without a promise, when the points are here. */
    spend({ kind, key: who }: Spender, points: number): Wait | Promise<Wait> {
      const whole = budgets[kind]
      if (whole === 0 || points <= 0) return 0
      if (points > whole) return 60 // more than a whole budget: never
      const key = `${kind}:${who}`
      const purse = purses.get(key)
      if (purse && purse.left >= points && purse.until > now()) {
        purse.left -= points
        return 0
      }
      return new Promise((tell) => {
        const others = wanting.get(key)
        if (others) return void others.push({ points, tell })
        wanting.set(key, [{ points, tell }])
        void fetchFor(key, whole)
      })
    },
  }

  /** Fetches for all who want of one budget, once at a time: if each fetched a share, what they leave would be lost to the others. */
  async function fetchFor(key: string, whole: number): Promise<void> {
    for (let all = wanting.get(key); all && all.length > 0; all = wanting.get(key)) {
      const asked = [...all]
      const wanted = asked.reduce((sum, { points }) => sum + points, 0)
      const need = Math.min(...asked.map(({ points }) => points)) - leftOf(key)
      const want = Math.min(whole, Math.max(wanted, Math.ceil(whole * share)))
      const { given, waitMs } = need > 0 ? await take(key, whole, want, need) : { given: 0, waitMs: 0 }
      let left = leftOf(key) + given
      const later = (wanting.get(key) ?? []).slice(asked.length)
      for (const one of asked) {
        if (one.points <= left + tiny) {
          left -= one.points
          one.tell(0)
        } else if (waitMs === 0) later.unshift(one)
        else one.tell(Math.max(1, Math.ceil((waitMs + ((one.points - need) * 60_000) / whole) / 1_000)))
      }
      wanting.set(key, later)
      const until = given > 0 ? now() + keptMs : (purses.get(key)?.until ?? 0)
      purses.delete(key)
      keep(purses, key, { left, until })
    }
    wanting.delete(key)
  }
}

export type Budget = ReturnType<typeof createBudget>
