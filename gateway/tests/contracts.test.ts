import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { buildSchema, getIntrospectionQuery, parse, print, validate, type IntrospectionQuery } from 'graphql'
import { describe, expect, test } from 'vitest'

import { composeView, withOrigin } from '../compose.ts'
import { hiddenBy, hide, type Contract } from '../contracts/contract.ts'
import { readRegistered } from '../src/execution/registered-operations.ts'
import { composeStaged, contracts, folderWith, stageGraph } from './staged-graph.ts'

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`
const importing = link('"@key", "@tag"')

/** What a contract hides of one subgraph. */
const hiddenOf = (asked: Contract, text: string) =>
  [...hiddenBy(asked, composeStaged({ a: `${importing} ${text}` }))].toSorted()
const excluding = (text: string) => hiddenOf({ exclude: ['x'] }, text)

describe('a contract', () => {
  test('hides what is tagged, what it alone leads to, and types of which nothing is left', () => {
    const text = `
      type Query { open: Open!  shut(by: Wish, how: How): Shut @tag(name: "x")  one: One }
      type Open { id: ID!  secret: Shut @tag(name: "x")  kind: Kind }
      type Shut { id: ID!  deep: Deep }  type Deep { id: ID! }
      input Wish { what: String }  enum How { SO }
      enum Kind { THIS THAT @tag(name: "x") }
      union One = Open | Gone  type Gone { id: ID! @tag(name: "x") }`
    const tagged = ['Gone', 'Gone.id', 'Kind.THAT', 'Open.secret', 'Query.shut']
    expect(excluding(text)).toEqual([...tagged, 'Deep', 'How', 'Shut', 'Wish'].toSorted())
    expect(hiddenOf({ exclude: ['x'], hideUnreachable: false }, text)).toEqual(tagged)
    expect(hiddenOf({ exclude: ['y'] }, text)).toEqual([])
  })

  test('takes what is said of a type as said of its fields, and hides more rather than less', () => {
    const text = `type Query { a: A @tag(name: "in")  b: B @tag(name: "in") @tag(name: "x")  c: Int }
      type A @tag(name: "in") { id: ID!  not: Int @tag(name: "x") }  type B @tag(name: "in") { id: ID! }`
    expect(hiddenOf({ include: ['in'], exclude: ['x'] }, text)).toEqual(['A.not', 'B', 'Query.b', 'Query.c'])
  })

  test('with tags that are wanted hides unions and fields that have none of them', () => {
    const text = `type Query { a: A @tag(name: "in")  u: U @tag(name: "in")  v: V }
      type A { id: ID! @tag(name: "in")  other: Int }
      union U @tag(name: "in") = A  union V = A`
    expect(hiddenOf({ include: ['in'] }, text)).toEqual(['A.other', 'Query.v', 'V'])
  })

  test('reaches the types behind an interface only where one is given, and the interface with each of its types', () => {
    const text = `type Query { got: Result  hidden: Other @tag(name: "x") }
      interface Refusal { message: String }  union Result = No
      type No implements Refusal { message: String }  type Other implements Refusal { message: String }`
    expect(excluding(text)).toEqual(['Other', 'Query.hidden'])
    expect(excluding(text.replace('got: Result', 'got: Result  any: Refusal'))).toEqual(['Query.hidden'])
  })

  test.each([
    ['Query.a gives A, which is hidden', 'type Query { a: A  b: Int } type A @tag(name: "x") { id: ID! }'],
    ['Query.a gives A, which is hidden', 'type Query { a: A  b: Int } type A { id: ID! @tag(name: "x") }'],
    ['Query.a(id:) must be given', 'type Query { a(id: ID! @tag(name: "x")): Int }'],
    ['I.id must be given', 'type Query { a(i: I): Int } input I { id: ID! @tag(name: "x")  b: Int }'],
    ['Query.a(i:) takes I, which is hidden', 'type Query { a(i: I): Int } input I @tag(name: "x") { id: ID }'],
    ['J.i takes I, which is hidden', 'type Query { a(j: J): Int } input J { i: I } input I @tag(name: "x") { id: ID }'],
    [
      'A.id is hidden, but N promises it',
      'type Query { a: A } interface N { id: ID } type A implements N { id: ID @tag(name: "x") b: Int }',
    ],
    ['Nothing is left', 'type Query { a: Int @tag(name: "x") }'],
  ])('that leaves no graph is told so: %s', (says, text) => {
    expect(() => excluding(text)).toThrow(says)
  })

  test('marks what it hides by the name that a subgraph has for it, once', () => {
    const view = (head: string, own: string) => {
      const text = `${head} type Query { a: Int  b: Int  c: Int ${own} } extend type Query { a: Int }`
      const marked = print(hide(parse(text), new Set(['Query.a', 'Query.c'])))
      return [...marked.matchAll(/^ +(\w): Int(.*)$/gm)].map(([, field, directives]) => `${field}${directives}`)
    }
    expect(view(link('"@tag", "@inaccessible"'), '@inaccessible')).toEqual([
      'a @inaccessible',
      'b',
      'c @inaccessible',
      'a',
    ])
    expect(view(link('"@tag", { name: "@inaccessible", as: "@seal" }'), '@seal')).toEqual([
      'a @seal',
      'b',
      'c @seal',
      'a',
    ])
    expect(view(link('"@tag"'), '')).toEqual(['a @federation__inaccessible', 'b', 'c @federation__inaccessible', 'a'])
  })
})

describe('a gateway that serves a view', async () => {
  const tagged = {
    hotels: contracts.hotels
      .replace('"@key"', '"@key", "@tag"')
      .replace('broken: String', 'broken: String  desk(id: ID!): Desk @tag(name: "staff")  find: Found  all: [Found]')
      .replace('neighbour: Hotel }', 'neighbour: Hotel  desk: Desk @tag(name: "staff") }')
      .concat('type Desk { keys: Int }  union Found = Hotel | Cellar  type Cellar @tag(name: "staff") { wine: Int }'),
    customers: contracts.customers
      .replace('"@key"', '"@key", "@tag"')
      .replace('visits: Int', 'visits: Int  ledger: String @tag(name: "staff")')
      .replace('refreshSession: String!', 'refreshSession: String! @tag(name: "staff")'),
  }
  const answers = {
    Query: {
      hotel: (_: unknown, { id }: { id: string }) => ({ id, name: `Hotel ${id}`, desk: { keys: 3 } }),
      hotels: () => ['1', '2'].map((id) => ({ id, name: `Hotel ${id}` })),
      desk: () => ({ keys: 3 }),
      find: () => ({ __typename: 'Cellar', wine: 7 }),
      all: () => [{ __typename: 'Hotel', id: '1', name: 'Hotel 1' }, { __typename: 'Cellar', wine: 7 }], // prettier-ignore
    },
  }
  const subgraphs = Object.entries(tagged).map(([name, text]) => ({ name, url: `http://127.0.0.1:1/${name}`, typeDefs: withOrigin(name, parse(text)) })) // prettier-ignore
  const file = 'supergraph.partners.graphql'
  const shown = composeView(subgraphs, { exclude: ['staff'] }, composeStaged(tagged), 'partners')
  const supergraph = join(await folderWith({ [file]: shown }), file)
  const whole = await stageGraph({ typeDefs: tagged, answers })
  const view = await stageGraph({ typeDefs: tagged, answers, supergraph })
  const told = async (staged: typeof whole, query: string) => {
    const { status, data, errors } = await staged.ask(query)
    return { status, data, errors }
  }

  test('answers what it has as the whole graph does', async () => {
    for (const query of [
      '{ hotel(id: "3") { __typename id name visits neighbour { id } } }',
      '{ hotels { id visits } whoAsks: __typename }',
      'mutation { rename(id: "1", name: "New") { id name visits } }',
      '{ hotels { ...F } } fragment F on Hotel { name visits }',
      '{ broken }',
      '{ picky }',
      '{ hotel { id } }',
    ])
      expect(await told(view, query)).toEqual(await told(whole, query))
    expect((await told(whole, '{ desk(id: 1) { keys } }')).data).toEqual({ desk: { keys: 3 } })
  })

  test('says of what it does not have just what it says of what nobody has', async () => {
    for (const [hidden, never] of [
      ['{ desk(id: 1) { keys } }', '{ dusk(id: 1) { keys } }'],
      ['{ hotel(id: 1) { ledger } }', '{ hotel(id: 1) { lodger } }'],
      ['mutation { refreshSession }', 'mutation { refrushSession }'],
      ['{ find { ... on Cellar { wine } } }', '{ find { ... on Collar { wine } } }'],
      ['{ desks(id: 1) { keys } }', '{ dusks(id: 1) { keys } }'], // no word of the one that it is like
    ] as const) {
      const [ofHidden, ofNever] = [await told(view, hidden), await told(view, never)]
      expect(ofHidden.status).toBe(400)
      const renamed = JSON.stringify(ofNever).replaceAll('dusk', 'desk').replaceAll('lodger', 'ledger').replaceAll('refrush', 'refresh').replaceAll('Collar', 'Cellar') // prettier-ignore
      expect(ofHidden).toEqual(JSON.parse(renamed))
    }
  })

  test('does not know of it in introspection', async () => {
    const { data } = await view.ask(getIntrospectionQuery())
    const known = JSON.stringify(data)
    expect((data as unknown as IntrospectionQuery).__schema.types.map(({ name }) => name)).toContain('Hotel')
    for (const name of ['Desk', 'desk', 'Cellar', 'wine', 'ledger', 'refreshSession', 'staff', 'tag', 'inaccessible'])
      expect(known).not.toContain(`"${name}"`)
    expect((await view.ask('{ __type(name: "Desk") { name } }')).data).toEqual({ __type: null })
    expect((await whole.ask('{ __type(name: "Desk") { name } }')).data).toEqual({ __type: { name: 'Desk' } })
  })

  test('tells nothing of it either when a subgraph answers with it', async () => {
    expect((await told(whole, '{ find { __typename } }')).data).toEqual({ find: { __typename: 'Cellar' } })
    for (const query of ['{ find { __typename } }', '{ all { __typename ... on Hotel { id } } }']) {
      const answer = await told(view, query)
      expect(answer.status).toBe(200)
      expect(JSON.stringify(answer)).not.toContain('Cellar')
    }
    expect((await told(view, '{ all { __typename ... on Hotel { id } } }')).data).toEqual({ all: [{ __typename: 'Hotel', id: '1' }, null] }) // prettier-ignore
  })
})

describe("our partners' view", async () => {
  const read = (file: string) => readFile(new URL(`../${file}`, import.meta.url), 'utf8')
  const schema = buildSchema(await read('schema.partners.graphql'))
  const whole = buildSchema(await read('schema.graphql'))

  test('has what partners need: whatever new is to be asked for at the root is decided here', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    expect(roots.map((root) => Object.keys(root?.getFields() ?? {}).toSorted())).toEqual([
      ['airport', 'cancellationPreview', 'cardPage', 'cities', 'city', 'hotel', 'priceCalendar', 'reservation', 'searchHotels', 'suggestions', 'waitingListEntry'], // prettier-ignore
      ['bookRoom', 'cancelReservation', 'changeStay', 'joinWaitingList', 'leaveWaitingList', 'openCardPage'],
      ['availabilityChanged', 'reservationChanged'],
    ])
  })

  test('has no word of hotels’ desks and of accounts', () => {
    const hidden = Object.keys(whole.getTypeMap()).filter((name) => !schema.getType(name))
    expect(hidden).toEqual(expect.arrayContaining(['HotelDesk', 'DeskStay', 'Customer', 'Session', 'ApiClient', 'HotelRates'])) // prettier-ignore
    expect(Object.keys(schema.getTypeMap()).filter((name) => !whole.getType(name))).toEqual([])
  })

  test('knows every operation that partners registered', async () => {
    const registered = await readRegistered(new URL('../operations/partners', import.meta.url).pathname)
    expect(registered.length).toBeGreaterThan(0)
    for (const { text } of registered) expect(validate(schema, parse(text))).toEqual([])
  })
})
