import {
  buildSchema,
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  parse,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { readReply } from '../src/execution/reply.ts'
import type { Reply } from '../src/execution/run.ts'
import { no, type Told } from '../src/execution/verbatim/read.ts'
import { compileValue } from '../src/execution/verbatim/skip-value.ts'
import { dice, writeOperation } from './executor/operations.ts'
import { stage, type Question, type Sabotage } from './executor/stage.ts'

// An answer put together from what subgraphs wrote is the one that is made of objects, whatever they wrote. VERBATIM_OPERATIONS
// sets another number of operations, VERBATIM_SEED where they begin.

const operations = Number(process.env['VERBATIM_OPERATIONS'] ?? 250)
const from = Number(process.env['VERBATIM_SEED'] ?? 1)

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n`
/** Most of what graphs have, and nothing that only objects can answer: keys of several types, interface objects, @requires. */
const contracts = {
  hotels: `${federation}
    type Query { hotel(id: ID!): Hotel  hotels(first: Int = 3): [Hotel!]!  maybe: [Hotel]  grid: [[Hotel]]  seen: [Seen!] }
    type Hotel @key(fields: "id") { id: ID!  name: String!  stars: Int  open: Boolean!  kind: Kind  kinds: [Kind!]
      at: Point  rooms(first: Int): [Room!]!  owner: Guest  rating: Float  when: Date  shown: Shown }
    enum Kind { INN PALACE }
    scalar Date
    type Point { north: Float!  east: Float! }
    type Room { name: String  beds: [[Int]!]  hotel: Hotel! }
    type Guest @key(fields: "id") { id: ID! }
    union Shown = Picture | Film
    interface Seen { url: String! }
    type Picture implements Seen { url: String!  alt: String }
    type Film implements Seen { url: String!  seconds: Int! }
  `,
  guests: `${federation}
    type Query { guest(id: ID!): Guest  guests: [Guest] }
    type Hotel @key(fields: "id") { id: ID!  visits: Int!  notes: [Note!]  visitors: [Guest] }
    type Note { text: String!  by: Guest }
    type Guest @key(fields: "id") { id: ID!  name: String!  home: Hotel }
  `,
}

type Staged = Awaited<ReturnType<typeof stage>>
let staged: Staged
beforeAll(async () => {
  staged = await stage(contracts)
})

const told = (value: string): Told => {
  const bytes = Buffer.from(value)
  return { bytes, text: bytes.toString('latin1') }
}

const signs = [
  '"',
  '\\\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ' ',
  '0',
  '-',
  '.',
  'e',
  'null',
  '\\n',
  '\n',
  '\\u00e9',
  '\\ud83d',
  'é',
  '"a":1,',
  '999999999999',
]

/** A reply with a few of its signs changed; or none. It comes in UTF-8, which has no halves of signs. */
function scratch(text: string, { oneIn, pick }: ReturnType<typeof dice>): string {
  if (oneIn(2)) return text
  let changed = text
  do {
    const at = Math.floor(pick(places) * changed.length)
    changed = changed.slice(0, at) + (oneIn(3) ? '' : pick(signs)) + changed.slice(oneIn(2) ? at : at + 1)
  } while (oneIn(3))
  return changed.toWellFormed()
}
const places = Array.from({ length: 1_000 }, (_, at) => at / 1_000)

/** All that is answered is kept. */
const keepAllIn =
  (kept: Map<string, string>, change = (text: string) => text): Sabotage =>
  (supergraph) => ({
    ...supergraph,
    caching: {
      forFetch: (service, operation) => ({
        look: async (_, asked, variables) => {
          const keys = asked.map((text) => JSON.stringify([service, operation, variables, text]))
          return {
            found: keys.map((key) => kept.get(key)),
            keep: (at, text) => void kept.set(keys[at] as string, change(text())),
          }
        },
      }),
      changed: async () => {},
    },
  })

/** Fetches are named by the plan, and written in another order of fields. */
const nameOf = ({ service, query, variables }: Question) =>
  `${service} ${query.slice(0, query.search(/[({]/))} ${JSON.stringify(variables)}`

/** Both answers to operations, over the same replies. */
async function* bothAnswers(by: Staged, faults: number, garbled: boolean) {
  for (let seed = from; seed < from + operations; seed += 1) {
    const asked = writeOperation(by.schema, seed, { plain: true })
    const document = by.documentOf(asked)
    if (!document) continue
    const chance = dice(seed)
    const replies = new Map<string, string>()
    by.garble((text, question) => {
      const reply = garbled ? scratch(text, chance) : text
      replies.set(nameOf(question), reply)
      return reply
    })
    const asText = await by.byUsAsText(asked, document, seed, faults)
    by.garble((_, question) => {
      const reply = replies.get(nameOf(question))
      replies.delete(nameOf(question))
      return reply ?? 'this was not asked before'
    })
    const asObjects = await by.byUs(asked, document, seed, faults)
    yield { seed, query: asked.query, asText, asObjects, left: [...replies] }
  }
}

describe('an answer as subgraphs wrote it is the one that is made of objects', () => {
  test.each([
    { faults: Infinity, garbled: false, world: 'when all is well', written: 0.4 },
    { faults: 30, garbled: false, world: 'when a field in thirty fails', written: 0.1 },
    { faults: Infinity, garbled: true, world: 'when signs of the replies are changed', written: 0.05 },
  ])('$world', async ({ faults, garbled, written }) => {
    const before = staged.count.written
    let answered = 0
    for await (const { seed, query, asText, asObjects, left } of bothAnswers(staged, faults, garbled)) {
      answered += 1
      expect({ seed, query, answer: asText, left }).toEqual({ seed, query, answer: asObjects, left: [] })
    }
    // Few would show little.
    expect((staged.count.written - before) / answered).toBeGreaterThan(written)
    expect(answered).toBeGreaterThan(operations / 2)
  })

  test.each([
    { faults: Infinity, world: 'when all is well' },
    { faults: 30, world: 'when a field in thirty fails' },
  ])('also where it was kept, $world', async ({ faults }) => {
    const kept = new Map<string, string>()
    staged.garble((text) => text)
    const keeping = await stage(contracts, keepAllIn(kept))
    const count = { asked: 0, askedAgain: 0 }
    for (let seed = from; seed < from + operations; seed += 1) {
      kept.clear() // each seed is a world of its own
      const asked = writeOperation(keeping.schema, seed, { plain: true })
      const document = keeping.documentOf(asked)
      if (!document) continue
      const asObjects = await staged.byUs(asked, document, seed, faults)
      for (const time of ['asked', 'askedAgain'] as const) {
        keeping.asked.length = 0
        const asText = await keeping.byUsAsText(asked, document, seed, faults)
        expect({ seed, query: asked.query, answer: asText }).toEqual({ seed, query: asked.query, answer: asObjects })
        count[time] += keeping.asked.length
      }
    }
    expect(keeping.count.written).toBeGreaterThan(operations / 3)
    expect(count.askedAgain).toBeLessThan(count.asked * 0.6) // nulls are not kept
  })

  test('and it would be seen if something else were kept', async () => {
    staged.garble((text) => text)
    const kept = new Map<string, string>()
    const misled = await stage(
      contracts,
      keepAllIn(kept, (text) => text.replace(':true', ':false')),
    )
    let found = false
    for (let seed = from; seed < from + operations && !found; seed += 1) {
      kept.clear()
      const asked = writeOperation(misled.schema, seed, { plain: true })
      const document = misled.documentOf(asked)
      if (!document) continue
      const asObjects = await staged.byUs(asked, document, seed, Infinity)
      await misled.byUsAsText(asked, document, seed, Infinity)
      const again = await misled.byUsAsText(asked, document, seed, Infinity)
      found = JSON.stringify(again) !== JSON.stringify(asObjects)
    }
    expect(found).toBe(true)
  })

  /** Only what is looked through for being given on is changed. */
  const whenLookedThrough =
    (change: (text: string) => string): Sabotage =>
    (supergraph) => ({
      ...supergraph,
      subgraphs: new Map(
        [...supergraph.subgraphs].map(([name, subgraph]) => [
          name,
          {
            ...subgraph,
            ask: (body, changes, client, read, form) =>
              subgraph.ask(
                body,
                changes,
                client,
                (told, bytes) => {
                  const isObjects = (read as unknown) === readReply
                  const heard = isObjects ? told : change(told)
                  return read(heard, isObjects ? bytes : Buffer.from(heard, 'latin1'))
                },
                form,
              ),
          },
        ]),
      ),
    })
  test.each([
    ['a value that is another', (text: string) => text.replace(':true', ':false')],
    [
      'entities in each other’s place',
      (text: string) => {
        const reply = JSON.parse(text) as Reply
        const entities = reply.data?.['_entities']
        if (Array.isArray(entities)) entities.reverse()
        return JSON.stringify(reply)
      },
    ],
  ])('and it would be seen if it were not: %s', async (_, change) => {
    const misled = await stage(contracts, whenLookedThrough(change))
    let differ = 0
    for await (const { asText, asObjects } of bothAnswers(misled, Infinity, false))
      if (JSON.stringify(asText) !== JSON.stringify(asObjects)) differ += 1
    expect(differ).toBeGreaterThan(0)
  })
})

/** Where a text like this ends. */
function endOf(pattern: string, { text }: Told, at: number): number {
  const like = new RegExp(pattern, 'y')
  like.lastIndex = at
  return like.test(text) ? like.lastIndex : no
}

test('what an object looks like is JSON, as JavaScript writes it, and long lists and texts are left to be read by hand', () => {
  const fields = ['"name":"é\\n"', '"stars":4', '"at":-1.25', '"open":true', '"kinds":["INN",null]', '"rooms":[{"beds":[[1,2],[]]},{"beds":[]}]'] // prettier-ignore
  const written = `{${fields.join(',')}}`
  const schema = buildSchema(`
    type Query { hotel: Hotel }
    type Hotel { name: String  stars: Int  at: Float  open: Boolean  kinds: [Kind]  rooms: [Room!] }
    type Room { beds: [[Int!]!]! }
    enum Kind { INN PALACE }`)
  const [definition] = parse('{ hotel { name stars at open kinds rooms { beds } } }').definitions
  const document = { schema, fragments: new Map(), variables: {} }
  const set = (definition as OperationDefinitionNode).selectionSet.selections[0] as FieldNode
  const asked = { document, sets: [set.selectionSet as SelectionSetNode] }
  const { pattern = '', skip } = compileValue(
    new GraphQLNonNull(schema.getType('Hotel') as GraphQLObjectType),
    asked,
    asked,
  )
  expect(endOf(pattern, told(written), 0)).toBe(Buffer.byteLength(written))
  const texts = Array.from({ length: 20 * operations }, (_, at) => told(scratch(written, dice(from + at))))
  const like = texts.flatMap((text) => {
    const end = endOf(pattern, text, 0)
    return end === no ? [] : [Buffer.from(text.text.slice(0, end), 'latin1').toString()]
  })
  for (const text of like) {
    const value = JSON.parse(text) as Record<string, unknown>
    expect(Object.keys(value)).toEqual(['name', 'stars', 'at', 'open', 'kinds', 'rooms'])
    for (const number of [value['stars'], value['at']])
      expect(number === null || (typeof number === 'number' && !Object.is(number, -0))).toBe(true)
  }
  expect(Math.min(like.length, texts.length - like.length)).toBeGreaterThan(operations)
  for (const long of [
    written.replace('[[1,2],[]]', `[${'[1],'.repeat(1_000_000)}[]]`),
    written.replace('é', '\\n'.repeat(1_000_000)),
  ]) {
    expect(endOf(pattern, told(long), 0)).toBe(no)
    expect(skip(told(long), 0)).toBe(Buffer.byteLength(long))
  }
  // As much as the bounds of each list allow.
  const deep = `[${Array.from({ length: 100 }, () => `[${Array.from({ length: 99 }, () => 1).join()}]`).join()}]`
  const rooms = written.replace(
    /"rooms":.*/,
    `"rooms":[${Array.from({ length: 100 }, () => `{"beds":${deep}}`).join()}]}`,
  )
  expect([rooms.length > 1_900_000, skip(told(rooms), 0)]).toEqual([true, Buffer.byteLength(rooms)])
  const plain = written.replace('é', 'é'.repeat(4_000_000))
  expect(endOf(pattern, told(plain), 0)).toBe(Buffer.byteLength(plain))
})

/** It may end before the end: then what comes behind it is none of what may come there. */
const isNoEnd = (value: string, end: number) => end === no || !/[,}\]]/.test(`:${value},`.charAt(end))

describe('what is not quite a value of its kind is not given on', () => {
  const asked = { document: { schema: new GraphQLSchema({}), fragments: new Map(), variables: {} }, sets: [] }
  const kind = new GraphQLEnumType({ name: 'Kind', values: { INN: {} } })
  const own = new GraphQLScalarType({ name: 'Own' })
  test.each<[GraphQLOutputType, string[], string[]]>([
    [
      GraphQLString,
      ['""', '"a"', '"é😀"', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\u00e9\\ud83d"', 'null'],
      ['"', '"a', '"\n"', '"\t"', '"\\x"', '"\\u12g4"', '"\\u123"', "'a'", '1', 'true', 'nul', '[]', '{}', '"\\"'],
    ],
    [
      GraphQLInt,
      ['0', '-1', '10', '2147483647', '-2147483648'],
      ['2147483648', '-2147483649', '1.0', '1e3', '01', '-0', '-', '"1"', '.5'],
    ],
    [
      GraphQLFloat,
      ['0', '1.5', '-10.25', '10', '-0.12758'],
      ['-0', '-0.0', '-00.5', '1e400', '1.', '.1', '-0.5e1', '0123', '1234567890.1234567', 'NaN', '"1"'],
    ],
    [GraphQLBoolean, ['true', 'false', 'null'], ['True', 'tru', '1', '"true"']],
    [GraphQLID, ['"1"'], ['1', 'true']],
    [kind, ['"INN"', 'null'], ['"CAVE"', 'INN', '"INN', '"\\u0049NN"']],
    [own, ['"a"', '12', '1.5', 'true', 'null'], ['[]', '{}', '12345678901234567890', 'undefined']],
    [new GraphQLNonNull(GraphQLInt), ['1'], ['null']],
    [new GraphQLList(GraphQLInt), ['[]', '[1]', '[1,null,3]', 'null'], ['[1,]', '[,1]', '[1', '[1 ,2]', '1', '[1;2]']],
    [new GraphQLList(new GraphQLNonNull(GraphQLInt)), ['[1,2]'], ['[1,null]']],
  ])('%s', (type, values, others) => {
    const { skip, pattern = '' } = compileValue(type, asked, asked)
    let like = 0
    for (const value of values) {
      const end = 1 + Buffer.byteLength(value)
      expect([value, skip(told(`:${value},`), 1)]).toEqual([value, end])
      const found = endOf(pattern, told(`:${value},`), 1)
      if (found === end) like += 1
      expect([value, found === end || isNoEnd(value, found)]).toEqual([value, true])
      expect(() => void JSON.parse(value)).not.toThrow()
    }
    expect(like).toBeGreaterThan(values.length / 2)
    for (const other of others)
      for (const end of [skip(told(`:${other},`), 1), endOf(pattern, told(`:${other},`), 1)])
        expect([other, isNoEnd(other, end)]).toEqual([other, true])
  })
})
