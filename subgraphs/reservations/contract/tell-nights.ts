import { defineCommand } from '@staygraph/subgraph-kit/command'
import { z } from 'zod'

import { availabilityChanged } from './availability-changed.ts'

/** What the answer says of a night that nothing was ever taken of or decided about: the whole allotment is left. */
export const untold = 255

/**
 * How many rooms of some types are left from a night on, all as of one moment: the whole truth behind `availability-changed`,
 * for whoever lost or doubts its copy. Those of which nothing is to be told are not in the answer.
 */
export const tellNights = defineCommand({
  name: 'tell-nights',
  input: z.object({ roomTypeIds: z.array(z.string().max(100)).max(2_000), from: z.iso.date() }),
  output: z.object({
    roomTypeIds: z.array(z.string()),
    /** So many for each of them, from `from` on: until the last of which anything is to be told. */
    nights: z.int().min(0),
    /** Base64 of a byte for each night of the first, then of the second, and so on: rooms left, 254 for more, or `untold`. */
    left: z.string(),
  }),
})

/**
 * The events that are told and may not have been heard yet, the oldest first, some at a time: `after` is `last` of the answer
 * before. Whoever takes them all over knows whatever `tell-nights` answered before.
 */
export const tellUnderWay = defineCommand({
  name: 'tell-under-way',
  input: z.object({ after: z.uuid().nullable() }),
  output: z.object({
    events: z.array(availabilityChanged.payload),
    /** Null: there are no more. */
    last: z.uuid().nullable(),
    /** The greatest revision that any event ever had. */
    newest: z.int(),
  }),
})
