import { isDeepStrictEqual } from 'node:util'

import { z } from 'zod'

import type { Running } from '../gateway/contenders.ts'
import { asked, searchPage } from './guests.ts'

const answer = z.object({
  data: z.object({ searchHotels: z.looseObject({ edges: z.array(z.unknown()) }) }),
  errors: z.undefined().optional(),
})

const ask = async ({ url }: Running, body: string) => {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(url, { method: 'POST', headers, body })).json()
}

/** Asks all the same, each in turn: answers must be whole, have hotels in them, and be equal. Answers what is not. */
export const compare = async (gateways: readonly Running[], all: readonly object[]): Promise<string[]> => {
  // As a client of each begins: whose hash it does not know yet is told the text with it.
  for (const gateway of gateways) {
    const first = JSON.parse(asked(all[0] ?? {})) as object
    await ask(gateway, JSON.stringify({ ...first, query: searchPage.body }))
  }
  const failures: string[] = []
  let found = 0
  for (const [at, variables] of all.entries()) {
    const told = new Map<string, unknown>()
    for (const gateway of gateways) told.set(gateway.name, await ask(gateway, asked(variables)))
    const read = answer.safeParse(told.get('ours'))
    if (!read.success) return [`ours answers search ${at} with ${JSON.stringify(told.get('ours')).slice(0, 300)}`]
    found += read.data.data.searchHotels.edges.length
    for (const [name, other] of told)
      if (!isDeepStrictEqual(other, told.get('ours')))
        failures.push(`${name} answers search ${at} otherwise than ours: ${JSON.stringify(other).slice(0, 300)}`)
    if (failures.length > 3) return failures
  }
  if (found === 0) failures.push(`${all.length} searches found no hotel: nothing was compared`)
  return failures
}
