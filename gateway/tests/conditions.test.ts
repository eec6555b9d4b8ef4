import { getOperationAST, parse, print, stripIgnoredCharacters } from 'graphql'
import { describe, expect, test } from 'vitest'

import { fragmentsOf } from '../src/execution/collect.ts'
import { findConditions, settingsOfConditions, settle } from '../src/execution/conditions.ts'
import { contracts } from './executor/contracts.ts'
import { stage, type Sabotage } from './executor/stage.ts'

const settled = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query)
  const definition = getOperationAST(document)
  const conditions = definition ? findConditions(definition, fragmentsOf(document)) : undefined
  return conditions && stripIgnoredCharacters(print(settle(document, conditions.hold(variables))))
}

describe('of a document there is left what its conditions leave in:', () => {
  test('by variables and by values that were written', () => {
    const query = 'query ($a: Boolean!) { w @include(if: $a) x @skip(if: $a) y @skip(if: true) z @include(if: true) }'
    expect(settled(query, { a: true })).toBe('query($a:Boolean!){w z}')
    expect(settled(query, { a: false })).toBe('query($a:Boolean!){x z}')
  })
  test('where both stand, both must let it in', () => {
    const query = 'query ($a: Boolean!, $b: Boolean!) { w @include(if: $a) @skip(if: $b) z }'
    expect(settled(query, { a: true, b: false })).toContain('{w z}')
    for (const [a, b] of [[true, true], [false, false], [false, true]]) expect(settled(query, { a, b })).toContain('{z}') // prettier-ignore
  })
  test('fragments in which nothing is left are gone, wherever they are spread', () => {
    const query = `query ($a: Boolean!) { z ...One ... on Query { ...One } ... @skip(if: $a) { y } }
      fragment One on Query { ...Other } fragment Other on Query { x @skip(if: $a) }`
    expect(settled(query, { a: true })).toBe('query($a:Boolean!){z}')
    expect(settled(query, { a: false })).toMatch(/\.\.\.One ?\.\.\.on Query\{\.\.\.One\}\.\.\.\{y\}/)
  })
  test('other directives stay', () => {
    const query = 'query ($a: Boolean!) { ... @include(if: $a) @defer(label: "x") { y } }'
    expect(settled(query, { a: true })).toContain('...@defer(label:"x"){y}')
  })
  test('what has no condition is left alone', () => expect(settled('{ a { b } }')).toBeUndefined())
})

test('so many settings are planned ahead, each once', () => {
  const names = Array.from({ length: 20 }, (_, at) => `v${at}`)
  const conditions = { names, hold: () => new Map() }
  const settings = settingsOfConditions(conditions).map((held) => [...held.values()].map(Number).join(''))
  expect(new Set(settings).size).toBe(8)
  expect(settingsOfConditions({ ...conditions, names: ['a'] })).toEqual([new Map([['a', false]]), new Map([['a', true]])]) // prettier-ignore
})

const counted = () => {
  const seen = { plans: 0 }
  const sabotage: Sabotage = ({ planner, ...supergraph }) => ({
    ...supergraph,
    planner: {
      buildQueryPlan: (...given) => {
        seen.plans += 1
        return planner.buildQueryPlan(...given)
      },
    },
  })
  return { seen, sabotage }
}
const { seen, sabotage } = counted()
const staged = await stage(contracts, sabotage)
const ask = (query: string, variables: Record<string, unknown> = {}) => {
  staged.asked.length = 0
  return staged.byUs({ query, variables }, parse(query), 7, Infinity)
}

test('an operation is planned once for each setting that is met', async () => {
  const query = 'query ($a: Boolean!, $b: Boolean!) { hotels { id name @include(if: $a) price @skip(if: $b) } }'
  const document = parse(query)
  const before = seen.plans
  for (let time = 0; time < 3; time += 1)
    for (const variables of [
      { a: true, b: false },
      { a: false, b: false },
    ])
      expect(await staged.byUs({ query, variables }, document, 7, Infinity)).toEqual(
        await staged.byMonolith({ query, variables }, document, 7, Infinity),
      )
  expect(seen.plans - before).toBe(2)
})

test('what is made ready before anybody asks is planned for each setting', async () => {
  const query = 'query ($a: Boolean!) { users { name @include(if: $a) } }'
  const document = parse(query)
  const before = seen.plans
  // `ready` comes first there.
  for (const a of [true, false, true]) await staged.byUsAsText({ query, variables: { a } }, document, 7, Infinity)
  expect(seen.plans - before).toBe(2)
  const later = parse(query)
  await staged.byUsAsText({ query, variables: { a: true } }, later, 7, Infinity)
  expect(seen.plans - before).toBe(4)
})

test('an object of which nothing is asked any more is there, and empty', async () => {
  const query = 'query ($a: Boolean!) { hotels { size { area @include(if: $a) } } }'
  const { data, errors } = await ask(query, { a: false })
  expect(errors).toEqual([])
  const { hotels } = data as { hotels: { size: object | null }[] }
  expect(hotels.length).toBeGreaterThan(0)
  expect(new Set(hotels.map(({ size }) => JSON.stringify(size)))).toContain('{}')
  expect((await ask('query ($a: Boolean!) { hotels @include(if: $a) { id } }', { a: false })).data).toEqual({})
})

test('a condition that is null is refused, where a default lets a variable be that', async () => {
  const query = 'query ($a: Boolean = true) { hotels { id } users @include(if: $a) { id } }'
  const { data, errors } = await ask(query, { a: null })
  expect(data).toBeNull()
  expect(errors[0]?.message).toContain('must not be null')
  expect(staged.asked).toEqual([])
  expect(Object.keys((await ask(query)).data as object)).toEqual(['hotels', 'users'])
})

test('fields of a mutation are done one after the other, each with all that is read after it', async () => {
  const query = `mutation { a: touch(id: "Hotel-1") { id revision } b: touch(id: "Hotel-1") { revision }
    ... on Mutation { c: charge(id: "Hotel-1", amount: 5) { revision } } }`
  expect((await ask(query)).data).toMatchObject({ a: { revision: 1 }, b: { revision: 2 }, c: { revision: 7 } })
})
