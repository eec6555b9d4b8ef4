import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { findViolations, rules } from './import-rules.ts'

// A small house that keeps every rule; each case plants one file that breaks one of them.
const house: Record<string, string> = {
  'subgraphs/hotels/package.json': '{ "name": "@staygraph/hotels", "exports": { "./contract/*": "./contract/*.ts" } }',
  'subgraphs/hotels/contract/offer.ts': 'export const offer = 1',
  'subgraphs/hotels/src/domain/price.ts':
    "import { money } from '@staygraph/subgraph-kit/money'\nexport const price = money",
  'subgraphs/hotels/src/database/tables.ts': "import { price } from '../domain/price.ts'\nexport const table = price",
  'subgraphs/hotels/src/use-cases/search.ts':
    "import { table } from '../database/tables.ts'\nexport const search = table",
  'subgraphs/hotels/src/graphql/resolvers.ts':
    "import { search } from '../use-cases/search.ts'\nexport const r = search",
  'subgraphs/hotels/src/main.ts': "import { r } from './graphql/resolvers.ts'\nconsole.log(r, process.env.PORT)",
  'subgraphs/reservations/package.json': '{ "name": "@staygraph/reservations", "exports": {} }',
  'subgraphs/reservations/src/use-cases/book-room.ts':
    "import { offer } from '@staygraph/hotels/contract/offer'\nimport { job } from '@staygraph/workers/jobs/send-recap'\nexport const book = [offer, job]",
  'workers/package.json': '{ "name": "@staygraph/workers", "exports": { "./jobs/*": "./src/*/job.ts" } }',
  'workers/src/send-recap/job.ts': 'export const job = 1',
  'workers/src/send-recap/handle.ts': 'export const handle = 1',
  'packages/subgraph-kit/package.json': '{ "name": "@staygraph/subgraph-kit", "exports": { "./*": "./src/*.ts" } }',
  'packages/subgraph-kit/src/money.ts': 'export const money = 1',
  'sandbox/bank/package.json': '{ "name": "@staygraph/sandbox-bank", "exports": { "./*": "./src/*.ts" } }',
  'sandbox/bank/src/ledger.ts': 'export const ledger = 1',
  'gateway/package.json': '{ "name": "@staygraph/gateway", "exports": { "./*": "./src/*.ts" } }',
  'gateway/src/limits.ts': 'export const limits = 1',
  'web/package.json': '{ "name": "@staygraph/web" }',
  'web/src/home.tsx': "import { useState } from 'react'\nexport const home = useState",
}

const roots: string[] = []
afterAll(() => roots.forEach((root) => fs.rmSync(root, { recursive: true })))

const violationsIn = (planted: Record<string, string>) => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'house-'))
  roots.push(root)
  for (const [file, text] of Object.entries({ ...house, ...planted })) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), text)
  }
  return findViolations(root)
}

const planted: [rule: string, file: string, text: string][] = [
  ['domain is pure', 'subgraphs/hotels/src/domain/x.ts', "import { sql } from 'drizzle-orm'"],
  ['domain is pure', 'subgraphs/hotels/src/domain/x.ts', "import type { table } from '../database/tables.ts'"],
  ['domain is pure', 'subgraphs/hotels/src/domain/x.ts', "import fs from 'node:fs'"],
  ['domain reads no clock', 'subgraphs/hotels/src/domain/x.ts', 'export const today = () => new Date()'],
  ['only the edges read the clock', 'subgraphs/hotels/src/use-cases/x.ts', 'export const at = () => Date.now()'],
  ['only the edges read the clock', 'workers/src/x.ts', 'export const at = new Date()'],
  [
    'only the edges read the clock',
    'subgraphs/hotels/src/database/x.ts',
    'export const q = sql`select 1 where a < now()`',
  ],
  ['database imports only', 'subgraphs/hotels/src/database/x.ts', "export { search } from '../use-cases/search.ts'"],
  ['use-cases imports only', 'subgraphs/hotels/src/use-cases/x.ts', "import { r } from '../graphql/resolvers.ts'"],
  ['use-cases imports only', 'subgraphs/hotels/src/use-cases/x.ts', "const m = await import('../main.ts')"],
  ['bank imports only', 'subgraphs/hotels/src/bank/x.ts', "import { search } from '../use-cases/search.ts'"],
  ['partners imports only', 'subgraphs/hotels/src/partners/x.ts', "import { search } from '../use-cases/search.ts'"],
  ['photos imports only', 'subgraphs/hotels/src/photos/x.ts', "import { search } from '../use-cases/search.ts'"],
  ['suppliers imports only', 'subgraphs/hotels/src/suppliers/x.ts', "import { search } from '../use-cases/search.ts'"],
  ['graphql imports only', 'subgraphs/hotels/src/graphql/x.ts', "import '../main.ts'"],
  [
    'a subgraph sees another',
    'subgraphs/reservations/src/x.ts',
    "import { a } from '@staygraph/hotels/src/domain/price'",
  ],
  [
    'everyone sees workers',
    'subgraphs/hotels/src/x.ts',
    "import { a } from '@staygraph/workers/src/send-recap/handle.ts'",
  ],
  ['nobody sees the gateway', 'workers/src/x.ts', "import { limits } from '@staygraph/gateway/limits'"],
  ['the site knows', 'web/src/x.ts', "import { offer } from '@staygraph/hotels/contract/offer'"],
  ['the site knows', 'web/src/x.ts', "import { money } from '@staygraph/subgraph-kit/money'"],
  ['only local, benchmarks and tests', 'workers/src/x.ts', "import { ledger } from '@staygraph/sandbox-bank/ledger'"],
  ['packages/ depends', 'packages/subgraph-kit/src/x.ts', "import { offer } from '@staygraph/hotels/contract/offer'"],
  ['another package is imported', 'workers/src/x.ts', "import { m } from '../../packages/subgraph-kit/src/money.ts'"],
  ['only main.ts reads', 'workers/src/x.ts', "export const port = process.env['PORT']"],
  ['files are imported by name', 'workers/src/index.ts', 'export const a = 1'],
  ['a room has a name', 'workers/src/utils/dates.ts', 'export const a = 1'],
  ['a room has a name', 'workers/src/helpers.ts', 'export const a = 1'],
  ['files are named', 'workers/src/SendRecap.ts', 'export const a = 1'],
]

test('a house that keeps the rules has no violation', () => {
  expect(violationsIn({})).toEqual([])
})

test.each(planted)('the rule "%s" catches %s: %s', (rule, file, text) => {
  const found = violationsIn({ [file]: text })
  expect(found.map((violation) => violation.file)).toContain(file)
  expect(found.filter((violation) => violation.rule.startsWith(rule)).map((violation) => violation.file)).toEqual([
    file,
  ])
})

test('every rule has a planted violation', () => {
  const unplanted = rules.filter(({ says }) => !planted.some(([rule]) => says.startsWith(rule)))
  expect(unplanted).toEqual([])
})

test('a test may reach further: the sandbox companies and another service', () => {
  const text = "import { ledger } from '@staygraph/sandbox-bank/ledger'\nimport { l } from '@staygraph/gateway/limits'"
  expect(violationsIn({ 'workers/src/x.test.ts': text })).toEqual([])
})
