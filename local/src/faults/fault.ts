import { z } from 'zod'

const many = z.int().positive().max(1_000_000_000)

/** Which exchanges it befalls. Without both: all, until it is cleared. */
const whom = {
  /** Only those in whose request this text stands: `POST /v1/refunds`, a guest's address. */
  when: z.string().min(1).optional(),
  /** Only so many; then all is well again by itself. */
  times: z.int().positive().optional(),
}

/** What goes wrong between two processes. Everything here happens to real bytes on a real connection. */
export const fault = z.discriminatedUnion('kind', [
  /** Nobody listens there: connections that are open are reset, new ones refused. */
  z.strictObject({ kind: z.literal('refuse') }),
  /** The connection is reset when a request comes. Nothing of it arrives. */
  z.strictObject({ kind: z.literal('reset'), ...whom }),
  /** A request is taken and nothing follows. When this ends, the connection is reset: what was sent is lost. */
  z.strictObject({ kind: z.literal('black hole'), ...whom }),
  /** Each piece comes so many milliseconds late, in its order. When this ends, what waits is delivered at once. */
  z.strictObject({
    kind: z.literal('latency'),
    ms: many,
    /** Which way is slow. */
    of: z.enum(['request', 'reply']).default('reply'),
    ...whom,
  }),
  /** Replies trickle. */
  z.strictObject({ kind: z.literal('bandwidth'), bytesPerSecond: many, ...whom }),
  /** The reply breaks off after so many bytes. */
  z.strictObject({ kind: z.literal('truncate'), bytes: z.int().min(0), ...whom }),
  /** The work is done there, and the connection reset instead of its reply. */
  z.strictObject({ kind: z.literal('drop reply'), ...whom }),
  /** Something else comes in the reply's place: an answer of HTTP with this body, or no HTTP at all. */
  z.strictObject({
    kind: z.literal('garbage'),
    /** Whether the request arrives nevertheless. */
    reached: z.boolean().default(false),
    http: z
      .strictObject({
        status: z.int().min(200).max(599).default(200),
        type: z.string().default('application/json'),
        body: z.string(),
      })
      .optional(),
    ...whom,
  }),
  /** A request of HTTP arrives twice, over two connections; the second reply reaches nobody. */
  z.strictObject({ kind: z.literal('duplicate'), ...whom }),
])
export type Fault = z.infer<typeof fault>
/** As one writes it. */
export type FaultInput = z.input<typeof fault>
