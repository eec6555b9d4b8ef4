import fs from 'node:fs'
import path from 'node:path'

import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'

import type { ServiceRunner } from '../runner/service-runner.ts'
import type { Service } from '../service.ts'
import { readLogLine } from './log-line.ts'
import { logLine, type Part, renderPage, row, summary } from './page.ts'
import { renderTrace, renderTraces } from './traces-page.ts'
import { keepTraces } from './traces.ts'

export interface DashboardOptions {
  root: string
  port: number
  services: { service: Service; runner: ServiceRunner; url: string }[]
  /** The stores they stand on. */
  stores: { name: string; does: string; runner: ServiceRunner }[]
}

interface Watched {
  runner: ServiceRunner
  shown: () => Part
}

const policy =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'"

/** http://localhost:3001: every part with its state, its log and a switch. For whoever sits at this machine only. */
export const startDashboard = async ({ root, port, services, stores }: DashboardOptions) => {
  const watched = new Map<string, Watched>()
  // What people open comes first, what it stands on after it.
  for (const { service, runner, url } of services.toReversed())
    watched.set(service.name, {
      runner,
      shown: () => ({ ...runner.snapshot(), does: service.does, url, store: false }),
    })
  for (const { name, does, runner } of stores)
    watched.set(name, { runner, shown: () => ({ ...runner.snapshot(), does, url: undefined, store: true }) })
  const parts = () => [...watched.values()].map(({ shown }) => shown())
  const linesOf = (name: string) => (watched.get(name)?.runner.log.lines() ?? []).map(readLogLine)
  const chosen = (request: FastifyRequest): string => {
    const { log } = request.query as { log?: string }
    return log !== undefined && watched.has(log) ? log : (services.at(-1)?.service.name ?? '')
  }
  const links = services.toReversed().flatMap(({ service, url }) =>
    Object.entries(service.pages ?? {}).map(([title, at]) => ({
      title,
      url: new URL(at, url.replace('127.0.0.1', 'localhost')).href,
    })),
  )

  const app = Fastify({ forceCloseConnections: true })
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('content-security-policy', policy).header('x-content-type-options', 'nosniff')
    if (isFromHere(request)) return
    return reply.code(403).type('text/plain').send('This dashboard answers only pages of its own, on this machine.')
  })

  app.get('/', async (request, reply) => {
    const of = chosen(request)
    const page = renderPage({
      parts: parts(),
      links: [...links, { title: 'Traces', url: '/traces' }],
      log: { of, lines: linesOf(of) },
      now: Date.now(),
    })
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page)
  })
  app.get('/parts', async () => parts())
  app.post('/parts/:name/:verb', async (request, reply) => {
    const { name, verb } = request.params as { name: string; verb: string }
    const part = watched.get(name)
    if (!part || (verb !== 'start' && verb !== 'stop')) return reply.code(404).send({ error: 'no such part or verb' })
    if (verb === 'start') part.runner.start()
    else await part.runner.stop()
    return reply.redirect(`/?log=${name}`, 303)
  })
  app.get('/events', async (request, reply) => stream(chosen(request), reply, watched))

  const traces = keepTraces()
  const site = links.find(({ url }) => url.endsWith(`:${sitePort(services)}/`))?.url.replace(/\/$/, '')
  const html = (reply: FastifyReply, page: string) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page)
  app.post('/v1/traces', { bodyLimit: 16_000_000 }, async (request, reply) =>
    traces.take(request.body) ? {} : reply.code(400).send({ error: 'this is not OTLP in JSON' }),
  )
  app.get('/traces', async (_, reply) => html(reply, renderTraces(traces.all(), site)))
  app.get('/traces/:id', async (request, reply) => {
    const found = traces.find((request.params as { id: string }).id)
    return found ? html(reply, renderTrace(found)) : reply.code(404).type('text/plain').send('It is not kept any more.')
  })

  const file = (at: string, type: string) => async (_: FastifyRequest, reply: FastifyReply) => {
    if (!fs.existsSync(at)) return reply.code(404).send('')
    return reply.type(type).send(fs.readFileSync(at))
  }
  app.get('/live.js', file(path.join(import.meta.dirname, 'live.js'), 'text/javascript'))
  app.get('/tokens.css', file(path.join(root, 'web/src/styles/tokens.css'), 'text/css'))
  const fonts = 'web/node_modules/@fontsource-variable/commissioner/files'
  app.get('/font.woff2', file(path.join(root, fonts, 'commissioner-latin-full-normal.woff2'), 'font/woff2'))

  await app.listen({ host: '127.0.0.1', port })
  return { close: () => app.close() }
}

/** Where the site listens. */
const sitePort = (services: DashboardOptions['services']) =>
  services.flatMap(({ service, url }) => (service.name === 'web' ? [new URL(url).port] : [])).at(0)

/** A page elsewhere may neither read our logs (by a name that leads here) nor press our switches. */
const isFromHere = ({ headers }: FastifyRequest): boolean => {
  const host = headers.host ?? ''
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)) return false
  const { origin } = headers
  return origin === undefined || origin === `http://${host}`
}

/** Server-sent events: the chosen log's lines, and each part's row when it changes. */
const stream = (of: string, reply: FastifyReply, watched: Map<string, Watched>): FastifyReply => {
  void reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const send = (event: string, data: unknown) => void raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const tell = ({ shown }: Watched) => {
    const part = shown()
    const whole = summary([...watched.values()].map((each) => each.shown()))
    send('part', { name: part.name, html: row(part, part.name === of, Date.now()), summary: whole })
  }
  for (const each of watched.values()) tell(each)
  const { log } = watched.get(of)?.runner ?? {}
  send('log', { of, lines: (log?.lines() ?? []).map((line) => logLine(readLogLine(line))) })
  const leave = [...watched.values()].map((each) => each.runner.onChange(() => tell(each)))
  if (log) leave.push(log.follow((line) => send('lines', [logLine(readLogLine(line))])))
  raw.on('close', () => leave.forEach((stop) => stop()))
  return reply
}
