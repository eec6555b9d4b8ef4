import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { newPosting, seconds, type Bank, type Call, type Route } from '../bank.ts'
import type { AnswerRecord } from '../books/records.ts'
import { takeReply, type Scenario } from '../scenario/scenario.ts'
import { checkKey } from './api-key.ts'
import { expand } from './expand.ts'
import { parseForm } from './form.ts'
import { digest, keyInUse, readIdempotencyKey, refuseOtherUse } from './idempotency.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import { API_VERSION } from './version.ts'

type Answer = { status: number; body: string; requestId: string; replayed?: boolean; drop?: boolean }
export type Api = { bank: Bank; apiKey: string; committed: () => void }

/** Serve the routes of the wire under `/v1`: keys, form bodies, errors, idempotency, and what the scenario spoils. */
export function serveApi(server: FastifyInstance, routes: Route[], api: Api) {
  const inProgress = new Set<string>()
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        if (api.bank.scenario.down) return cut(request, reply)
        return send(request, reply, await answer(route, request, api, inProgress), api.bank)
      },
    })
  }
}

async function answer(route: Route, request: FastifyRequest, api: Api, inProgress: Set<string>): Promise<Answer> {
  const requestId = newId('req', 14)
  const authorized = checkKey(request.headers.authorization, api.apiKey)
  if (authorized) return refused(authorized, requestId)
  try {
    const form = parseForm(
      route.method === 'GET' ? (request.url.split('?')[1] ?? '') : ((request.body as string) ?? ''),
    )
    const id = (request.params as { id?: string }).id ?? ''
    const key = readIdempotencyKey(request.headers['idempotency-key'])
    const call = { ...newPosting(api.bank, requestId, key), form, id }
    if (route.method === 'GET') return { status: 200, requestId, body: run(route, call) }
    return await post(route, call, request.url, api, inProgress)
  } catch (error) {
    if (error instanceof Refusal) return refused(error, requestId)
    throw error
  }
}

async function post(route: Route, call: Call, path: string, api: Api, inProgress: Set<string>): Promise<Answer> {
  const { idempotencyKey: key, bank } = call
  const parameters = digest(call.form.values)
  if (!key) return perform(route, call, api, null)
  const stored = bank.books.get('answer', key)
  if (stored) {
    refuseOtherUse(stored, path, parameters)
    const again = { status: stored.status, body: stored.body, requestId: stored.requestId, replayed: true }
    return spoiled(again, takeReply(bank.scenario))
  }
  if (inProgress.has(key)) throw keyInUse(key)
  inProgress.add(key)
  try {
    return await perform(route, call, api, { id: key, method: 'POST', path, parameters })
  } finally {
    inProgress.delete(key)
  }
}

type KeyUse = Pick<AnswerRecord, 'id' | 'method' | 'path' | 'parameters'>

/** Do what is asked. The effect and the answer stored under the key are one line of the journal. */
async function perform(route: Route, call: Call, api: Api, use: KeyUse | null): Promise<Answer> {
  const { bank, tx, requestId } = call
  const reply = takeReply(bank.scenario)
  if (reply === 'error_before') throw serverError()
  await wait(bank.scenario.slowMs + (route.lingers?.(call) ?? 0))
  const moment = { ...call, now: seconds(bank.clock()) }
  const outcome = reply === 'error_after' ? thenFail(route, moment) : attemptRun(route, moment)
  const { answer, stored } = outcome
  if (use && stored) {
    tx.put('answer', {
      ...use,
      created: moment.now,
      status: answer.status,
      requestId: requestId ?? '',
      body: answer.body,
    })
  }
  tx.commit()
  api.committed()
  await bank.books.settled()
  await wait(bank.scenario.slowAfterMs)
  return spoiled(answer, reply)
}

const GARBAGE = '<html><body>502 Bad Gateway</body></html>'

function spoiled(answer: Answer, reply: Scenario['reply']): Answer {
  if (reply === 'drop') return { ...answer, drop: true }
  return reply === 'garbage' ? { ...answer, status: 200, body: GARBAGE } : answer
}

type Outcome = { answer: Answer; stored: boolean }

function attemptRun(route: Route, call: Call): Outcome {
  const requestId = call.requestId ?? ''
  try {
    const body = run(route, call)
    return { answer: { status: 200, requestId, body, drop: chargedToDrop(call) }, stored: true }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (!error.options.keep) call.tx.discard()
    return { answer: refused(error, requestId), stored: error.options.stored ?? false }
  }
}

/** A first charge of the card whose answer gets lost. */
const chargedToDrop = ({ bank, tx }: Call) =>
  tx
    .puts('charge')
    .some(
      (it) => !bank.books.get('charge', it.id) && tx.get('payment_method', it.paymentMethod)?.outcome === 'drop_reply',
    )

/** The effect happens, and the answer that is kept for the key is a 500: the real wire replays those too. */
function thenFail(route: Route, call: Call): Outcome {
  const { stored } = attemptRun(route, call)
  return { answer: refused(serverError(), call.requestId ?? ''), stored }
}

function run(route: Route, call: Call): string {
  const paths = call.form.list('expand')
  return JSON.stringify(expand(route.handle(call), paths, call.view, call.now))
}

const serverError = () =>
  new Refusal({
    status: 500,
    type: 'api_error',
    message: 'An unknown error occurred. (This is the scenario you asked for.)',
  })

const refused = (refusal: Refusal, requestId: string): Answer => ({
  status: refusal.options.status,
  requestId,
  body: JSON.stringify(refusal.body(requestId)),
  ...(refusal.options.drop && { drop: true }),
})

function send(request: FastifyRequest, reply: FastifyReply, answer: Answer, bank: Bank) {
  if (answer.drop) return cut(request, reply)
  const key = request.headers['idempotency-key']
  void reply
    .code(answer.status)
    .header('content-type', answer.body.startsWith('<') ? 'text/html' : 'application/json')
    .header('cache-control', 'no-cache, no-store')
    .header('request-id', answer.requestId)
    .header('stripe-version', request.headers['stripe-version'] ?? API_VERSION)
    .header('date', bank.clock().toUTCString())
  if (key) void reply.header('idempotency-key', key)
  if (key && answer.status >= 500) void reply.header('stripe-should-retry', 'false')
  if (answer.replayed) {
    void reply.header('idempotent-replayed', 'true').header('original-request', answer.requestId)
  }
  return reply.send(answer.body)
}

function cut(request: FastifyRequest, reply: FastifyReply) {
  void reply.hijack()
  request.raw.socket.destroy()
}

const wait = (ms: number) => (ms > 0 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : undefined)
