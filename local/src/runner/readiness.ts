import { z } from 'zod'

import type { Readiness } from '../embedded/server.ts'

const answer = z.object({ because: z.string() })

/** Asks a process's `/health/ready` once. Whatever is not a 200 in time is a no, with its reason. */
export const askReadiness = async (url: string): Promise<Readiness> => {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) })
    const text = await response.text()
    if (response.ok) return { ready: true }
    const said = answer.safeParse(safeJson(text))
    return { ready: false, because: said.success ? said.data.because : `answers ${response.status}` }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return { ready: false, because: timedOut ? 'does not answer in time' : 'does not answer' }
  }
}

const safeJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
