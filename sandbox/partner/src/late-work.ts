import type { FastifyInstance } from 'fastify'

/**
 * Requests that lie about somewhere and are worked off long after whoever sent them gave up: after their time, or as soon as
 * `POST /_sandbox/late` says so.
 */
export function openLateWork(server: FastifyInstance): (ms: number, work: () => void) => void {
  const lying = new Map<NodeJS.Timeout, () => void>()
  server.addHook('onClose', async () => {
    for (const timer of lying.keys()) clearTimeout(timer)
  })
  server.post('/_sandbox/late', () => {
    const worked = lying.size
    for (const [timer, workOff] of lying) {
      clearTimeout(timer)
      workOff()
    }
    return { worked }
  })
  return (ms, work) => {
    const workOff = () => {
      lying.delete(timer)
      work()
    }
    const timer = setTimeout(workOff, ms)
    lying.set(timer, workOff)
  }
}
