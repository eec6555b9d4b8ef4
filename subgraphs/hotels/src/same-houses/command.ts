import type postgres from 'postgres'

import type { SeenHouse } from '../database/same-house-tables.ts'
import { decidePair, pairsInDoubt, type PairInDoubt } from '../database/same-houses.ts'
import { readKey } from '../domain/shelf.ts'
import { readPartnerHotelId } from '../partners/partner-supply.ts'

const usage = `Partners' hotels, and our own, that may be one house. Searches heed a decision at once.
  list [how many]                the pairs nobody has decided, the likeliest first
  same <hotel> <hotel>           they are one house: shown as one, where it is cheapest
  different <hotel> <hotel>      they are two houses, however alike; also for a pair that was joined by itself`

const mostListed = 500

/** What the operator asked for. `done` is false where nothing was done. */
export async function sameHousesCommand(
  [verb, ...args]: readonly string[],
  { sql, now }: { sql: postgres.Sql; now: Date },
): Promise<{ done: boolean; says: string }> {
  if (verb === 'list') {
    const atMost = Number(args[0] ?? 20)
    if (!Number.isInteger(atMost) || atMost < 1 || atMost > mostListed)
      return { done: false, says: `Ask for 1 to ${mostListed} of them.` }
    const pairs = await pairsInDoubt(sql, atMost)
    return { done: true, says: pairs.length === 0 ? 'Nothing is in doubt.' : pairs.map(told).join('\n\n') }
  }
  if (verb !== 'same' && verb !== 'different') return { done: false, says: usage }
  const [one, other] = args
  if (one === undefined || other === undefined || args.length > 2 || one === other) return { done: false, says: usage }
  const strange = [one, other].find((id) => !readPartnerHotelId(id) && readKey('h', id) === null)
  if (strange !== undefined)
    return {
      done: false,
      says: `${strange} is no hotel: a partner's is named p-<partner>-<their id>, our own h<number>.`,
    }
  if (![one, other].some(readPartnerHotelId))
    return { done: false, says: 'Two hotels of our own are two houses: one of the two must be a partner’s.' }
  await decidePair(sql, [one, other], verb === 'same' ? 'SAME' : 'DIFFERENT', now)
  return { done: true, says: `${one} and ${other} are ${verb === 'same' ? 'one house' : 'two houses'} from now on.` }
}

const told = ({ one, other, score, about: [first, second] }: PairInDoubt): string =>
  [`${score} of 100`, `  ${one}  ${line(first)}`, `  ${other}  ${line(second)}`].join('\n')

const line = ({ name, line: street, town, phone, partner }: SeenHouse): string =>
  [`${name} (${partner})`, street, town, phone].filter(Boolean).join(', ')
