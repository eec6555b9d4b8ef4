import { setImmediate } from 'node:timers/promises'

import { buildSubgraphSchema } from '@apollo/subgraph'
import fc from 'fast-check'
import {
  execute,
  getNamedType,
  GraphQLError,
  GraphQLScalarType,
  isCompositeType,
  isObjectType,
  isUnionType,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLCompositeType,
  type GraphQLObjectType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { compileOperation, NotCompiled, type Result } from './compiled-operation.ts'
import { bytesOf } from './json-text.ts'
import { keepAtMost } from './kept-text.ts'
import { lasting, ofItself } from './of-itself.ts'

// The same operations, made by chance, over the same data, made by chance, executed here and by graphql-js. Everything
// goes wrong that may: what is null may not be, lists are none, resolvers throw at once or later.

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar Odd
  enum Board { ROOM_ONLY BREAKFAST }
  input Where { from: Int = 3, board: Board, among: [Int!] }
  interface Named { id: ID! name: String owner: Guest! }
  union Found = Hotel | Guest | Room
  type Hotel implements Named @key(fields: "id") {
    id: ID! name: String owner: Guest! rooms(first: Int = 2, where: Where): [Room!]! best: Room maybe: [Room] grid: [[Int!]]! odd: Odd board: Board! found: [Found!] price: Float!
  }
  type Guest implements Named @key(fields: "id") { id: ID! name: String! owner: Guest! friend: Guest found: Found! stars: [Int] says(word: String!): String }
  type Room { number: Int! hotel: Hotel! guest: Guest named: Named! boards: [Board!]! }
  type Query { hotel(id: ID): Hotel hotels: [Hotel!]! guest: Guest! named: [Named] found(where: Where): Found odd: Odd! }
  type Mutation { rename(name: String): Hotel! count: Int! forget: Guest }
`)

/** A number that follows from a place and what is asked there. */
const chance = (seed: number, word: string) => {
  let sum = seed >>> 0
  for (let at = 0; at < word.length; at += 1) sum = Math.imul(sum ^ word.charCodeAt(at), 0x01000193) >>> 0
  return Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d) >>> 0
}
type Thing = { seed: number; __typename?: string }
const trouble = { often: 0 } // of a thousand

/** What a resolver gives for a field: right most of the time, and at once or later. */
function give({ seed }: Thing, field: string, right: (seed: number) => unknown): unknown {
  const drawn = chance(seed, field)
  const wrong = drawn % 1_000 < trouble.often
  const value = () => {
    switch (wrong ? (drawn >>> 10) % 6 : -1) {
      case 0:
        throw new GraphQLError(`${field} is not to be had`, { extensions: { code: 'GONE' } })
      case 1:
        return null
      case 2:
        return new Error(`${field} is an error`)
      case 3:
        return undefined
      case 4:
        throw new Error(`${field} broke`)
      default:
        return right(drawn)
    }
  }
  const later = (drawn >>> 14) % 4
  if (later === 0) return value()
  if (later === 1) return value()
  const after = async () => {
    for (let turns = later; turns > 0; turns -= 1) await Promise.resolve()
    return value()
  }
  return after()
}

/** Every other thing is always the same object, and lasts. */
const lastingThings = new Map<string, Thing>()
const thing = (seed: number, of: string): Thing => {
  const made = { seed, __typename: of }
  if (seed % 2 === 0) return made
  const known = lastingThings.get(`${seed} ${of}`) ?? lasting(made)
  if (lastingThings.size < 10_000) lastingThings.set(`${seed} ${of}`, known)
  return known
}
const kinds = ['Hotel', 'Guest', 'Room'] as const
const some = (seed: number, of: (one: number) => unknown) =>
  Array.from({ length: seed % 4 }, (_, at) =>
    chance(seed, `${at}`) % 7 === 0 ? Promise.resolve(of(chance(seed, `${at}`))) : of(chance(seed, `${at}`)),
  )
const field = (name: string, right: (seed: number) => unknown) =>
  ofItself((source: Thing | undefined) => give(source ?? { seed: 7 }, name, right))
const fields = (all: Record<string, (seed: number) => unknown>) =>
  Object.fromEntries(Object.entries(all).map(([name, right]) => [name, field(name, right)]))

const order: string[] = []
const resolvers = {
  Odd: new GraphQLScalarType({
    name: 'Odd',
    serialize: (value) => {
      if (Number(value) % 2 === 0) throw new GraphQLError('that is even')
      return Number(value) % 5 === 0 ? null : value
    },
  }),
  Named: { __resolveType: (of: Thing) => (of.seed % 3 === 0 ? Promise.resolve(of.__typename) : of.__typename) },
  Hotel: {
    ...fields({
      id: (seed) => seed,
      name: (seed) => `n${seed}`,
      owner: (seed) => thing(seed, 'Guest'),
      best: (seed) => thing(seed, 'Room'),
      maybe: (seed) => some(seed, (one) => (one % 3 === 0 ? null : thing(one, 'Room'))),
      grid: (seed) => some(seed, (one) => some(one, (n) => (n % 9 === 0 ? null : n % 100))),
      odd: (seed) => seed % 11,
      board: (seed) => (seed % 9 === 0 ? 'TENT' : 'BREAKFAST'),
      found: (seed) => new Set([thing(seed, kinds[seed % 3] as string)]),
      price: (seed) => seed / 7,
    }),
    rooms: (of: Thing, { first, where }: { first: number; where?: { from: number } }) =>
      give(of, `rooms ${first} ${where?.from}`, (seed) => some(seed + first, (one) => thing(one, 'Room'))),
  },
  Guest: {
    ...fields({
      name: (seed) => `g${seed}`,
      owner: (seed) => thing(seed, 'Guest'),
      friend: (seed) => thing(seed, 'Guest'),
      found: (seed) => thing(seed, seed % 8 === 0 ? 'Nothing' : (kinds[seed % 3] as string)),
      stars: (seed) => (seed % 6 === 0 ? 'no list' : some(seed, (n) => n % 6)),
    }),
    id: ({ seed }: Thing, _: unknown, __: unknown, info: { path: { key: string }; fieldName: string }) =>
      `${seed} ${info.path.key} ${info.fieldName}`,
    says: (of: Thing, { word }: { word: string }) => give(of, 'says', () => word),
  },
  Room: fields({
    number: (seed) => (seed % 9 === 0 ? 'many' : seed % 100),
    hotel: (seed) => thing(seed, 'Hotel'),
    guest: (seed) => thing(seed, 'Guest'),
    named: (seed) => thing(seed, kinds[seed % 2] as string),
    boards: () => ['ROOM_ONLY', 'BREAKFAST'],
  }),
  Query: fields({
    hotel: (seed) => thing(seed, 'Hotel'),
    hotels: (seed) => some(seed + 3, (one) => thing(one, 'Hotel')),
    guest: (seed) => thing(seed, 'Guest'),
    named: (seed) => some(seed + 3, (one) => thing(one, kinds[one % 2] as string)),
    found: (seed) => thing(seed, kinds[seed % 3] as string),
    odd: (seed) => seed % 11,
  }),
  Mutation: {
    rename: async (_: unknown, { name }: { name?: string }) => {
      order.push(`rename ${name} begins`)
      await Promise.resolve()
      order.push(`rename ${name} ends`)
      return thing(5, 'Hotel')
    },
    count: () => order.push('count'),
    forget: field('forget', (seed) => thing(seed, 'Guest')),
  },
}
const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }])

/** An operation made by chance: fragments, aliases, arguments from variables or not, interfaces, unions. */
function makeOperation(next: (below: number) => number): string {
  let fragments = ''
  let made = 0
  const fieldsOf = (type: GraphQLCompositeType) =>
    isUnionType(type) ? [] : Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'))
  const argumentsFor = (name: string): string => {
    if (name === 'rooms')
      return (
        ['', '(first: 1)', '(first: $n)', '(where: { from: $n, board: BREAKFAST })', '(where: $where)'][next(5)] ?? ''
      )
    if (name === 'says') return ['(word: "a")', '(word: $word)'][next(2)] ?? ''
    if (name === 'hotel') return ['', '(id: 1)', '(id: $word)'][next(3)] ?? ''
    return ''
  }
  const select = (type: GraphQLCompositeType, depth: number): string => {
    const parts: string[] = []
    for (let n = 1 + next(4); n > 0; n -= 1) {
      const kind = next(10)
      if (kind === 0) parts.push(next(2) === 0 ? '__typename' : `t${next(3)}: __typename`)
      else if ((kind <= 2 || isUnionType(type)) && depth > 0) {
        const possible = isObjectType(type) ? [type] : [...schema.getPossibleTypes(type), type]
        const on = possible[next(possible.length)] as GraphQLObjectType
        const set = select(on, depth - 1)
        if (next(2) === 0) parts.push(`... on ${on.name} ${set}`)
        else {
          made += 1
          fragments += ` fragment F${made} on ${on.name} ${set}`
          parts.push(`...F${made}`)
        }
      } else {
        const all = fieldsOf(type)
        const chosen = all[next(Math.max(all.length, 1))]
        if (!chosen) continue
        const below = getNamedType(chosen.type)
        if (isCompositeType(below) && depth === 0) continue
        const given = argumentsFor(chosen.name)
        // One name for one thing: fields of several types in one place must not be at odds.
        const alias = given !== '' || next(4) > 0 ? `${type.name}_${chosen.name}_${given.replace(/\W/g, '')}: ` : ''
        parts.push(`${alias}${chosen.name}${given}${isCompositeType(below) ? ` ${select(below, depth - 1)}` : ''}`) // prettier-ignore
      }
    }
    return `{ ${parts.join(' ') || '__typename'} }`
  }
  const query = schema.getQueryType() as GraphQLObjectType
  return `query ($n: Int = 1, $word: String! = "w", $where: Where) ${select(query, 5)}${fragments}`
}

const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule)

/** Where an answer is null because of an error: of two errors that make the same place null, either may be told. */
function nulledAt({ data, errors = [] }: ExecutionResult): string[] {
  const places = errors.map(({ path = [] }) => {
    let value: unknown = data
    const walked: (string | number)[] = []
    for (const step of path) {
      if (value === null || value === undefined) break
      walked.push(step)
      value = (value as Record<string | number, unknown>)[step]
    }
    return JSON.stringify([walked, value])
  })
  return [...new Set(places)].toSorted()
}

/** Rejections that nobody hears end a process. graphql-js leaves some, where a list fails while its items are awaited. */
const unheard = { by: '', theirs: 0, ours: [] as unknown[] }
const listeners = process.listeners('unhandledRejection')
const hear = (error: unknown) => {
  if (unheard.by === 'theirs') unheard.theirs += 1
  else unheard.ours.push(error)
}
beforeAll(() => {
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear)
})
afterAll(() => {
  process.removeAllListeners('unhandledRejection')
  for (const listener of listeners) process.on('unhandledRejection', listener)
})

const both = async (document: DocumentNode, variables: Record<string, unknown>) => {
  unheard.by = 'theirs'
  const theirs = await execute({ schema, document, variableValues: variables, contextValue: {} })
  await setImmediate()
  unheard.by = 'ours'
  const compiled = compileOperation(schema, document)
  const ours = await compiled.execute({}, { word: 'w', n: 1, ...variables })
  await setImmediate()
  await compiled.execute({}, { word: 'w', n: 1, ...variables })
  const again = await compiled.execute({}, { word: 'w', n: 1, ...variables }) // now that some of it is kept
  await setImmediate()
  return { theirs: JSON.parse(JSON.stringify(theirs)) as ExecutionResult, told: read(ours), again: read(again) }
}

const readBytes = (text: string) => Buffer.from(text, 'latin1').toString()
const read = ({ data, errors }: Result) =>
  JSON.parse(`{${errors ? `"errors":${JSON.stringify(errors)},` : ''}"data":${readBytes(data)}}`) as ExecutionResult

describe('what is compiled answers what graphql-js answers', () => {
  test.each([0, 30, 150])('when %i of a thousand fields are trouble', async (often) => {
    const seen = { compared: 0, wrong: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 }),
        fc.boolean(),
        async (drawn, given) => {
          trouble.often = often
          let at = 0
          const document = parse(makeOperation((below) => (drawn[(at += 1) % 60] ?? 0) % below))
          const errors = validate(schema, document, rules)
          if (errors.length > 0) return // aliases of different fields
          const variables = given ? { n: 2, word: 'x', where: { from: 9, among: [1] } } : {}
          const { theirs, told, again } = await both(document, variables)
          for (const ours of [told, again]) {
            expect(ours.data).toEqual(theirs.data)
            expect(JSON.stringify(ours.data)).toBe(JSON.stringify(theirs.data)) // the order too
            expect(nulledAt(ours)).toEqual(nulledAt(theirs))
          }
          seen.compared += 1
          if (theirs.errors) seen.wrong += 1
        },
      ),
      {
        numRuns: Number(process.env['COMPILED_OPERATIONS'] ?? 120),
        ...(process.env['COMPILED_SEED'] ? { seed: Number(process.env['COMPILED_SEED']) } : {}),
      },
    )
    expect(seen.compared).toBeGreaterThan(50)
    expect(seen.wrong).toBeGreaterThan(often > 0 ? 10 : -1)
  })

  test('errors say what they say there: message, place in the text, path, code', async () => {
    trouble.often = 0
    for (const text of [
      '{ hotel { rooms { number } board odd } guest { stars says(word: "a") } }',
      '{ hotels { a0: found { ... on Guest { found { __typename } } } } }',
    ]) {
      const { theirs, told } = await both(parse(text), {})
      const plain = ({ errors = [] }: ExecutionResult) => errors.map(({ message, locations, path, extensions }) => JSON.stringify({ message: /^(Abstract|Expected|Runtime|A value|".*" at)/.test(message) ? '' : message, locations, path, extensions })).toSorted() // prettier-ignore
      expect(plain(told)).toEqual(plain(theirs))
    }
  })

  test('a comparison would notice what is left out', async () => {
    trouble.often = 900
    const document = parse('{ guest { id } hotel { name } named { name } found { ... on Hotel { name } } }')
    const { theirs, told } = await both(document, {})
    expect(nulledAt({ ...told, errors: [] })).not.toEqual(nulledAt(theirs))
  })
})

test('changes are made one after the other, as they stand', async () => {
  trouble.often = 0
  order.length = 0
  const document = parse('mutation { a: rename(name: "a") { id } count b: rename(name: "b") { __typename } }')
  const { data } = await compileOperation(schema, document).execute({}, {})
  expect(order).toEqual(['rename a begins', 'rename a ends', 'count', 'rename b begins', 'rename b ends'])
  expect(Object.keys(JSON.parse(data) as object)).toEqual(['a', 'count', 'b'])
})

test('entities are completed by their keys', async () => {
  const document = parse('query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Hotel { id price } } _service { sdl } }') // prettier-ignore
  const variables = {
    representations: [
      { __typename: 'Hotel', id: '1', seed: 8 },
      { __typename: 'Hotel', seed: 9 },
    ],
  }
  const { theirs, told } = await both(document, variables)
  expect(told).toEqual(theirs)
})

test('every sign is written as JSON writes it', async () => {
  trouble.often = 0
  const signs = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)).join('')
  for (const word of [signs, '\u2028 € 東京 \ud83c\udfe8', 'half \ud83c', '\udfe8 half', '']) {
    const document = parse('query ($word: String!) { guest { says(word: $word) } }')
    const { data } = await compileOperation(schema, document).execute({}, { word })
    expect(readBytes(data)).toBe(JSON.stringify({ guest: { says: word } }))
    for (const text of [data, data.repeat(40), data.repeat(1_000)])
      expect(Buffer.from(bytesOf(text) as string).toString()).toBe(readBytes(text))
  }
})

describe('what lasts, and is told again, is written no more', () => {
  const asked = { times: 0 }
  const tell = ({ seed }: Thing) => {
    asked.times += 1
    return `g${seed}`
  }
  /** How often the name of a guest is asked for by four requests of the same text. */
  const timesAsked = async (guest: object, name: (source: Thing) => string, text = '{ guest { id name } }') => {
    const small = buildSubgraphSchema([
      { typeDefs: parse('type Guest { id: ID name: String! says: String } type Query { guest: Guest! }'), resolvers: { Query: { guest: () => guest }, Guest: { name } } as never }, // prettier-ignore
    ])
    const compiled = compileOperation(small, parse(text))
    asked.times = 0
    const answers = new Set<string>()
    for (let times = 0; times < 4; times += 1) answers.add((await compiled.execute({}, {})).data)
    expect(answers.size).toBe(1)
    return asked.times
  }

  test('where every resolver below reads nothing but its object', async () => {
    expect(await timesAsked(lasting({ id: '1', seed: 3 }), ofItself(tell))).toBe(2)
  })
  test('not where one may read more, nor where the object may change', async () => {
    expect(await timesAsked(lasting({ id: '1', seed: 3 }), (guest) => tell(guest))).toBe(4)
    expect(await timesAsked({ id: '1', seed: 3 }, ofItself(tell))).toBe(4)
  })
  test('and where another that reads more is not met', async () => {
    const typeDefs = parse(
      'type Guest { id: ID name: String! } type Trip { at: Int guests: [Guest!] } type Query { trip: Trip }',
    )
    const times = async (guests: object[]) => {
      const trip = lasting({ at: 1, guests })
      const small = buildSubgraphSchema([
        { typeDefs, resolvers: { Query: { trip: () => trip }, Trip: { at: ofItself(() => (asked.times += 1)) }, Guest: { name: () => 'a' } } as never }, // prettier-ignore
      ])
      const compiled = compileOperation(small, parse('{ trip { at guests { name } } }'))
      asked.times = 0
      for (let n = 0; n < 4; n += 1) await compiled.execute({}, {})
      return asked.times
    }
    expect(await times([])).toBe(2)
    expect(await times([lasting({ id: '1' })])).toBe(4)
  })
  test('not where a property is a method, or comes later, or an error is told', async () => {
    const text = '{ guest { name says } }'
    expect(await timesAsked(lasting({ seed: 3, says: () => 'now' }), ofItself(tell), text)).toBe(4)
    expect(await timesAsked(lasting({ seed: 3, says: Promise.resolve('then') }), ofItself(tell), text)).toBe(4)
    expect(await timesAsked(lasting({ seed: 3, says: new Error('no') }), ofItself(tell), text)).toBe(4)
  })
  test('and not for ever: what was not told for long is forgotten when it grows too long', async () => {
    const compiled = (guests: readonly object[]) => {
      let at = 0
      const small = buildSubgraphSchema([
        { typeDefs: parse('type Guest { id: ID name: String! } type Query { guest: Guest! }'), resolvers: { Query: { guest: () => guests[(at += 1) % guests.length] }, Guest: { name: ofItself(tell) } } as never }, // prettier-ignore
      ])
      return compileOperation(small, parse('{ guest { id name } }'))
    }
    const times = async (count: number, requests: number) => {
      const operation = compiled(Array.from({ length: count }, (_, id) => lasting({ id: `${id}`, seed: 3 })))
      asked.times = 0
      for (let n = 0; n < requests; n += 1) await operation.execute({}, {})
      return asked.times
    }
    keepAtMost(2 * '{"id":"1","name":"g3"}'.length) // one on each shelf
    expect(await times(1, 6)).toBe(2)
    expect(await times(2, 12)).toBe(4)
    expect(await times(3, 12)).toBe(12) // each ends what was kept of another
    keepAtMost()
    expect(await times(3, 12)).toBe(6)
  })
})

test.each([
  'query ($a: Boolean!) { guest @include(if: $a) { id } }',
  '{ __schema { types { name } } }',
  '{ __proto__: odd }',
])('what is not known is left to graphql-js: %s', (text) => {
  expect(() => compileOperation(schema, parse(text))).toThrow(NotCompiled)
})

test('no rejection is left unheard', () => {
  expect(unheard.ours).toEqual([])
})
