import path from 'node:path'

import { type Import, readImportGraph, type SourceFile } from './import-graph.ts'

// What may import what, and what a file may touch. Each rule says in one line what it wants; the check prints that line
// with the file that breaks it.

export interface Violation {
  rule: string
  file: string
  what: string
}

interface Rule {
  says: string
  /** What in this file breaks the rule, one entry each. */
  breaks: (file: SourceFile) => string[]
}

const isTest = (at: string) => /\.test\.tsx?$|(^|\/)(tests|testing)\//.test(at)
const subgraphOf = (at: string) => /^subgraphs\/([^/]+)\//.exec(at)?.[1]
/** The layer of a subgraph's file: domain, database, use-cases, graphql, or the file right under src. */
const layerOf = (at: string) => /^subgraphs\/[^/]+\/src\/([^/]+)/.exec(at)?.[1]
const topOf = (at: string) => at.split('/')[0] ?? ''
/** The package a file of ours belongs to, as its folder. */
const homeOf = (at: string) => {
  const [top = '', second = ''] = at.split('/')
  return ['subgraphs', 'packages', 'sandbox'].includes(top) ? `${top}/${second}` : top
}
const isGeneratedTypes = (at: string) => at.endsWith('/graphql/types.generated.ts')

const filesThat = (imports: Import[], breaks: (at: string) => boolean): string[] =>
  imports.flatMap((found) => (found.kind === 'file' && breaks(found.path) ? [found.as] : []))
const packagesThat = (imports: Import[], breaks: (name: string, as: string) => boolean): string[] =>
  imports.flatMap((found) => (found.kind === 'package' && breaks(found.name, found.as) ? [found.as] : []))

/** A layer of a subgraph sees only these layers of its own subgraph (and contracts, which are everyone's). */
const layer = (name: string, sees: string[]): Rule => ({
  says: `${name} imports only ${[name, ...sees].join(', ')} of its own subgraph`,
  breaks: ({ path: at, imports }) => {
    if (layerOf(at) !== name || isTest(at)) return []
    return filesThat(imports, (to) => {
      const seen = layerOf(to)
      if (subgraphOf(to) !== subgraphOf(at) || seen === undefined || isGeneratedTypes(to)) return false
      return seen !== name && !sees.includes(seen)
    })
  },
})

// A stay's and a sum's rules need calendars and currencies, never a connection.
const pure = new Set(['@internationalized/date', 'zod', 'node:crypto'])
const pureFilesOfTheKit = new Set(['packages/subgraph-kit/src/money.ts'])

/** Besides every main.ts: files that may read a clock, and why. */
const edgesOfTime = new Set([
  // Leases: two replicas' clocks may differ, the database they share has one.
  'subgraphs/payments/src/database/payments.ts',
  'subgraphs/payments/src/database/reconciliations.ts',
  'subgraphs/payments/src/database/refunds.ts',
  'subgraphs/payments/src/database/reconciliations.ts',
])

export const rules: Rule[] = [
  {
    says: 'domain is pure: it imports only domain, contracts, money and packages without I/O',
    breaks: ({ path: at, imports }) => {
      if (layerOf(at) !== 'domain' || isTest(at)) return []
      const foreign = filesThat(imports, (to) => {
        const allowed = layerOf(to) === 'domain' || to.includes('/contract/') || isGeneratedTypes(to)
        return !allowed && !pureFilesOfTheKit.has(to)
      })
      return [...foreign, ...packagesThat(imports, (name, as) => !pure.has(name) && !pure.has(as))]
    },
  },
  {
    says: 'domain reads no clock and rolls no dice: both are parameters',
    breaks: ({ path: at, text }) =>
      layerOf(at) === 'domain' && !isTest(at) ? (text.match(/Date\.now\(|new Date\(\)|Math\.random\(/g) ?? []) : [],
  },
  {
    says: 'only the edges read the clock (main.ts, and those named in this rule): to everybody else it is passed in, for time to be simulated',
    breaks: ({ path: at, text }) => {
      const clocked = /^(subgraphs\/[^/]+|workers)\/src\//.test(at) && !isTest(at)
      if (!clocked || path.posix.basename(at) === 'main.ts' || edgesOfTime.has(at)) return []
      const inSql = text
        .replaceAll(/\$\{[^}]*\}/g, '?')
        .match(/(?<=\bsql(?:<[^`]*>)?`[^`]*)\b(?:now|clock_timestamp)\(\)/g)
      return [...(text.match(/Date\.now\(|new Date\(\)/g) ?? []), ...(inSql ?? [])]
    },
  },
  layer('database', ['domain']),
  // The ports to other companies: use cases ask them, their adapters see no use case.
  layer('use-cases', ['domain', 'database', 'bank', 'partners', 'photos', 'suppliers', 'context.ts']),
  ...['bank', 'partners', 'photos', 'suppliers'].map((port) => layer(port, ['domain', 'database'])),
  layer('graphql', ['use-cases', 'domain', 'database', 'context.ts']),
  {
    says: "a subgraph sees another only by its contract, through the package's exports",
    breaks: ({ path: at, imports }) =>
      filesThat(imports, (to) => {
        const other = subgraphOf(to)
        if (other === undefined || other === subgraphOf(at) || topOf(at) === 'local' || isTest(at)) return false
        return !to.startsWith(`subgraphs/${other}/contract/`)
      }),
  },
  {
    says: 'everyone sees workers only by their jobs (@staygraph/workers/jobs/...)',
    breaks: ({ path: at, imports }) =>
      filesThat(imports, (to) => {
        if (topOf(to) !== 'workers' || topOf(at) === 'workers' || isTest(at)) return false
        return !/^workers\/src\/[^/]+\/job\.ts$/.test(to)
      }),
  },
  {
    says: 'nobody sees the gateway but itself, and tools',
    breaks: ({ path: at, imports }) =>
      filesThat(
        imports,
        (to) => topOf(to) === 'gateway' && !['gateway', 'local', 'bench'].includes(topOf(at)) && !isTest(at),
      ),
  },
  {
    says: 'the site knows the public graph and nothing else of ours, but illustrations (and its server the kit)',
    breaks: ({ path: at, imports }) => {
      if (topOf(at) !== 'web' || isTest(at)) return []
      return filesThat(imports, (to) => {
        if (topOf(to) === 'web' || to.startsWith('packages/illustration/') || to === 'gateway/schema.graphql')
          return false
        return !(to.startsWith('packages/subgraph-kit/') && at.startsWith('web/server/'))
      })
    },
  },
  {
    says: 'only local, benchmarks and tests see the sandbox companies',
    breaks: ({ path: at, imports }) =>
      filesThat(imports, (to) => {
        if (topOf(to) !== 'sandbox' || homeOf(to) === homeOf(at)) return false
        return !['local', 'bench'].includes(topOf(at)) && !isTest(at)
      }),
  },
  {
    says: 'packages/ depends on no service',
    breaks: ({ path: at, imports }) =>
      topOf(at) === 'packages' && !isTest(at) ? filesThat(imports, (to) => topOf(to) !== 'packages') : [],
  },
  {
    says: 'another package is imported by its name and exports, not by a path into its folder',
    breaks: ({ path: at, imports }) =>
      imports.flatMap((found) => {
        if (found.kind !== 'file' || !found.as.startsWith('.') || homeOf(found.path) === homeOf(at)) return []
        return topOf(at) === 'local' || isTest(at) || found.path === 'gateway/schema.graphql' ? [] : [found.as]
      }),
  },
  {
    says: 'only main.ts reads process.env (by one zod object)',
    breaks: ({ path: at, text }) => {
      const edge = /(^|\/)(main|environment|[\w-]*\.?config)\.ts$/.test(at) || isTest(at)
      const readsIt = text.replaceAll(/process\.env[.\w[\]'"]* = /g, '').includes('process.env') // setting it is no reading
      return readsIt && !edge && !['local', 'bench'].includes(topOf(at)) ? ['process.env'] : []
    },
  },
  {
    says: 'files are imported by name: there is no index',
    breaks: ({ path: at }) => (/(^|\/)index\.tsx?$/.test(at) ? [path.posix.basename(at)] : []),
  },
  {
    says: 'a room has a name of the trade: no utils, helpers, common, manager, shared, misc',
    breaks: ({ path: at }) =>
      at.split('/').filter((part) => /^(utils?|helpers?|common|managers?|shared|misc)(\.tsx?)?$/.test(part)),
  },
  {
    says: 'files are named in kebab-case',
    breaks: ({ path: at }) => {
      const name = path.posix.basename(at)
      return /^[a-z0-9$_-]+(\.[a-z0-9-]+)*\.tsx?$/.test(name) ? [] : [name]
    },
  },
]

/** What in the tree under `root` breaks the house's rules. */
export const findViolations = (root: string): Violation[] =>
  readImportGraph(root).flatMap((file) =>
    rules.flatMap(({ says, breaks }) =>
      [...new Set(breaks(file))].map((what) => ({ rule: says, file: file.path, what })),
    ),
  )
