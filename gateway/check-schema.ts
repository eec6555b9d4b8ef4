import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

import { readContracts } from './contracts/contract.ts'
import { openBase, type Base } from './schema-check/base.ts'
import { compareGraphs, deployOrder, refusedBy, type Compared } from './schema-check/changes.ts'
import { readFieldCounts } from './schema-check/usage.ts'
import { readRegistered } from './src/execution/registered-operations.ts'

export type SchemaCheck = {
  /** What is to be told, by line. */
  lines: string[]
  /** What speaks against it. */
  problems: string[]
}

export type SchemaCheckOptions = {
  /** The work tree. */
  root: string
  /** A commit, branch or tag; the standard one without it (`openBase`). */
  against?: string | undefined
  /** What `/metrics` of gateways said. */
  usage?: readonly string[]
}

/** Where the graph and its views are, and whose operations ask them. What is new in a view is told: should they see it? */
const graphs = () => [
  { name: 'The graph', tellNew: false, schema: 'gateway/schema.graphql', operations: 'gateway/operations' },
  ...[...readContracts().keys()].map((name) => ({
    name: `The view ${name}`,
    tellNew: true,
    schema: `gateway/schema.${name}.graphql`,
    operations: `gateway/operations/${name}`,
  })),
]
const subgraphs = ['hotels', 'customers', 'payments', 'reservations']
const accepted = 'gateway/breaks-accepted.json'

/**
 * Compares the committed graph, its views and its subgraphs with those of another commit. Null: there is nothing to
 * compare with. Operations of then count as those of now: pages that were loaded before are open still.
 */
export async function checkSchema({ root, against, usage = [] }: SchemaCheckOptions): Promise<SchemaCheck | null> {
  const now = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '')
  const told: SchemaCheck = { lines: [], problems: [] }
  const base = openBase(root, against)
  const counts = readFieldCounts(usage)
  const reasons = JSON.parse(now(accepted) || '{}') as Record<string, string>
  for (const { name, tellNew, schema, operations } of graphs()) {
    if (now(schema) === '') continue
    const registered = await readRegistered(join(root, operations))
    told.problems.push(...refusedBy(now(schema), registered).map((why) => `${name} does not know a registered operation. ${why}`)) // prettier-ignore
    const before = base?.read(schema)
    if (!base || before === undefined) continue
    const known = new Set(registered.map(({ hash }) => hash))
    const all = [...registered, ...base.operations(operations).filter(({ hash }) => !known.has(hash))]
    const compared = await compareGraphs(before, now(schema), all, counts, reasons)
    tell(told, name, base, compared)
    if (tellNew) for (const path of compared.added) told.lines.push(`  seen by them from now on: ${path}`)
  }
  for (const name of base ? subgraphs : []) {
    const file = `subgraphs/${name}/schema.graphql`
    const before = base?.read(file)
    const order = before === undefined ? undefined : await deployOrder(before, now(file))
    if (order) told.lines.push(orders[order](name))
  }
  return base || told.problems.length > 0 ? told : null
}

const orders = {
  before: (name: string) => `${name} has more than it had: deploy it before the supergraph.`,
  after: (name: string) => `${name} has less than it had: deploy it after the supergraph.`,
  between: (name: string) =>
    `${name} has more and less than it had: deploy it in two steps, with the supergraph between what it adds and what it takes away.`,
}

function tell({ lines, problems }: SchemaCheck, name: string, base: Base, compared: Compared) {
  const { breaking, unused, dangerous, safe } = compared
  const some = breaking.length + unused.length + dangerous.length
  if (some + safe === 0) return lines.push(`${name} is as in ${base.name}.`)
  lines.push(`${name}, compared with ${base.name}: ${some === 0 ? 'nothing breaks; ' : ''}${safe} safe changes.`)
  for (const message of dangerous) lines.push(`  dangerous: ${message}`)
  for (const message of unused) lines.push(`  breaking, but nobody known uses it: ${message}`)
  for (const { message, users, accepted: reason } of breaking) {
    const whose = `${users.slice(0, 5).join('; ')}${users.length > 5 ? ` and ${users.length - 5} more` : ''}`
    if (reason !== undefined) lines.push(`  breaking, accepted (${reason}): ${message} (used by ${whose})`)
    else problems.push(`${name} breaks who uses it: ${message} (used by ${whose})`)
  }
  return undefined
}

// node check-schema.ts [--against <commit>] [--usage <file of /metrics>]...
if (import.meta.main) {
  const { values } = parseArgs({
    options: { against: { type: 'string' }, usage: { type: 'string', multiple: true } },
  })
  const root = dirname(import.meta.dirname)
  const usage = (values.usage ?? []).map((file) => readFileSync(file, 'utf8'))
  const told = await checkSchema({ root, against: values.against, usage })
  if (told === null) {
    const why = values.against === undefined ? 'there is no git here, or no commit before this one' : `there is no ${values.against}` // prettier-ignore
    console.log(`Nothing is compared: ${why}.`)
  }
  for (const line of told?.lines ?? []) console.log(line)
  for (const problem of told?.problems ?? []) console.error(`✗ ${problem}`)
  process.exitCode = (told === null && values.against !== undefined) || (told?.problems.length ?? 0) > 0 ? 1 : 0
}
