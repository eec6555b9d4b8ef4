import { fork, type ChildProcess } from 'node:child_process'

import type { Logger } from '@staygraph/subgraph-kit/log'

import type { RenderAnswer, RenderRequest, RenderTask } from './render-process.ts'
import type { TypesetOptions } from './typeset.ts'

export type Renderer = ReturnType<typeof createRenderer>

type Waiting = { task: RenderTask; resolve: (bytes: Buffer) => void; reject: (error: Error) => void }
type Place = { child: ChildProcess; done: number; rss: number; current: Waiting | null; timer?: NodeJS.Timeout }

export type RendererOptions = {
  logger: Logger
  /** Processes at once. Each starts when there is work for it. */
  processes?: number
  /** Documents after which a process is replaced: typst keeps some 35 KB of each. */
  documentsEach?: number
  /** Bytes of memory beyond which a process is replaced. */
  memoryLimit?: number
  /** Milliseconds after which a document is given up and its process ended. */
  timeoutMs?: number
}

/** Sets documents and draws pictures in processes of their own, which are recycled, and replaced when they die. */
export function createRenderer({
  logger,
  processes = 1,
  documentsEach = 2_000,
  memoryLimit = 600 * 1024 * 1024,
  timeoutMs = 20_000,
}: RendererOptions) {
  const places: Place[] = []
  const waiting: Waiting[] = []
  let closed = false

  function start(): Place {
    const child = fork(new URL('render-process.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: [],
      env: {},
    })
    const place: Place = { child, done: 0, rss: 0, current: null }
    child.on('message', (answer: RenderAnswer) => settle(place, answer))
    child.on('error', (error) => logger.warn({ reason: error.message }, 'a render process failed'))
    child.on('exit', (code, signal) => leave(place, `the render process ended (${signal ?? code})`))
    places.push(place)
    return place
  }

  /** The process is no more; whoever waited for it is told, and may ask again. */
  function leave(place: Place, why: string) {
    const index = places.indexOf(place)
    if (index >= 0) places.splice(index, 1)
    clearTimeout(place.timer)
    place.current?.reject(new Error(why))
    place.current = null
    next()
  }

  function settle(place: Place, answer: RenderAnswer) {
    const task = place.current
    clearTimeout(place.timer)
    place.current = null
    place.done += 1
    place.rss = answer.rss
    if ('bytes' in answer) task?.resolve(Buffer.from(answer.bytes))
    else task?.reject(new Error(answer.problem))
    if (place.done >= documentsEach || place.rss > memoryLimit) {
      logger.debug({ documents: place.done, rss: place.rss }, 'a render process is recycled')
      places.splice(places.indexOf(place), 1)
      place.child.disconnect()
    }
    next()
  }

  function next() {
    const task = waiting[0]
    if (!task || closed) return
    const place = places.find(({ current }) => current === null) ?? (places.length < processes ? start() : undefined)
    if (!place) return
    waiting.shift()
    place.current = task
    place.timer = setTimeout(() => {
      logger.error({ timeoutMs }, 'a document took too long, its process is ended')
      place.child.kill('SIGKILL')
    }, timeoutMs)
    place.child.send({ id: place.done, task: task.task } satisfies RenderRequest)
    next()
  }

  const perform = (task: RenderTask) =>
    new Promise<Buffer>((resolve, reject) => {
      if (closed) return reject(new Error('the renderer is closed'))
      waiting.push({ task, resolve, reject })
      next()
    })

  return {
    pdf: (options: TypesetOptions) => perform({ kind: 'pdf', options }),
    png: (svg: string, width: number) => perform({ kind: 'png', svg, width }),
    /** The ids of the processes at work, for tests. */
    processIds: () => places.map(({ child }) => child.pid),
    async close() {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new Error('the renderer is closed'))
      await Promise.all(
        places.splice(0).map(
          ({ child }) =>
            new Promise<void>((resolve) => {
              child.once('exit', () => resolve())
              child.disconnect()
            }),
        ),
      )
    },
  }
}
