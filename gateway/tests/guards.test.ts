import { readFile, writeFile } from 'node:fs/promises'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { readGuardRules, withGuardsForUs } from '../src/policies/guard-rules.ts'
import { compileGuard } from '../src/policies/guards.ts'
import { composeStaged, contracts, stageGraph, type Staged } from './staged-graph.ts'

const anonymous: Viewer = { kind: 'anonymous' }
const customer: Viewer = { kind: 'customer', customerId: 'c', email: 'c@example.com' }
const integrator = (...scopes: string[]): Viewer => ({ kind: 'integrator', clientId: 'i', scopes, mode: 'LIVE' })

const imports = '"@key", "@authenticated", { name: "@requiresScopes", as: "@needs" }, "@policy"'
const graph = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])
  type Query {
    open: String  mine: String @authenticated
    scoped: String @needs(scopes: [["READ", "WRITE"], ["ADMIN"]])
    staff: String @policy(policies: [["staff"]])  nobody: String @policy(policies: [["unheard-of"]])
    all: String @authenticated @needs(scopes: [["READ"]]) @policy(policies: [["live"]])
    house: House  thing: Thing  any: Any  code: Code
  }
  type Mutation { change: House @authenticated }
  type House { id: ID  secret: String @authenticated  neighbour: House }
  interface Thing { id: ID }
  type Plain implements Thing { id: ID  other: String }
  type Hidden implements Thing @authenticated { id: ID }
  union Any = Plain | Hidden
  scalar Code @authenticated`
const sdl = composeStaged({ one: graph })
const rules = readGuardRules(parse(sdl))
const schema = buildSchema(
  graph.replace(/extend schema.*/, '').replaceAll(/@(?:authenticated|needs|policy)(?:\([^)]*\))?/g, ''),
)
const checks = {
  staff: (viewer: Viewer) => viewer.kind === 'customer',
  live: (viewer: Viewer) => viewer.kind === 'integrator',
}

function refused(text: string, viewer: Viewer, variables: Record<string, unknown> = {}) {
  const document = parse(text)
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  )
  const guard = compileGuard(rules, checks, schema, fragments, document.definitions[0] as OperationDefinitionNode)
  return (guard?.(viewer, variables) ?? []).map(({ extensions }) => extensions['field'])
}

describe('who may have what', () => {
  test.each<[string, string, string[]]>([
    ['what is not guarded', '{ open house { id } }', []],
    ['a field', '{ open mine }', ['Query.mine']],
    ['by another name', '{ open: mine }', ['Query.mine']],
    ['twice', '{ a: mine b: mine }', ['Query.mine']],
    ['below', '{ house { neighbour { secret } } }', ['House.secret']],
    ['in a fragment', '{ house { ...F } } fragment F on House { secret }', ['House.secret']],
    ['a mutation', 'mutation { change { id } }', ['Mutation.change']],
    ['a scalar', '{ code }', ['Code']],
    ['a type that may stand behind an interface', '{ thing { id } }', ['Thing', 'Hidden']],
    ['not what cannot be it', '{ any { __typename ... on Plain { other id } } }', []],
    ['a type named by a fragment', '{ any { ... on Plain { id } ... on Hidden { __typename } } }', ['Hidden']],
    ['only what the type is called', '{ any { __typename } }', []],
    ['not the schema', '{ __type(name: "Hidden") { name } }', []],
  ])('strangers: %s', (_, text, what) => {
    expect(refused(text, anonymous)).toEqual(what)
    expect(refused(text, customer)).toEqual([])
  })

  test('what is not asked for by these variables is not guarded', () => {
    const query = 'query ($also: Boolean!) { open mine @include(if: $also) ... @skip(if: $also) { staff } }'
    expect(refused(query, anonymous, { also: true })).toEqual(['Query.mine'])
    expect(refused(query, anonymous, { also: false })).toEqual(['Query.staff'])
    expect(refused(`${query.slice(0, -1)} mine }`, anonymous, { also: false })).toEqual(['Query.mine', 'Query.staff'])
  })

  test.each<[string, Viewer, boolean]>([
    ['all of an alternative', integrator('READ', 'WRITE'), true],
    ['another alternative', integrator('ADMIN'), true],
    ['half of one', integrator('READ'), false],
    ['nothing', integrator(), false],
    ['no scopes at all', customer, false],
  ])('scopes: who has %s', (_, viewer, may) => {
    expect(refused('{ scoped }', viewer)).toEqual(may ? [] : ['Query.scoped'])
  })

  test('policies: whom they let through, and nobody where we do not know one', () => {
    expect(refused('{ staff }', customer)).toEqual([])
    expect(refused('{ staff }', integrator('ADMIN'))).toEqual(['Query.staff'])
    for (const viewer of [customer, integrator('ADMIN')])
      expect(refused('{ nobody }', viewer)).toEqual(['Query.nobody'])
  })

  test('several on one field must all hold', () => {
    expect(refused('{ all }', integrator('READ'))).toEqual([])
    expect(refused('{ all }', integrator('WRITE'))).toEqual(['Query.all'])
    expect(refused('{ all }', customer)).toEqual(['Query.all'])
  })

  test('what of the directives cannot be read lets nobody through', () => {
    const broken = readGuardRules(
      parse(sdl.replace('@needs(scopes: [["READ", "WRITE"], ["ADMIN"]])', '@needs(scopes: [[]])')),
    )
    const document = parse('{ scoped }')
    const guard = compileGuard(broken, checks, schema, new Map(), document.definitions[0] as OperationDefinitionNode)
    expect(guard?.(integrator('ADMIN', 'READ', 'WRITE'), {})).toHaveLength(1)
  })

  test('directives of another specification, or of a version we do not know, stay for the planner to refuse', () => {
    const strange = sdl.replace('authenticated/v0.1', 'authenticated/v9.0')
    expect(withGuardsForUs(sdl)).not.toContain('for: SECURITY')
    expect(withGuardsForUs(strange)).toMatch(/authenticated\/v9\.0", for: SECURITY/)
  })
})

describe('the gateway', () => {
  const guarded = {
    hotels: contracts.hotels
      .replace('import: ["@key"]', 'import: ["@key", "@authenticated", "@requiresScopes"]')
      .replace('picky: String', 'picky: String  rates: String @requiresScopes(scopes: [["SEARCH"]])')
      .replace('neighbour: Hotel }', 'neighbour: Hotel @authenticated }'),
    customers: contracts.customers,
  }
  let staged: Staged
  beforeAll(async () => {
    staged = await stageGraph({ typeDefs: guarded })
  })

  test('refuses before any subgraph is asked, each time, the short way too, and answers whoever may', async () => {
    const query = '{ hotel(id: 1) { name neighbour { id } } }'
    const headers = { authorization: `Bearer ${await staged.accessToken()}` }
    for (let times = 0; times < 3; times += 1) {
      const asked = staged.seen.hotels.length
      const { status, data, errors } = await staged.ask(query)
      expect(status).toBe(401)
      expect(data).toBeUndefined()
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: 'UNAUTHENTICATED', field: 'Hotel.neighbour' },
      ])
      expect(staged.seen.hotels).toHaveLength(asked)
      expect((await staged.ask(query, { headers })).data).toEqual({ hotel: { name: 'Hotel 1', neighbour: null } })
    }
    expect((await staged.ask('{ hotel(id: 1) { name } }')).errors).toBeUndefined()
  })

  test('tells whoever is known, but may not', async () => {
    const [may, mayNot] = ['a', 'b'].map((letter) => `sg_live_${letter.repeat(43)}`) as [string, string]
    staged.apiKeys.set(may, { clientId: 'may', scopes: ['SEARCH'], mode: 'LIVE' })
    staged.apiKeys.set(mayNot, { clientId: 'not', scopes: ['BOOK'], mode: 'LIVE' })
    const ask = (key: string) => staged.ask('{ rates }', { headers: { 'x-api-key': key } })
    expect((await ask(may)).data).toEqual({ rates: null })
    const { status, errors } = await ask(mayNot)
    expect(status).toBe(403)
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', field: 'Query.rates' })
  })

  test('enforces what a new supergraph guards though nothing else is new, on operations known before', async () => {
    const own = await stageGraph()
    const query = '{ hotel(id: 1) { name neighbour { id } } }'
    for (let times = 0; times < 3; times += 1) expect((await own.ask(query)).status).toBe(200)
    const hotels = contracts.hotels
      .replace('import: ["@key"]', 'import: ["@key", "@authenticated"]')
      .replace('neighbour: Hotel }', 'neighbour: Hotel @authenticated }')
    await writeFile(own.supergraph, composeStaged({ ...contracts, hotels }))
    await expect.poll(async () => (await own.ask(query)).status, { timeout: 20_000 }).toBe(401)
    await writeFile(own.supergraph, composeStaged())
    await expect.poll(async () => (await own.ask(query)).status, { timeout: 20_000 }).toBe(200)
  })

  test('enforces what a new supergraph guards from its first request on', async () => {
    const own = await stageGraph()
    const query = '{ hotel(id: 1) { name neighbour { id } } }'
    expect((await own.ask(query)).status).toBe(200)
    await writeFile(own.supergraph, await readFile(staged.supergraph, 'utf8'))
    await expect.poll(async () => (await own.ask('{ rates }')).status, { timeout: 20_000 }).toBe(401)
    expect((await own.ask(query)).status).toBe(401)
  })
})
