import { defineJob } from '@staygraph/subgraph-kit/job'
import { z } from 'zod'

/**
 * An event: how many rooms of a type are left on some nights. `revision` grows with each change of a room type; an
 * older one that arrives late is ignored. Absolute figures, so that applying one twice changes nothing.
 */
export const availabilityChanged = defineJob({
  name: 'availability-changed',
  together: 100,
  payload: z.object({
    roomTypeId: z.string(),
    revision: z.int(),
    nights: z.array(z.object({ night: z.iso.date(), left: z.int().min(0) })).min(1),
  }),
})
