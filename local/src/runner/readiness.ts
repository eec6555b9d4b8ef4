import http from 'node:http'

import { z } from 'zod'

import type { Readiness } from '../embedded/server.ts'

const answer = z.object({ because: z.string() })
/** Whose breaker is open (it works without them), and what else it says of itself. */
const besides = z.object({
  leftAlone: z.array(z.string().max(80)).max(20).optional(),
  says: z.string().max(120).optional(),
})

/**
 * Asks a process's `/health/ready` once. Whatever is not a 200 in time is a no, with its reason. Each question has a
 * connection of its own: a kept one would keep the process from draining.
 */
export const askReadiness = (url: string): Promise<Readiness> =>
  new Promise((resolve) => {
    const no = (because: string) => resolve({ ready: false, because })
    const request = http.get(`${url}/health/ready`, { agent: false, timeout: 3_000 }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece.slice(0, 10_000)))
      response.on('error', () => no('breaks off its answer'))
      response.on('end', () => {
        if (response.statusCode === 200) return resolve({ ready: true, ...besides.safeParse(parsed(text)).data })
        const said = answer.safeParse(parsed(text))
        no(said.success ? said.data.because : `answers ${response.statusCode}`)
      })
    })
    request.on('timeout', () => {
      no('does not answer in time')
      request.destroy()
    })
    request.on('error', () => no('does not answer'))
  })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
