import { beforeAll, describe, expect, test } from 'vitest'

import { contracts } from './executor/contracts.ts'
import { misshapen } from './executor/form.ts'
import { dice, writeOperation } from './executor/operations.ts'
import { stage } from './executor/stage.ts'

// Subgraphs that answer anything. EXECUTOR_OPERATIONS sets another number of operations.

const operations = Number(process.env['EXECUTOR_OPERATIONS'] ?? 200)
const canary = 'NOBODY-ASKED-FOR-THIS'

// Too deep for JSON.stringify, so put in afterwards.
const deepList = 'DEEP-LIST'
const deepObject = 'DEEP-OBJECT'
const deepen = (text: string) =>
  text
    .replaceAll(`"${deepList}"`, `${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    .replaceAll(`"${deepObject}"`, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)

/** What stands in a garbled reply in the place of what was meant. */
const garbage: (() => unknown)[] = [
  () => null,
  () => undefined,
  () => [],
  () => [[null]],
  () => ({}),
  () => ({ __typename: canary }),
  () => ({ __typename: 'Hotel', secret: canary }),
  () => ({ __typename: ['Hotel'] }),
  () => JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}}'),
  () => 1e308,
  () => -0.5,
  () => '',
  () => true,
  () => deepList,
  () => deepObject,
  () => Array.from({ length: 5_000 }, () => ({ id: 'x', secret: canary })),
]

type Chance = ReturnType<typeof dice>

/** A reply with some of its values replaced, lost, doubled, or added to. */
function garble(value: unknown, chance: Chance): unknown {
  const { oneIn, pick } = chance
  if (oneIn(12)) return pick(garbage)()
  if (Array.isArray(value)) {
    const garbled = value.map((element) => garble(element, chance))
    return oneIn(10) ? garbled.slice(1) : oneIn(10) ? [...garbled, ...garbled] : garbled
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, below]) =>
    oneIn(15) ? [] : [[key, garble(below, chance)] as const],
  )
  return Object.fromEntries([...entries, ...(oneIn(4) ? [['secret', canary] as const] : [])])
}

let staged: Awaited<ReturnType<typeof stage>>
beforeAll(async () => {
  staged = await stage(contracts)
})

describe('whatever subgraphs answer', () => {
  const timeout = 60_000 + operations * 100
  test(
    'an operation is answered in the form that was asked for: no value of another kind, nothing more',
    { timeout },
    async () => {
      let answered = 0
      for (let seed = 1; seed <= operations; seed += 1) {
        const asked = writeOperation(staged.schema, seed)
        const document = staged.documentOf(asked)
        if (!document) continue
        const chance = dice(seed)
        staged.garble((text) => deepen(JSON.stringify(garble(JSON.parse(text), chance)) ?? ''))
        const answer = await staged.byUs(asked, document, seed, 20)
        answered += 1
        const asTold = `seed ${seed}\n${asked.query}\n${JSON.stringify(asked.variables)}`
        const text = JSON.stringify(answer)
        expect({
          asTold,
          leaks: text.includes(canary),
          tooLong: text.length > 3_000_000 || answer.errors.length > 100,
          misshapen: misshapen(staged.schema, document, asked.variables, answer.data),
        }).toEqual({ asTold, leaks: false, tooLong: false, misshapen: [] })
      }
      expect(answered).toBeGreaterThan(operations / 3)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    },
  )
})
