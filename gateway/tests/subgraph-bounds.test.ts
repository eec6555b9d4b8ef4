import { Supergraph } from '@apollo/federation-internals'
import { operationFromDocument } from '@apollo/federation-internals'
import { ApolloGateway } from '@apollo/gateway'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { parse } from 'graphql'
import { expect, test } from 'vitest'

import '../src/no-telemetry.ts'
import { queryPlannerConfig } from '../src/execution/compiled-gateway.ts'
import type { Planner } from '../src/execution/plan.ts'
import { cannedSubgraphs } from './canned-subgraphs.ts'
import { contracts as executorContracts } from './executor/contracts.ts'
import { stage } from './executor/stage.ts'
import { composeStaged, contracts, stageGraph } from './staged-graph.ts'

// What subgraphs answer, and what a plan is made of, is bounded too.

/** What Apollo's planner tells of the last plan it made. */
interface Counting {
  lastGeneratedPlanStatistics(): { evaluatedPlanCount: number } | undefined
}

const across = '{ hotels { id name visits } }'
const long = 'x'.repeat(30_000)

test('an answer longer than it may be is no answer, and is not asked for again', async () => {
  let asked = 0
  const { urls } = await cannedSubgraphs(contracts, {
    hotels: () => {
      asked += 1
      return JSON.stringify({ data: { hotels: [{ __typename: 'Hotel', id: '1', name: long + long }] } })
    },
    customers: () => '{}',
  })
  const { ask } = await stageGraph({ subgraphUrls: urls, answerBytes: 50_000 })
  const { errors } = await ask(across)
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'hotels' })
  expect(asked).toBe(1)
})

test('all answers together are bounded as well', async () => {
  const { urls } = await cannedSubgraphs(contracts, {
    hotels: () => JSON.stringify({ data: { hotels: [{ __typename: 'Hotel', id: '1', name: long }] } }),
    customers: (body) =>
      JSON.stringify(
        body.includes('_entities')
          ? { data: { _entities: [{ __typename: 'Hotel', visits: 1 }] }, extensions: { long } }
          : { data: { whoAsks: long } },
      ),
  })
  const asAllowed = async (answerBytes: number) =>
    (await stageGraph({ subgraphUrls: urls, answerBytes })).ask('{ hotels { id name visits } whoAsks }')
  expect((await asAllowed(50_000)).errors).toBeUndefined()
  expect((await asAllowed(31_000)).errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' })
})

test('of thousands of possible plans a bounded number is weighed', async () => {
  const fields = [0, 1, 2, 3].map((n) => `t${n}: T @shareable  s${n}: String @shareable`).join(' ')
  const sdl = composeStaged(
    Object.fromEntries(
      [0, 1, 2, 3, 4].map((n) => [
        `s${n}`,
        `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
         type Query { t: T @shareable }  type T @key(fields: "id") { id: ID! @shareable  own${n}: String  ${fields} }`,
      ]),
    ),
  )
  const gateway = new ApolloGateway({ supergraphSdl: sdl, logger: createLogger('test', 'silent') })
  await gateway.load()
  const supergraph = Supergraph.build(sdl)
  const made = gateway.__testing().queryPlanner?.constructor as new (...given: unknown[]) => Planner & Counting
  const bounded = new made(supergraph, queryPlannerConfig)
  const unbounded = new made(supergraph, { reuseQueryFragments: false })
  const level = (depth: number): string =>
    [0, 1].map((n) => `t${n} { ${depth === 0 ? `own${n} s${n}` : level(depth - 1)} }`).join(' ')
  const operation = operationFromDocument(
    supergraph.apiSchema(),
    parse(`{ t { ${level(2)} t2 { own2 s0 } t3 { own3 } } }`),
  )
  const weighed = (planner: Planner & Counting) => {
    planner.buildQueryPlan(operation)
    return planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? NaN
  }
  const most = queryPlannerConfig.debug.maxEvaluatedPlans
  expect(weighed(bounded)).toBeLessThanOrEqual(most)
  expect(weighed(unbounded)).toBeGreaterThan(most * 10) // what would be weighed, were there no bound
  await gateway.stop()
})

test('a plan that the planner gives up is refused, not handed to Apollo’s executor', async () => {
  const staged = await stage(executorContracts, (supergraph) => ({
    ...supergraph,
    planner: {
      buildQueryPlan: () => {
        throw new Error('Too many options generated for a, reached the limit of 500')
      },
    },
  }))
  const asked = { query: '{ __typename }', variables: {} }
  const document = parse(asked.query)
  const { data, errors } = await staged.byUs(asked, document, 1, Infinity)
  expect(data).toBeNull()
  expect(errors[0]?.message).toContain('too many ways')
  expect(staged.fallenBack).toEqual([])
})
