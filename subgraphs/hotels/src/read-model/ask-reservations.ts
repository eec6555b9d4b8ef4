import { tellNights, tellUnderWay } from '@staygraph/reservations/contract/tell-nights'
import { CommandFailed, type Call } from '@staygraph/subgraph-kit/command'

import type { Teller } from '../use-cases/teller.ts'

/** A large town's year takes a while, and nobody waits for it. */
const patience = { timeoutMs: 30_000 }

/** It is restarted now and then: asked again so often, half a minute in all. */
const mostTries = 8

/** reservations itself, over the wire. */
export function askReservations(call: Call, url: string, pause: (milliseconds: number) => Promise<void>): Teller {
  const sister = { name: 'reservations', url }
  const insist = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let tried = 1; ; tried++)
      try {
        return await ask()
      } catch (error) {
        const isPassing = error instanceof CommandFailed && error.reason !== 'REFUSED' && error.reason !== 'GARBAGE'
        if (!isPassing || tried === mostTries) throw error
        await pause(tried * 1_000)
      }
  }
  return {
    nights: async (roomTypeIds, from) => {
      const { left, ...told } = await insist(() => call(sister, tellNights, { roomTypeIds, from }, patience))
      return { ...told, left: Buffer.from(left, 'base64') }
    },
    underWay: (after) => insist(() => call(sister, tellUnderWay, { after }, patience)),
  }
}
