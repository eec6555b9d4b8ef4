import { isDeepStrictEqual } from 'node:util'

import { parse, print, type DocumentNode } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { contracts } from './executor/contracts.ts'
import { deferSome } from './executor/defers.ts'
import { misshapen } from './executor/form.ts'
import { writeOperation, type Asked } from './executor/operations.ts'
import { stage, type Piece, type Sabotage } from './executor/stage.ts'

// Operations made by chance, with `@defer` by chance, over the world of `executor-differential.test.ts`: all parts put
// together are what the same operation gives without `@defer`. PARTS_OPERATIONS sets another number of them, PARTS_SEED
// where they begin.

const wanted = Number(process.env['PARTS_OPERATIONS'] ?? 400)
const from = Number(process.env['PARTS_SEED'] ?? 1)

type Staged = Awaited<ReturnType<typeof stage>>
type Operation = { seed: number; asked: Asked; plain: Asked; document: DocumentNode; undeferred: DocumentNode }

let staged: Staged
let operations: Operation[]
beforeAll(async () => {
  staged = await stage(contracts)
  operations = Array.from({ length: wanted }, (_, at) => from + at).flatMap((seed) => {
    const plain = writeOperation(staged.schema, seed)
    const undeferred = staged.documentOf(plain)
    if (!undeferred) return []
    const deferred = deferSome(undeferred, plain.variables, seed)
    const asked = { query: print(deferred.document), variables: deferred.variables }
    const document = staged.documentOf(asked)
    return document ? [{ seed, asked, plain, document, undeferred: parse(plain.query) }] : []
  })
})

const told = ({ seed, asked }: Operation) => `seed ${seed}\n${asked.query}\n${JSON.stringify(asked.variables)}`

type Json = Record<string | number, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Puts parts together as a client does. Throws for one that has no place. */
function together(pieces: readonly Piece[]) {
  const root: Json = {}
  const errors: Piece['errors'] = []
  const failed: string[] = []
  const put = (target: Json, given: Json, at: string) => {
    for (const [key, value] of Object.entries(given)) {
      const known = Object.hasOwn(target, key) ? target[key] : undefined
      if (isObject(known) && isObject(value)) put(known, value, `${at}.${key}`)
      else if (isObject(known) && value === null) failed.push(`${at}.${key}`.replace(/^\./, ''))
      else if (!Object.hasOwn(target, key)) target[key] = structuredClone(value)
      else if (known !== value && value !== null)
        throw new Error(`${key} was ${JSON.stringify(known)} and is ${JSON.stringify(value)}`)
    }
  }
  for (const [at, { path = [], data, errors: theirs }] of pieces.entries()) {
    errors.push(...theirs)
    if (at === 0 && data === null) return { data: null, errors, failed }
    let target: unknown = root
    for (const step of path) target = isObject(target) ? target[step] : undefined
    if (!isObject(target)) throw new Error(`there is nothing at ${path.join('.')}`)
    if (isObject(data)) put(target, data, path.join('.'))
    else {
      failed.push(path.join('.'))
      if (theirs.length === 0) throw new Error(`nobody says why ${path.join('.')} is null`)
    }
  }
  return { data: root, errors, failed }
}

/** What is not as it is where what fails takes nothing with it: only what an error explains may be missing. */
function unexplained(data: unknown, forgiving: unknown, whole: ReturnType<typeof together>, at = ''): string[] {
  if (data === forgiving) return []
  if (data === null) {
    const explained = whole.errors.some(({ path = [] }) => `${path.join('.')}.`.startsWith(at === '' ? '' : `${at}.`))
    return explained ? [] : [`${at} is null and nobody says why`]
  }
  if (!isObject(data) || !isObject(forgiving)) return [`${at} is not ${JSON.stringify(forgiving)}`]
  /** A part failed, or what failed before it would have told its type. */
  const gone = (path: string) =>
    whole.failed.some((failed) => failed === '' || `${path}.`.startsWith(`${failed}.`)) ||
    whole.errors.some(({ path: told = [] }) => told.join('.') === path)
  const below = (key: string) => (at === '' ? key : `${at}.${key}`)
  return [...new Set([...Object.keys(data), ...Object.keys(forgiving)])].flatMap((key) => {
    if (!Object.hasOwn(forgiving, key)) return [`${below(key)} was not asked for`]
    if (!Object.hasOwn(data, key)) return gone(at) ? [] : [`${below(key)} is missing`]
    return unexplained(data[key], forgiving[key], whole, below(key))
  })
}

async function wrongIn(one: Operation, faults: number, by: Staged, count: { parts: number }) {
  const { seed, asked, plain, document, undeferred } = one
  const answered = await by.inParts(asked, document, seed, faults)
  count.parts += answered.length - 1
  const whole = together(answered.flat())
  if (faults === Infinity) {
    const right = await by.byMonolith(plain, undeferred, seed, faults)
    const asRight = isDeepStrictEqual(whole.data, right.data) && whole.errors.length > 0 === right.errors.length > 0
    return asRight ? [] : [{ whole, right }]
  }
  if (asked.query.includes('__type(')) return [] // of another graph
  const forgiving = await by.byForgivingMonolith(plain, undeferred, seed, faults)
  const wrong = unexplained(whole.data, forgiving.data, whole)
  const form: string[] = whole.failed.length > 0 ? [] : misshapenUnordered(by, undeferred, plain, whole.data)
  return wrong.length + form.length > 0 ? [{ wrong, form, whole, forgiving: forgiving.data }] : []
}

/** Parts come in another order than fields were asked for. */
const misshapenUnordered = (by: Staged, document: DocumentNode, { variables }: Asked, data: unknown) =>
  misshapen(by.schema, document, variables, data, { ordered: false })

describe('all parts of any operation with @defer, put together,', () => {
  test.each([
    { faults: Infinity, are: 'what it gives without, in a world in which nothing fails' },
    { faults: 12, are: 'right but for what errors explain, where a field in twelve fails' },
  ])(
    'are $are',
    async ({ faults }) => {
      const count = { parts: 0 }
      const wrong: object[] = []
      for (const one of operations) {
        const found = await wrongIn(one, faults, staged, count).catch((error: Error) => [{ error: error.message }])
        if (found.length > 0) wrong.push({ asked: told(one), found })
      }
      if (wanted > 1_000) console.log(operations.length, count, wrong.length)
      expect(wrong.map((one) => JSON.stringify(one)).slice(0, 3)).toEqual([])
      expect(count.parts).toBeGreaterThan(operations.length / 2)
    },
    3_600_000,
  )
})

test('an operation of which Apollo’s planner makes a ring of fetches is answered in one: it is seen at once', async () => {
  const said: string[] = []
  const staged = await stage(contracts, (supergraph) => ({
    ...supergraph,
    deferring: () => ({
      buildQueryPlan: (...given) => {
        try {
          return (supergraph.deferring as NonNullable<typeof supergraph.deferring>)().buildQueryPlan(...given)
        } catch (error) {
          said.push((error as Error).message)
          throw error
        }
      },
    }),
  }))
  const plain = writeOperation(staged.schema, 3_579)
  const deferred = deferSome(staged.documentOf(plain) as DocumentNode, plain.variables, 3_579)
  const asked = { query: print(deferred.document), variables: deferred.variables }
  const answered = await staged.inParts(asked, staged.documentOf(asked) as DocumentNode, 3_579, Infinity)
  expect(answered.length).toBe(1)
  // As shipped it goes round in it until it is stopped (`patches`, `within.ts`).
  expect(said).toEqual(['Fetches that wait for each other in a ring'])
  const right = await staged.byMonolith(plain, parse(plain.query), 3_579, Infinity)
  expect(together(answered.flat()).data).toEqual(right.data)
})

describe('these tests would see', () => {
  const withPlans =
    (change: (plan: string) => string): Sabotage =>
    (supergraph) => {
      const planner = supergraph.deferring?.()
      if (!planner) throw new Error('nobody plans parts')
      return {
        ...supergraph,
        deferring: () => ({
          buildQueryPlan: (...given) => JSON.parse(change(JSON.stringify(planner.buildQueryPlan(...given)))) as never,
        }),
      }
    }
  test.each([
    [
      'parts begun before what they go on from',
      withPlans((plan) => plan.replaceAll(/"depends":\[[^\]]*\]/g, '"depends":[]')),
    ],
    ['a list that is not gone into', withPlans((plan) => plan.replaceAll(',"@"', ''))],
  ] as const)('%s', async (_, sabotage) => {
    const misled = await stage(contracts, sabotage)
    let found = false
    const count = { parts: 0 }
    for (const one of operations)
      if (!found) found = (await wrongIn(one, Infinity, misled, count).catch(() => [{}])).length > 0
    expect(found).toBe(true)
  })
})
