import { tellNights, tellUnderWay } from '@staygraph/reservations/contract/tell-nights'
import type { Call } from '@staygraph/subgraph-kit/command'

import type { Teller } from '../use-cases/teller.ts'

/** A large town's year takes a while, and nobody waits for it. */
const patience = { timeoutMs: 30_000 }

/** reservations itself, over the wire. */
export function askReservations(call: Call, url: string): Teller {
  const sister = { name: 'reservations', url }
  return {
    nights: async (roomTypeIds, from) => {
      const { left, ...told } = await call(sister, tellNights, { roomTypeIds, from }, patience)
      return { ...told, left: Buffer.from(left, 'base64') }
    },
    underWay: (after) => call(sister, tellUnderWay, { after }, patience),
  }
}
