import type { Logger } from '@staygraph/subgraph-kit/log'
import { metrics } from '@staygraph/subgraph-kit/metrics'
import type postgres from 'postgres'
import { Gauge } from 'prom-client'

import { keepRates, readRates } from '../database/exchange-rates.ts'
import { plausible, type PublishedRates } from '../domain/exchange.ts'

const newestDay = new Gauge({
  name: 'exchange_rates_day_seconds',
  help: 'The day of the newest exchange rates that were read, seconds since 1970; it stays behind when nobody can be asked',
  registers: [metrics],
})

export type RatesSource = () => Promise<PublishedRates>

/**
 * Reads what was published and keeps it with its day. What is no more than a day ahead of us and no leap from what is
 * known is believed; rates are only ever shown, never charged, so the last known ones serve as long as it takes. Throws
 * when the source does not answer or makes no sense. Answers false: there is no more until it is published again.
 */
export async function refreshRates(
  ask: RatesSource,
  { sql, logger }: { sql: postgres.Sql; logger: Logger },
  now: Date,
): Promise<false> {
  const published = await ask()
  if (Date.parse(published.day) > now.getTime() + 86_400_000)
    throw new RangeError(`rates of ${published.day} cannot be known on ${now.toISOString().slice(0, 10)}`)
  const { believed, leaps } = plausible(published, await readRates(sql))
  if (leaps.length > 0) logger.error({ day: published.day, leaps }, 'exchange rates leapt: these are not shown')
  const kept = await keepRates(sql, believed)
  newestDay.set(Date.parse(published.day) / 1_000)
  if (kept > 0) logger.info({ day: published.day, currencies: kept }, 'exchange rates of a new day are shown')
  return false
}
