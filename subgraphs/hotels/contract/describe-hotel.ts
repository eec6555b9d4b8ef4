import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

/** What the desk of a hotel of ours needs to know of it. Null: it is none of ours. Reservations keeps a copy, so that a desk works while hotels is away. */
export const describeHotel = defineCommand({
  name: 'describe-hotel',
  input: z.object({ hotelId: z.string().max(100) }),
  output: z
    .object({
      name: z.string(),
      /** IANA name: its dates are those of this zone. */
      timeZone: z.string(),
      roomTypes: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          /** Rooms of this kind a night where nothing else was decided, as offers say it. */
          allotment: z.int().min(0),
        }),
      ),
    })
    .nullable(),
})
