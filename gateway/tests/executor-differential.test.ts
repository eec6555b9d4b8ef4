import { isDeepStrictEqual } from 'node:util'

import type { DocumentNode } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import type { Plan } from '../src/execution/plan.ts'
import type { Reply } from '../src/execution/run.ts'
import { contracts } from './executor/contracts.ts'
import { writeOperation, type Asked } from './executor/operations.ts'
import { comparable, stage, type Sabotage } from './executor/stage.ts'

// Operations made by chance over a world made by chance, answered three times: by our executor, by Apollo's, and by a
// monolith (graphql-js over the whole world), which is right by definition. EXECUTOR_OPERATIONS sets another number of
// them, EXECUTOR_SEED where they begin.

const wanted = Number(process.env['EXECUTOR_OPERATIONS'] ?? 200)
const from = Number(process.env['EXECUTOR_SEED'] ?? 1)

type Staged = Awaited<ReturnType<typeof stage>>
type Operation = { seed: number; asked: Asked; document: DocumentNode }

let staged: Staged
let operations: Operation[]
beforeAll(async () => {
  staged = await stage(contracts)
  operations = Array.from({ length: wanted }, (_, at) => from + at).flatMap((seed) => {
    const asked = writeOperation(staged.schema, seed)
    const document = staged.documentOf(asked)
    return document ? [{ seed, asked, document }] : []
  })
})

const told = ({ seed, asked }: Operation) => `seed ${seed}\n${asked.query}\n${JSON.stringify(asked.variables)}`

describe('any operation', () => {
  test.each([
    { faults: Infinity, world: 'in which nothing fails' },
    { faults: 12, world: 'in which a field in twelve fails' },
  ])(
    'is answered as a monolith would, data and errors, in a world $world',
    async ({ faults }) => {
      expect(operations.length).toBeGreaterThan(wanted / 2)
      const wrong: object[] = []
      const count = { right: 0, apolloDiffers: 0 }
      for (const operation of operations) {
        const { asked, document, seed } = operation
        const right = await staged.byMonolith(asked, document, seed, faults)
        const ours = await staged.byUs(asked, document, seed, faults)
        const asText = await staged.byUsAsText(asked, document, seed, faults)
        if (JSON.stringify(asText) !== JSON.stringify(ours)) wrong.push({ asked: told(operation), asText, ours })
        else if (isDeepStrictEqual(comparable(ours), comparable(right))) count.right += 1
        else wrong.push({ asked: told(operation), ours: comparable(ours), right: comparable(right) })
        if (faults !== Infinity && wanted <= 1_000) continue
        const theirs = await staged.byApollo(asked, document, seed, faults).catch(() => undefined)
        if (JSON.stringify(theirs?.data) !== JSON.stringify(right.data)) count.apolloDiffers += 1
      }
      // A subgraph that knows an interface only is asked for all that is asked of any of its types: of a thousand answers
      // one is null there because something failed that was asked of another type.
      const borne = faults === Infinity || wanted <= 1_000 ? 0 : operations.length / 500
      expect(wrong.length > borne ? wrong : []).toEqual([])
      // Where the two disagree Apollo's is wrong: few operations, or the two would not have been asked the same.
      expect(count.apolloDiffers / count.right).toBeLessThan(0.1)
      expect(staged.fallenBack).toEqual([])
      if (wanted > 1_000) console.log(count, staged.count)
    },
    3_600_000,
  )
})

/** A supergraph whose plans are changed on their way to our executor. */
const withPlans =
  (change: (plan: string) => string): Sabotage =>
  (supergraph) => {
    const { planner } = supergraph
    const buildQueryPlan: typeof planner.buildQueryPlan = (...given) =>
      JSON.parse(change(JSON.stringify(planner.buildQueryPlan(...given)))) as Plan
    return { ...supergraph, planner: Object.assign(Object.create(planner) as typeof planner, { buildQueryPlan }) }
  }

const turned = (reply: Reply) => {
  if (Array.isArray(reply.data?.['_entities'])) reply.data['_entities'].reverse()
  return reply
}

describe('these tests would see', () => {
  const broken: Record<string, Sabotage> = {
    'a rewrite that is not made': withPlans((plan) => plan.replaceAll(/"(in|out)putRewrites"/g, '"ignored"')),
    'a list that is not gone into': withPlans((plan) => plan.replaceAll(',"@"', '')),
    'a fragment taken for every type': (supergraph) => ({
      ...supergraph,
      kinds: { ...supergraph.kinds, is: () => true },
    }),
    'an interface taken for a type': (supergraph) => ({
      ...supergraph,
      kinds: { ...supergraph.kinds, isAbstract: () => false },
    }),
    'entities put in each other’s place': (supergraph) => ({
      ...supergraph,
      subgraphs: new Map(
        [...supergraph.subgraphs].map(([name, subgraph]) => [
          name,
          {
            ...subgraph,
            ask: async (body, changes, client, read) =>
              subgraph.ask(body, changes, client, (text, bytes) =>
                read(JSON.stringify(turned(JSON.parse(text) as Reply)), bytes),
              ),
          },
        ]),
      ),
    }),
  }
  const sees = async (by: Staged, changed: (asked: Asked) => Asked = (asked) => asked) => {
    const seen = async ({ seed, asked, document }: Operation) => {
      const ours = await by.byUs(changed(asked), document, seed, Infinity).catch((error: Error) => error.message)
      const right = await by.byMonolith(asked, document, seed, Infinity)
      return typeof ours === 'string' || JSON.stringify(ours.data) !== JSON.stringify(right.data)
    }
    let found = false
    for (const operation of operations) if (!found) found = await seen(operation)
    return found
  }
  test.each(Object.entries(broken))('%s', async (_, sabotage) => {
    expect(await sees(await stage(contracts, sabotage))).toBe(true)
  })

  test('a condition taken the wrong way round', async () => {
    const flipped = (value: unknown) => (typeof value === 'boolean' ? !value : value)
    const changed = ({ query, variables }: Asked) => ({
      query,
      variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, flipped(value)])),
    })
    expect(await sees(staged, changed)).toBe(true)
  })
})
