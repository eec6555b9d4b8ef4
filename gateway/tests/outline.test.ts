import { buildSchema, getOperationAST, parse, print, type DocumentNode, type GraphQLSchema } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { fragmentsOf } from '../src/execution/collect.ts'
import { outlineOf } from '../src/execution/outline.ts'
import { findStandIns, type StandIns } from '../src/execution/stand-ins.ts'
import { contracts } from './executor/contracts.ts'
import { dice, writeOperation } from './executor/operations.ts'
import { comparable, stage, type Sabotage } from './executor/stage.ts'

// Operations that differ in leaves of the same subgraphs share a plan. OUTLINE_OPERATIONS sets another number of them.

const wanted = Number(process.env['OUTLINE_OPERATIONS'] ?? 150)

describe('the outline of an operation', () => {
  const supergraph = parse(`
    type Query { hotel(id: ID!): Hotel @join__field(graph: A)  thing: Thing @join__field(graph: A)  version: String @join__field(graph: A) }
    interface Thing @join__type(graph: A) { id: ID!  size: Int }
    type Hotel implements Thing @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
      id: ID!  name: String @join__field(graph: A)  stars: Int @join__field(graph: A)  size: Int @join__field(graph: A)
      price: Int @join__field(graph: B)  tax: Int @join__field(graph: B, requires: "stars")
      label(upper: Boolean): String @join__field(graph: A)  next: Hotel @join__field(graph: A)
    }
    type Road implements Thing @join__type(graph: A) { id: ID!  size: Int!  name: String! }
  `)
  const schema = buildSchema(print(supergraph).replaceAll(/@join__\w+\([^)]*\)/g, ''))
  const standIns = findStandIns(supergraph, schema)
  const outline = (query: string) => {
    const document = parse(query)
    const definition = getOperationAST(document)
    return definition ? outlineOf(definition, fragmentsOf(document), schema, standIns) : undefined
  }
  const hotel = (fields: string) => outline(`{ hotel(id: 1) { ${fields} } }`)

  test('is the same, whichever leaves of a subgraph are asked for, and by whatever names', () => {
    const one = hotel('name price')
    expect(one?.text).toBe('query { hotel(id: 1){ alike_0:name alike_1:price}}')
    expect(hotel('stars mine: name cost: price')?.text).toBe(one?.text)
    expect(hotel('stars mine: name cost: price')?.leaves).toEqual([['stars', 'mine:name'], ['cost:price']])
    expect(hotel('name')?.text).not.toBe(one?.text)
  })

  test.each([
    ['what needs other fields', 'tax', 'tax'],
    ['what has arguments', 'label(upper: true)', 'label(upper: true)'],
    ['what is asked for on conditions', 'stars @skip(if: true)', 'stars @skip(if: true)'],
    ['what has a name that the planner may need itself', 'id: name', 'id:name'],
    ['what has a name that something else has elsewhere', 'a: stars next { a: tax }', 'a:stars next{ a:tax}'],
  ])('has %s as it was written', (_, asked, told) => {
    expect(hotel(`${asked} price`)?.text).toBe(`query { hotel(id: 1){ ${told} alike_0:price}}`)
  })

  test('has what is not the same for all types by its name, where several may be meant', () => {
    const asked = '{ thing { ... on Hotel { name stars } ... on Road { name } } }'
    expect(outline(asked)?.text).toBe('query { thing{ ...on Hotel{ name alike_0:name} ...on Road{ name}}}')
  })

  test('follows fragments, each as often as it is written', () => {
    const asked = '{ hotel(id: 1) { ...F next { ...F } } } fragment F on Hotel { stars next { name } }'
    expect(outline(asked)).toEqual({
      text: 'query { hotel(id: 1){ ...F next{ ...F}}} fragment F on Hotel{ alike_0:name next{ alike_1:name}}',
      leaves: [['stars'], ['name']],
    })
  })

  test.each([
    ['a mutation', 'mutation { version }'],
    ['one that has names like ours', '{ hotel(id: 1) { alike_0: name } }'],
    ['one without leaves to stand in for', '{ hotel(id: 1) { tax } }'],
  ])('%s has none', (_, query) => {
    expect(outline(query)).toBeUndefined()
  })
})

/** The same operation, asking for other leaves of the same subgraphs by other names. */
function cousin(document: DocumentNode, schema: GraphQLSchema, standIns: StandIns, seed: number): string | undefined {
  const { pick, oneIn, below } = dice(seed)
  const definition = getOperationAST(document)
  const outline = definition && outlineOf(definition, fragmentsOf(document), schema, standIns)
  if (!outline) return undefined
  let text = outline.text
  for (const [number, leaves] of outline.leaves.entries()) {
    const [standIn = ''] = new RegExp(`(?<=alike_${number}:)\\w+`).exec(text) ?? []
    // Which type it is of is not told here: what stands for the same in every type that has it will do.
    const alike = [...standIns.byType.values()].filter((type) => type.has(standIn))
    const [type] = alike
    const others = [...(type ?? [])].flatMap(([leaf, other]) =>
      other === standIn && alike.every((one) => one.get(leaf) === standIn) ? [leaf] : [],
    )
    const renamed =
      others.length > 0 && !oneIn(3)
        ? [`c${below(1_000)}: ${pick(others)}`, `d${below(1_000)}: ${pick(others)}`]
        : leaves
    text = text.replace(new RegExp(`alike_${number}:\\w+`), renamed.join(' '))
  }
  return text
}

type Staged = Awaited<ReturnType<typeof stage>>
const counted = () => {
  const seen = { plans: 0, standIns: undefined as StandIns | undefined }
  const sabotage: Sabotage = (supergraph) => {
    const { planner } = supergraph
    seen.standIns = supergraph.standIns
    const buildQueryPlan: typeof planner.buildQueryPlan = (...given) => {
      seen.plans += 1
      return planner.buildQueryPlan(...given)
    }
    return { ...supergraph, planner: { buildQueryPlan } }
  }
  return { seen, sabotage }
}

/** Asks operations and their cousins; those that were answered otherwise than a monolith would. */
async function askCousins(staged: Staged, standIns: StandIns, plans: () => number) {
  const count = { asked: 0, withoutPlanning: 0 }
  const wrong: object[] = []
  for (let seed = 1; seed <= wanted; seed += 1) {
    const first = writeOperation(staged.schema, seed)
    const document = staged.documentOf(first)
    const likes = document ? [1, 2].map((nth) => cousin(document, staged.schema, standIns, seed + nth * 1e6)) : []
    const [between, query] = likes
    const other = query === undefined ? undefined : { query, variables: first.variables }
    const related = other && staged.documentOf(other)
    if (!document || !related) continue
    const told = await staged.byUs(first, document, seed, Infinity).catch((error: Error) => error.message)
    if (typeof told === 'string') wrong.push({ seed, query: first.query, ours: told })
    const second = { query: between as string, variables: first.variables }
    await staged.byUs(second, staged.documentOf(second) as DocumentNode, seed, Infinity).catch(() => undefined)
    const before = plans()
    const right = await staged.byMonolith(other, related, seed, Infinity)
    const ours = await staged.byUs(other, related, seed, Infinity).catch((error: Error) => error.message)
    count.asked += 1
    if (plans() === before) count.withoutPlanning += 1
    if (typeof ours === 'string' || JSON.stringify(comparable(ours)) !== JSON.stringify(comparable(right)))
      wrong.push({ seed, query, ours, right })
  }
  return { count, wrong }
}

describe('operations with one outline', () => {
  let whole: { staged: Staged; seen: ReturnType<typeof counted>['seen'] }
  beforeAll(async () => {
    const { seen, sabotage } = counted()
    whole = { staged: await stage(contracts, sabotage), seen }
  })

  test('are planned twice at most, and answered as a monolith would', async () => {
    const { staged, seen } = whole
    const { count, wrong } = await askCousins(staged, seen.standIns as StandIns, () => seen.plans)
    expect(wrong).toEqual([])
    expect(count.asked).toBeGreaterThan(wanted / 4)
    expect(count.withoutPlanning / count.asked).toBeGreaterThan(0.6)
    if (wanted > 1_000) console.log(count)
  }, 3_600_000)

  const allAlike = (supergraph: Parameters<Sabotage>[0]): StandIns => {
    const types = Object.values(supergraph.schema.getTypeMap()).filter(
      (type) => 'getFields' in type && 'getInterfaces' in type,
    )
    const byType = types.map((type) => {
      const leaves = Object.values(type.getFields()).filter((field) =>
        /^(?:String|Int|Float|Boolean|ID)!?$/.test(String(field.type)),
      )
      return [type.name, new Map(leaves.map(({ name }) => [name, leaves[0]?.name ?? '']))] as const
    })
    return { ...supergraph.standIns, byType: new Map(byType) }
  }
  test('and it would be seen if leaves of other subgraphs were taken for alike', async () => {
    const { seen, sabotage } = counted()
    const misled = await stage(contracts, (supergraph) => sabotage({ ...supergraph, standIns: allAlike(supergraph) }))
    const { wrong } = await askCousins(misled, whole.seen.standIns as StandIns, () => seen.plans)
    expect(wrong.length).toBeGreaterThan(0)
  }, 3_600_000)
})
