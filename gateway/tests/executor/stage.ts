import { hash } from 'node:crypto'

import { composeServices } from '@apollo/composition'
import { ApolloGateway } from '@apollo/gateway'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { createLogger } from '@staygraph/subgraph-kit/log'
import {
  buildASTSchema,
  execute,
  parse,
  printSchema,
  validate,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql'

import '../../src/no-telemetry.ts'
import type { GatewayContext } from '../../src/context.ts'
import type { Supergraph } from '../../src/execution/compile-operation.ts'
import { queryPlannerConfig, supergraphFor } from '../../src/execution/compiled-gateway.ts'
import { withDefer } from '../../src/execution/deferred/directive.ts'
import { createExecutor, InParts } from '../../src/execution/executor.ts'
import { Otherwise } from '../../src/execution/refusals.ts'
import { readReply } from '../../src/execution/reply.ts'
import type { NoReply, Subgraph } from '../../src/execution/run.ts'
import { Written } from '../../src/execution/written.ts'
import { asBytes, asText as textOf } from '../../src/http/request.ts'
import type { Asked } from './operations.ts'
import { createWorld, type State, type Thing, type World } from './world.ts'

type Context = { world: World; state: State }
/** What a subgraph was asked. */
export type Question = Asked & { service: string }
export type Told = { data: unknown; errors: { message: string; path: string }[] }
/** Takes a rule away from the executor: for showing that the tests would see it. */
export type Sabotage = (supergraph: Supergraph) => Supergraph

const logger = createLogger('test', 'silent')
const freely = { maximum: 0, admit: () => undefined }

const resolvers = {
  fieldResolver: (
    thing: Thing | undefined,
    args: Record<string, unknown>,
    { world, state }: Context,
    info: { parentType: { name: string }; fieldName: string },
  ) =>
    world.resolve(
      thing ?? { __typename: info.parentType.name, key: info.parentType.name },
      info.fieldName,
      args,
      state,
    ),
  typeResolver: ({ __typename }: Thing) => __typename,
}

/** One graph in three hands: Apollo's executor, ours, and a monolith that knows everything. */
export async function stage(contracts: Record<string, string>, sabotage: Sabotage = (supergraph) => supergraph) {
  const composed = composeServices(
    Object.entries(contracts).map(([name, text]) => ({ name, url: `http://${name}`, typeDefs: parse(text) })),
  )
  if (composed.errors) throw new Error(composed.errors.join('\n'))

  const schemas = new Map(
    Object.entries(contracts).map(([name, text]) => {
      const schema = buildSubgraphSchema([{ typeDefs: parse(text), resolvers: references(parse(text)) as never }])
      return [name, schema]
    }),
  )
  const documents = new Map<string, DocumentNode>()
  let garble = (reply: string, _question: Question) => reply
  const asked: { service: string; body: string }[] = []
  const unusable = (detail: string) => ({
    message: detail,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
    why: 'INVALID_ANSWER' as const,
  })
  const answer = async <T extends object>(
    service: string,
    body: string,
    context: Context,
    read: (text: string) => T | undefined,
  ): Promise<T | NoReply> => {
    asked.push({ service, body })
    const { query, variables } = JSON.parse(body) as Asked
    const schema = schemas.get(service) as GraphQLSchema
    let document = documents.get(service + query)
    if (!document) {
      document = parse(query)
      const wrong = validate(schema, document)
      if (wrong.length > 0) throw new Error(`${service} is asked what it does not know: ${wrong.join(' ')} ${query}`)
      documents.set(service + query, document)
    }
    const result = await execute({
      schema,
      document,
      variableValues: variables,
      contextValue: context,
      rootValue: undefined,
      ...resolvers,
    } as never)
    return read(garble(JSON.stringify(result), { service, query, variables })) ?? { unavailable: unusable('garbage') }
  }

  const gateway = new ApolloGateway({
    supergraphSdl: composed.supergraphSdl,
    logger,
    queryPlannerConfig,
    buildService: ({ name }) => ({
      process: async ({ request, context }) =>
        (await answer(
          name,
          JSON.stringify({ query: request.query, variables: request.variables }),
          context as unknown as Context,
          readReply,
        )) as never,
    }),
  })
  const { schema: loaded, executor: apollo } = await gateway.load()
  const schema = withDefer(loaded)
  const planner = gateway.__testing().queryPlanner
  if (!planner) throw new Error('there is no planner')
  const whole = planner.supergraph.schema.toGraphQLJSSchema()
  const forgiving = buildASTSchema(
    visit(parse(printSchema(schema)), {
      FieldDefinition: (field) => ({
        ...field,
        type: visit(field.type, { NonNullType: { leave: ({ type }) => type } }),
      }),
    }),
  )
  const subgraphs = new Map(
    Object.keys(contracts).map((name): [string, Subgraph] => [
      name,
      {
        ask: (body, _, client, read, form) =>
          answer(name, body, client as unknown as Context, (text) =>
            read(form === 'bytes' ? asBytes(text) : text, Buffer.from(text)),
          ),
        unusable,
      },
    ]),
  )
  const supergraph = sabotage(supergraphFor(schema, composed.supergraphSdl, planner, subgraphs))
  const fallenBack: string[] = []
  const {
    answer: executeByUs,
    answerInParts,
    ready,
  } = createExecutor({
    supergraphOf: () => supergraph,
    demandControl: freely,
    policyChecks: {},
    logger,
  })
  /** How many answers were given as subgraphs wrote them. */
  const count = { written: 0 }
  const byUs = async ({ query, variables }: Asked, document: DocumentNode, context: Context, asText = false) => {
    const course: GatewayContext['course'] = { left: false, seen: undefined }
    const client = Object.assign(context, { course }) as unknown as GatewayContext
    if (asText) ready(supergraph, document)
    const answer = await executeByUs({
      document,
      schema,
      operationName: undefined,
      variables,
      client,
      tellCost: false,
      asText,
    })
    if (answer instanceof Written) {
      count.written += 1
      return { data: JSON.parse(textOf(answer.data)) as Record<string, unknown> } satisfies ExecutionResult
    }
    if (!(answer instanceof Otherwise)) return answer as ExecutionResult
    fallenBack.push(query)
    return byApollo({ query, variables }, document, context)
  }
  /** Every part as it was when it was given, the first one first. */
  const inParts = async ({ variables }: Asked, document: DocumentNode, context: Context) => {
    const course: GatewayContext['course'] = { left: false, seen: undefined }
    const client = Object.assign(context, { course, underWay: new Set() }) as unknown as GatewayContext
    const asked = { document, schema, operationName: undefined, variables, client, tellCost: false }
    const answer = await answerInParts(asked)
    if (answer instanceof Otherwise || answer instanceof Written) throw new Error('it was not answered by us')
    if (!(answer instanceof InParts)) {
      const { data, errors = [] } = answer as ExecutionResult
      return [[readable({ data, errors })]]
    }
    const { rest, ...first } = answer.first
    const told = [[structuredClone(readable(first))]]
    for await (const { parts } of rest ?? []) told.push(structuredClone(parts.map(readable)))
    return told
  }
  const byApollo = async ({ query, variables }: Asked, document: DocumentNode, context: Context) => {
    const request = { query, variables, operationName: undefined }
    const queryHash = hash('sha256', query)
    const given = { request, document, queryHash, source: query, schema, context, metrics: {}, logger }
    return (await apollo(given as never)) as ExecutionResult
  }
  return {
    schema,
    asked,
    fallenBack,
    /** Has every reply of a subgraph changed from now on. */
    garble: (change: typeof garble) => {
      garble = change
    },
    documentOf: ({ query }: Asked) => {
      const document = parse(query)
      return validate(schema, document).length === 0 ? document : undefined
    },
    byApollo: (operation: Asked, document: DocumentNode, seed: number, faults: number) =>
      byApollo(operation, document, { world: createWorld(whole, seed, faults), state: new Map() }).then(tell),
    byUs: (operation: Asked, document: DocumentNode, seed: number, faults: number) =>
      byUs(operation, document, { world: createWorld(whole, seed, faults), state: new Map() }).then(tell),
    inParts: (operation: Asked, document: DocumentNode, seed: number, faults: number) =>
      inParts(operation, document, { world: createWorld(whole, seed, faults), state: new Map() }),
    /** As `byMonolith`, by a graph in which anything may be null: what failed takes nothing with it. */
    byForgivingMonolith: async ({ variables }: Asked, document: DocumentNode, seed: number, faults: number) =>
      tell(
        await execute({
          schema: forgiving,
          document,
          variableValues: variables,
          contextValue: { world: createWorld(whole, seed, faults), state: new Map() },
          ...resolvers,
        } as never),
      ),
    count,
    /** As text where that can be. */
    byUsAsText: (operation: Asked, document: DocumentNode, seed: number, faults: number) =>
      byUs(operation, document, { world: createWorld(whole, seed, faults), state: new Map() }, true).then(tell),
    byMonolith: async ({ variables }: Asked, document: DocumentNode, seed: number, faults: number) =>
      tell(
        await execute({
          schema,
          document,
          variableValues: variables,
          contextValue: { world: createWorld(whole, seed, faults), state: new Map() },
          ...resolvers,
        } as never),
      ),
  }
}

/**
 * Where several things failed that make one place null, the specification lets anyone tell of any of them: so an error
 * is compared by the place that is null for it, and by its words only where it is the only one.
 */
export function comparable({ data, errors }: Told) {
  const places = new Map<string, Set<string>>()
  for (const { message, path } of errors) {
    const empty = firstNull(data, JSON.parse(path) as (string | number)[] | null)
    // Something nobody asked for failed, beside what was asked for: only the gateway knows.
    if (empty === undefined) continue
    const known = places.get(empty) ?? new Set()
    places.set(empty, known.add(empty === path ? message : 'below'))
  }
  return {
    data,
    errors: Object.fromEntries(
      [...places].map(([path, messages]) => [path, messages.has('below') ? ['below'] : [...messages]]),
    ),
  }
}

function firstNull(data: unknown, path: (string | number)[] | null): string | undefined {
  const walked: (string | number)[] = []
  let value = data
  for (const step of path ?? []) {
    if (value === null || value === undefined) break
    value = (value as Record<string | number, unknown>)[step]
    walked.push(step)
  }
  return value === null || value === undefined ? JSON.stringify(walked) : undefined
}

/** What we and graphql-js say of a value that its enum does not have. */
const notOfType = /^(?:Enum "\w+" cannot represent value|Invalid value found for field).*/

/** Something that an answer in parts tells, with its errors as they go over the wire. */
export type Piece = { path?: readonly (string | number)[]; data: unknown; errors: { message: string; path?: readonly (string | number)[] }[] } // prettier-ignore
const readable = ({ errors, data, path }: { errors: readonly GraphQLError[]; data: unknown; path?: readonly (string | number)[] }) => ({ data, errors: errors.map((error) => ({ message: error.message, path: error.path ?? [] })), ...(path && { path }) }) as Piece // prettier-ignore

const tell = ({ data, errors = [] }: ExecutionResult): Told => ({
  data: JSON.parse(JSON.stringify(data ?? null)),
  errors: errors
    .map(({ message, path }) => ({
      message: message.replace(notOfType, 'not of its type'),
      path: JSON.stringify(path ?? null),
    }))
    .toSorted((one, other) => (one.path + one.message < other.path + other.message ? -1 : 1)),
})

/** Entities are found by what the gateway sends to identify them. */
function references({ definitions }: DocumentNode) {
  return Object.fromEntries(
    definitions.flatMap((definition) => {
      if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition') return []
      if (!definition.directives?.some(({ name }) => name.value === 'key')) return []
      const type = definition.name.value
      const refer = (given: Record<string, unknown>, { world }: Context) => world.refer(type, given)
      return [[type, { __resolveReference: refer }]]
    }),
  )
}
