import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { buildASTSchema, Kind, parse, print, validate, type DocumentNode } from 'graphql'
import { afterAll, describe, expect, test } from 'vitest'

import { checkSchema } from '../check-schema.ts'
import { manifestOf } from '../register.ts'
import { compareGraphs, deployOrder, refusedBy } from '../schema-check/changes.ts'
import { readFieldCounts } from '../schema-check/usage.ts'
import { hashOf, readRegistered } from '../src/execution/registered-operations.ts'
import { dice } from './executor/operations.ts'

const before = `type Query { a(x: Int, y: Int, in: I): Int  b: String!  u: U  e(k: E): E  n: N  f: Int  h(j: J): Int }
  input I { z: Int, q: Int, deep: [J!] }  input J { k: E, r: Int }  enum E { X Y }
  union U = A | B  type A { id: ID }  type B { id: ID }
  interface N { id: ID, m: Int }  type C implements N { id: ID, m: Int }  type D implements N { id: ID, m: Int }
  directive @d on FIELD`
const registered = (...texts: string[]) => texts.map((text, at) => ({ name: `Op${at}`, hash: hashOf(text), text }))
const compare = (from: string, to: string, ...texts: string[]) =>
  compareGraphs(before, before.replace(from, to), registered(...texts))

describe('a change that breaks', () => {
  test.each([
    ['f: Int', '', '{ f }', '{ b }'],
    ['b: String!', 'b: String', '{ b }', '{ f }'],
    ['y: Int,', '', '{ a(y: 1) }', '{ a(x: 1) }'],
    ['x: Int,', 'x: String,', 'query($x: Int) { a(x: $x) }', '{ a(y: 1) }'],
    ['in: I)', 'in: I, more: Int!)', '{ a }', '{ f }'],
    ['z: Int,', '', 'query($i: I) { a(in: $i) }', '{ a }'],
    ['r: Int }', 'r: Int, s: Int! }', 'query($i: I) { a(in: $i) }', '{ a }'],
    ['k: E,', 'k: Int,', '{ h(j: { r: 1 }) }', '{ h }'],
    ['X Y', 'X', '{ e }', '{ f }'],
    ['X Y', 'X', 'query($i: I) { a(in: $i) }', '{ a }'],
    ['= A | B', '= A', '{ u { ... on B { id } } }', '{ u { ... on A { id } } }'],
    ['type C implements N', 'type C', '{ n { id } }', '{ u { __typename } }'],
    ['id: ID, m: Int }  type C implements N { id: ID,', 'm: Int }  type C implements N {', '{ n { ... on C { id } } }', '{ n { m } }'], // prettier-ignore
    ['directive @d on FIELD', '', '{ f @d }', '{ f }'],
  ])('counts where it is used, and nowhere else: %s becomes %s', async (from, to, used, not) => {
    const told = await compare(from, to, used)
    expect(told.breaking.length).toBeGreaterThan(0)
    expect(new Set(told.breaking.flatMap(({ users }) => users))).toEqual(new Set(['Op0']))
    const { breaking, unused, safe, dangerous } = await compare(from, to, not)
    expect(breaking).toEqual([])
    expect(unused.length + safe + dangerous.length).toBeGreaterThan(0)
  })

  test('counts where fields were asked for, until it is accepted', async () => {
    const metrics = `# TYPE gateway_fields_total counter
gateway_fields_total{field="Query.f"} 3
gateway_fields_total{field="Query.b"} 0
gateway_field_errors_total{field="Query.a"} 7`
    const counts = readFieldCounts([metrics, '{field="Query.f"} => 40.2 @[1795000000]'])
    expect([...counts]).toEqual([['Query.f', 43.2], ['Query.b', 0]]) // prettier-ignore
    const after = before.replace('b: String!', '').replace('f: Int', '')
    const message = "Field 'f' was removed from object type 'Query'"
    const compared = await compareGraphs(before, after, [], counts)
    expect(compared.breaking).toEqual([{ message, users: ['Query.f, asked for 44 times'], accepted: undefined }])
    expect(compared.unused).toEqual(["Field 'b' was removed from object type 'Query'"])
    const accepted = await compareGraphs(before, after, [], counts, { [message]: 'nobody minds' })
    expect(accepted.breaking.map((one) => one.accepted)).toEqual(['nobody minds'])
  })
})

/** A graph without some element, or with one that takes something else; and which. */
function changed(schema: DocumentNode, seed: number): [DocumentNode, string] {
  const changes: [string, () => DocumentNode][] = []
  const promised = new Map<string, Set<string>>()
  for (const definition of schema.definitions)
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      promised.set(definition.name.value, new Set(definition.fields?.map(({ name }) => name.value)))
  schema.definitions.forEach((definition, at) => {
    const put = (changes: object) => ({ ...schema, definitions: schema.definitions.with(at, { ...definition, ...changes } as never) }) // prettier-ignore
    /** Each of some nodes gone, as long as one is left. */
    const goes = <Node>(nodes: readonly Node[], nameOf: (node: Node) => string, wrap: (left: Node[]) => object) =>
      nodes.forEach((node, index) => {
        if (nodes.length > 1) changes.push([nameOf(node), () => put(wrap(nodes.toSpliced(index, 1)))])
      })
    const named = (node: { name: { value: string } }) => node.name.value
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      goes(definition.types ?? [], (type) => `${named(definition)} = ${named(type)}`, (types) => ({ types })) // prettier-ignore
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION)
      goes(definition.values ?? [], (value) => `${named(definition)}.${named(value)}`, (values) => ({ values })) // prettier-ignore
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      goes(definition.fields ?? [], (field) => `${named(definition)}.${named(field)}`, (fields) => ({ fields })) // prettier-ignore
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return
    const { fields = [], interfaces = [] } = definition
    const free = (field: string) => !interfaces.some((one) => promised.get(named(one))?.has(field))
    fields.forEach((field, index) => {
      const path = `${named(definition)}.${named(field)}`
      if (free(named(field)) && fields.length > 1) changes.push([path, () => put({ fields: fields.toSpliced(index, 1) })]) // prettier-ignore
      const args = field.arguments ?? []
      args.forEach((argument, n) => {
        const withArguments = (given: typeof args) => () => put({ fields: fields.with(index, { ...field, arguments: given }) }) // prettier-ignore
        const other = { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: 'Boolean' } }
        changes.push([`${path}(${named(argument)}:)`, withArguments(args.toSpliced(n, 1))])
        changes.push([`${path}(${named(argument)}: Boolean)`, withArguments(args.with(n, { ...argument, type: other, defaultValue: undefined }))]) // prettier-ignore
      })
    })
  })
  const [what, make] = dice(seed).pick(changes)
  return [make(), what]
}

const graph = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')
const operations = await readRegistered(new URL('../operations', import.meta.url).pathname)

const rounds = Number(process.env['SCHEMA_CHANGES'] ?? 8)
test(
  'an operation of ours that the next graph does not know is always among those it breaks',
  async () => {
    let broken = 0
    for (let seed = 1; seed <= rounds; seed++) {
      const [after, what] = changed(parse(graph), seed)
      const schema = buildASTSchema(after, { assumeValidSDL: true })
      const failing = operations.filter(({ text }) => validate(schema, parse(text)).length > 0).map(({ name }) => name)
      const { breaking } = await compareGraphs(graph, print(after), operations)
      const told = new Set(breaking.flatMap(({ users }) => users))
      expect({ what, seed, missed: failing.filter((name) => !told.has(name)) }).toEqual({ what, seed, missed: [] })
      expect(refusedBy(print(after), operations).map((why) => why.split(':')[0])).toEqual(failing)
      if (failing.length > 0) broken += 1
    }
    expect(broken).toBeGreaterThan(rounds / 10) // it could have gone wrong
  },
  5_000 + rounds * 2_000,
)

const git = spawnSync('git', ['--version']).status === 0
describe.skipIf(!git)('a work tree', () => {
  const root = mkdtempSync(join(tmpdir(), 'gateway-tree-'))
  afterAll(() => rmSync(root, { recursive: true }))
  const write = (files: Record<string, string>) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
  }
  const run = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root, stdio: 'pipe' })
  const commit = (message: string) => {
    run('add', '-A')
    run('commit', '-q', '-m', message)
  }
  const whole = 'type Query { a: Int  b: Int  c: Int }'
  const view = 'type Query { a: Int  c: Int }'

  test('is compared with the commit it comes from: the graph, its views, its subgraphs, and operations of then', async () => {
    write({ 'gateway/schema.graphql': whole, 'gateway/schema.partners.graphql': view })
    expect(await checkSchema({ root })).toBeNull() // no git here
    run('init', '-q')
    write({
      'gateway/operations/site.json': manifestOf(['query Old { b }']),
      'gateway/operations/partners/p.json': manifestOf(['query Partner { a }']),
      'subgraphs/hotels/schema.graphql': 'type Query { a: Int  b: Int  c: Int @shareable }',
    })
    commit('One')
    expect(await checkSchema({ root })).toBeNull() // nothing before it
    run('tag', 'v1')
    expect(await checkSchema({ root })).toMatchObject({ problems: [], lines: [/* the graph */ expect.stringContaining('is as in v1'), expect.stringContaining('is as in v1')] }) // prettier-ignore

    // The site does not ask for it any more, but pages that were loaded before do; partners just see less.
    write({
      'gateway/operations/site.json': manifestOf(['query New { a d }']),
      'gateway/schema.graphql': 'type Query { a: Int  c: Int  d: Int }',
      'gateway/schema.partners.graphql': 'type Query { c: Int  secret: Int }',
      'subgraphs/hotels/schema.graphql': 'type Query { a: Int  c: Int @shareable  d: Int }',
    })
    const told = await checkSchema({ root, usage: ['gateway_fields_total{field="Query.b"} 2'] })
    const gone = "breaks who uses it: Field 'b' was removed from object type 'Query' (used by Old; Query.b, asked for 2 times)" // prettier-ignore
    expect(told?.problems).toEqual([
      `The graph ${gone}`,
      expect.stringContaining(
        'The view partners does not know a registered operation. Partner: Cannot query field "a"',
      ),
      "The view partners breaks who uses it: Field 'a' was removed from object type 'Query' (used by Partner)",
    ])
    expect(told?.lines).toContain('  seen by them from now on: Query.secret')
    expect(told?.lines.at(-1)).toContain('hotels has more and less than it had: deploy it in two steps')
    write({
      'gateway/breaks-accepted.json': JSON.stringify({ "Field 'b' was removed from object type 'Query'": 'why not' }),
      'gateway/schema.partners.graphql': view,
    })
    const accepted = await checkSchema({ root })
    expect(accepted?.problems).toEqual([])
    expect(accepted?.lines.join('\n')).toContain('accepted (why not)')
  })

  test('is compared with the commit that is named; one that is not there is told', async () => {
    commit('Two')
    expect((await checkSchema({ root, against: 'HEAD' }))?.lines[0]).toContain('is as in HEAD')
    expect(await checkSchema({ root, against: 'nowhere' })).toBeNull()
    expect(await checkSchema({ root, against: '--help' })).toBeNull()
  })

  test('of a branch is compared with where it left the remote main', async () => {
    run('update-ref', 'refs/remotes/origin/main', 'HEAD')
    write({ 'gateway/operations/site.json': manifestOf(['query New { a }']), 'gateway/breaks-accepted.json': '{}' })
    commit('Three')
    write({ 'gateway/schema.graphql': 'type Query { a: Int  c: Int }' })
    commit('Four')
    expect((await checkSchema({ root }))?.problems).toEqual([expect.stringContaining("Field 'd' was removed")])
  })
})

test('what is added to a subgraph is deployed before the supergraph, what is taken away after it', async () => {
  const orders = [before.replace('f: Int', 'f: Int  g: Int'), before.replace('f: Int', ''), before.replace('f: Int', 'g: Int'), before] // prettier-ignore
  expect(await Promise.all(orders.map((after) => deployOrder(before, after)))).toEqual(['before', 'after', 'between', undefined]) // prettier-ignore
})
