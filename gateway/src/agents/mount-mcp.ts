import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js'
import { accessLog, type Logger } from '@staygraph/subgraph-kit/log'
import { inSpan, SpanKind, type TraceCarrier } from '@staygraph/subgraph-kit/telemetry'
import type { FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'

import { clientLeft, type GatewayContext } from '../context.ts'
import type { LiveGraph } from '../execution/compiled-gateway.ts'
import { changing, Otherwise } from '../execution/refusals.ts'
import type { RegisteredOperation } from '../execution/registered-operations.ts'
import { Written } from '../execution/written.ts'
import { underWay } from '../gateway-metrics.ts'
import { refuse, type Admit } from '../identity/admit.ts'
import { contextOf, type Live } from '../live/live.ts'
import { isForged } from '../policies/cross-site.ts'
import { tellSpan } from '../seen/answered.ts'
import type { whereTracesBegin } from '../seen/where-traces-begin.ts'
import { instructions } from './instructions.ts'
import { toolsOf, type OwnVariables, type Tool } from './tools.ts'

export type McpOptions = {
  graph: LiveGraph
  registered: readonly RegisteredOperation[]
  own: OwnVariables
  /** Puts errors into the words that clients may read. */
  tellable: Live['tellable']
  admit: Admit
  allowedOrigins: ReadonlySet<string>
  deadlineMs: number
  /** The trace that a request goes on with. */
  traceOf: ReturnType<typeof whereTracesBegin>
  noteAnswered: (client: GatewayContext, ms: number, now: number) => void
  logger: Logger
}

/** The longest body: as that of an operation. */
const mostBytes = 128_000

/**
 * `/mcp`: the tools of agents over the Model Context Protocol's Streamable HTTP, without sessions
 * (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http), so that any gateway answers
 * any request. A tool is a registered operation, executed under the policies of any other.
 */
export function mountMcp(app: FastifyInstance, options: McpOptions) {
  const { graph, registered, own, admit, allowedOrigins, traceOf, logger } = options
  const bySchema = new WeakMap<GraphQLSchema, ReadonlyMap<string, Tool>>()
  const toolsNow = () => {
    const schema = graph.schema()
    if (!schema) return { schema, tools: new Map<string, Tool>() }
    const tools = bySchema.get(schema) ?? toolsOf(registered, schema, own)
    bySchema.set(schema, tools)
    return { schema, tools }
  }
  const call = callTool(options, toolsNow)
  let draining = false
  app.addHook('preClose', async () => {
    draining = true
  })

  app.route({
    method: 'POST',
    url: '/mcp',
    bodyLimit: mostBytes,
    handler: async (request, reply) => {
      const now = Date.now()
      // A page that rebinds its name to our address is a page of another site, too.
      if (isForged(request.headers, allowedOrigins))
        return refuse(reply, 403, 'CROSS_SITE', 'A page of another site may not send this.')
      const message = readMessage(request.body)
      if (message === undefined) return refuse(reply, 400, 'BAD_REQUEST', 'The body is one JSON-RPC message.')
      const viewer = await admit(request.headers, reply, now, request.ip)
      if (!viewer) return reply
      const client = contextOf({ viewer, address: request.ip }, now + options.deadlineMs)
      const server = new Server({ name: 'staygraph', version: '1.0.0' }, { capabilities: { tools: {} }, instructions })
      server.setRequestHandler(ListToolsRequestSchema, () => ({
        tools: [...toolsNow().tools.values()].map(({ told }) => told),
      }))
      server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
        const trace = traceOf(request.headers, viewer, now)
        const answer = await call(params, client, trace, now)
        // The last one of its connection: else its keep-alive would hold up the drain.
        if (draining && !reply.raw.headersSent) reply.raw.setHeader('connection', 'close')
        return answer
      })
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
      // (Its types say that what may be undefined is there.)
      await server.connect(transport as Parameters<Server['connect']>[0])
      void reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value)
      underWay.operations += 1
      reply.raw.once('close', () => {
        underWay.operations -= 1
        if (!reply.raw.writableFinished) clientLeft(client)
        server.close().catch((error: unknown) => logger.error({ err: error }, 'a server of tools could not be closed'))
      })
      // Nobody else answers what was hijacked: who waits must hear that nothing comes.
      await transport.handleRequest(request.raw, reply.raw, message).catch((error: unknown) => {
        logger.error({ err: error }, 'a message of an agent failed')
        reply.raw.destroy()
      })
      return undefined
    },
  })
  // There are no sessions to listen to, or to end.
  app.route({
    method: ['GET', 'DELETE'],
    url: '/mcp',
    handler: async (_, reply) => {
      void reply.header('allow', 'POST')
      return refuse(reply, 405, 'METHOD_NOT_ALLOWED', 'Ask by POST.')
    },
  })
}

const callTool = (
  { graph, own, tellable, noteAnswered, logger }: McpOptions,
  toolsNow: () => { schema: GraphQLSchema | undefined; tools: ReadonlyMap<string, Tool> },
) => {
  const access = accessLog(logger)
  const use = async (
    { text, told }: Tool,
    schema: GraphQLSchema,
    given: Record<string, unknown>,
    client: GatewayContext,
  ): Promise<CallToolResult> => {
    // A word that is not known is a mistake of the agent's, and it should hear of it.
    const unknown = Object.keys(given).find((key) => !Object.hasOwn(told.inputSchema.properties ?? {}, key))
    if (unknown !== undefined)
      return failed([{ message: `${told.name} has no argument called ${unknown.slice(0, 100)}.` }])
    const document = graph.read(text, schema)
    if ('errors' in document) return failed(tellable({ errors: document.errors }).errors)
    const answered = await graph.answer({
      document,
      schema,
      operationName: undefined,
      variables: { ...given, ...own },
      client,
      tellCost: false,
    })
    if (answered instanceof Otherwise || answered instanceof Written)
      return failed(tellable({ errors: [changing()] }).errors)
    const { data, errors } = tellable(answered as Parameters<Live['tellable']>[0])
    if (!data) return failed(errors)
    const structuredContent = { ...(data as Record<string, unknown>), ...(errors ? { errors } : {}) }
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent }
  }
  return async (
    { name, arguments: given = {} }: { name: string; arguments?: Record<string, unknown> | undefined },
    client: GatewayContext,
    from: TraceCarrier,
    now: number,
  ) => {
    const { schema, tools } = toolsNow()
    const tool = tools.get(name)
    if (!schema || !tool) throw new McpError(ErrorCode.InvalidParams, `There is no tool called ${name.slice(0, 100)}.`)
    const attributes = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': name }
    return inSpan('graphql', { kind: SpanKind.SERVER, from, attributes }, async (span) => {
      const began = performance.now()
      const answer = await use(tool, schema, given, client)
      const ms = performance.now() - began
      noteAnswered(client, ms, now)
      if (span.isRecording()) tellSpan(span, client)
      const heard = client.course.left ? 'operation abandoned: its client left' : 'operation answered'
      access.info({ operation: name, viewer: client.viewer.kind, form: 'tool', ms: Math.round(ms) }, heard)
      return answer
    })
  }
}

const failed = (errors: readonly unknown[] = []): CallToolResult => ({
  isError: true,
  content: [{ type: 'text', text: JSON.stringify({ errors }) }],
})

/** Undefined: not one message. Several at once would be counted as one. */
function readMessage(body: unknown): object | undefined {
  if (typeof body !== 'string') return undefined
  try {
    const read: unknown = JSON.parse(body)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined
  } catch {
    return undefined
  }
}
