import type { Redis } from 'ioredis'

/** How often, this time among it, within the time that ends in so many milliseconds. */
export type Counted = { count: number; msLeft: number }

/** Each key counts from its first time on; all in one step, so that none is ever left without an end. */
const countScript = `
local told = {}
for at, key in ipairs(KEYS) do
  local count = redis.call('INCR', key)
  local left = redis.call('PTTL', key)
  if left < 0 then
    redis.call('PEXPIRE', key, ARGV[1])
    left = tonumber(ARGV[1])
  end
  told[2 * at - 1] = count
  told[2 * at] = left
end
return told
`
type WithScript = Redis & { countTogether(keys: number, ...rest: (string | number)[]): Promise<number[]> }

/** Redis does nothing else while it counts. */
const mostTogether = 256

/**
 * Counts in Redis for all processes. What is counted in one turn of the event loop goes there as one command: a busy
 * process asks for many at once, and each command costs both sides more than what it does. Null: Redis did not answer.
 */
export function createCounts(redis: Redis, duringMs: number): (key: string) => Promise<Counted | null> {
  redis.defineCommand('countTogether', { lua: countScript })
  const counting = redis as WithScript
  let waiting: { key: string; tell: (counted: Counted | null) => void }[] = []
  const count = async () => {
    const all = waiting
    waiting = []
    if (all.length === 0) return // they were too many to wait
    const keys = all.map(({ key }) => key)
    const told = await counting.countTogether(keys.length, ...keys, duringMs).catch(() => null)
    for (const [at, { tell }] of all.entries())
      tell(told && { count: told[2 * at] as number, msLeft: told[2 * at + 1] as number })
  }
  return (key) =>
    new Promise((resolve) => {
      if (redis.status !== 'ready') return resolve(null)
      waiting.push({ key, tell: resolve })
      if (waiting.length === 1) setImmediate(() => void count())
      else if (waiting.length === mostTogether) void count()
    })
}
