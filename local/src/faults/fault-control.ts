import fs from 'node:fs'
import path from 'node:path'

import Fastify, { type FastifyReply } from 'fastify'

import type { ServiceRunner } from '../runner/service-runner.ts'
import type { Running } from '../start.ts'
import { fault } from './fault.ts'
import type { Wires } from './wires.ts'

/** A process that ended by itself, or that we ended as a crash would. */
export interface Death {
  part: string
  because: string
  /** We did it. */
  wanted: boolean
}

export interface FaultControlOptions {
  running: Running
  wires: Wires
  dataFolder: string
}

/** What a Postgres does not survive gracefully: `pg_ctl stop -m immediate` sends it too. */
const crashSignal = (name: string): NodeJS.Signals => (name.startsWith('postgres') ? 'SIGQUIT' : 'SIGKILL')

/**
 * Switches what goes wrong while the platform runs.
 *
 * - `PUT /wires/payments/bank` with a fault; `*` stands for anyone. `DELETE /wires`: all is well again. `GET /wires`.
 * - `POST /parts/payments/stop`, `start`: in good order. `kill`: without any, and started again by its supervisor.
 *   `freeze`, `thaw`: it stands still. `ready`: answers when it is. Parts are processes and stores (`postgres-payments`, `redis`).
 * - `POST /redis/lose`: Redis ends without saving, its file is gone, and it begins anew.
 * - `GET /deaths`: every process that ended.
 */
export const startFaultControl = async ({ running, wires, dataFolder }: FaultControlOptions) => {
  const runners = new Map<string, ServiceRunner>([
    ...running.services.map(({ service, runner }) => [service.name, runner] as const),
    ...running.stores.map(({ name, runner }) => [name, runner] as const),
  ])
  const deaths: Death[] = []
  const killed = new Set<string>()
  for (const [part, runner] of runners) {
    let before = runner.snapshot().state
    runner.onChange(({ state, because = '' }) => {
      if (state === before) return
      before = state
      if (state === 'restarting' || state === 'failed') deaths.push({ part, because, wanted: killed.delete(part) })
      const there = state === 'ready' || state === 'unready'
      for (const { proxy } of wires.between(undefined, part)) void proxy.present(there)
    })
  }
  const signal = (name: string, which: NodeJS.Signals) => {
    const { pid } = runners.get(name)?.snapshot() ?? {}
    if (pid === undefined) throw new Error(`${name} does not run`)
    process.kill(pid, which)
  }
  const verbs: Record<string, (name: string, runner: ServiceRunner) => unknown> = {
    start: (_, runner) => runner.start(),
    stop: (_, runner) => runner.stop(),
    kill: async (name, runner) => {
      killed.add(name)
      const gone = untilState(runner, (state) => state === 'restarting')
      signal(name, crashSignal(name))
      await gone
    },
    freeze: (name) => signal(name, 'SIGSTOP'),
    thaw: (name) => signal(name, 'SIGCONT'),
    ready: (_, runner) => untilState(runner, (state) => state === 'ready'),
  }
  const ends = (name: string) => (name === '*' ? undefined : name)
  const arrowsOf = (params: unknown) => {
    const { from, to } = params as { from: string; to: string }
    return wires.between(ends(from), ends(to))
  }

  const app = Fastify({ forceCloseConnections: true })
  app.setErrorHandler((error: Error, _, reply) => reply.code(400).send({ error: error.message }))
  const missing = (reply: FastifyReply) => reply.code(404).send({ error: 'no such part, arrow or verb' })
  app.get('/wires', async () =>
    wires.arrows().map(({ from, to, proxy }) => ({ from, to, port: proxy.port, ...proxy.snapshot() })),
  )
  app.put('/wires/:from/:to', async (request, reply) => {
    const arrows = arrowsOf(request.params)
    if (arrows.length === 0) return missing(reply)
    await wires.set(arrows, fault.parse(request.body))
    return { arrows: arrows.length }
  })
  app.delete('/wires/:from/:to', async (request) => wires.set(arrowsOf(request.params), undefined))
  app.delete('/wires', async () => wires.set(wires.arrows(), undefined))
  app.post('/parts/:part/:verb', async (request, reply) => {
    const { part, verb } = request.params as { part: string; verb: string }
    const runner = runners.get(part)
    const act = verbs[verb]
    if (!runner || !act) return missing(reply)
    await act(part, runner)
    return { ...runner.snapshot() }
  })
  app.post('/redis/lose', async (_, reply) => {
    const redis = runners.get('redis')
    if (!redis) return missing(reply)
    const { pid } = redis.snapshot()
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    const folder = path.join(dataFolder, 'redis')
    killed.add('redis')
    await untilState(redis, (state) => state === 'restarting')
    fs.rmSync(path.join(folder, 'appendonlydir'), { recursive: true, force: true })
    await untilState(redis, (state) => state === 'ready')
    return { ...redis.snapshot() }
  })
  app.get('/deaths', async () => deaths)
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() }
}

const untilState = (runner: ServiceRunner, wanted: (state: string) => boolean): Promise<void> =>
  new Promise((resolve) => {
    if (wanted(runner.snapshot().state)) return resolve()
    const forget = runner.onChange(({ state }) => {
      if (!wanted(state)) return
      forget()
      resolve()
    })
  })
