import { z } from 'zod'

/** A JSON Web Key in an environment variable, as JSON. */
const jwk = z.string().transform((text, ctx) => {
  try {
    return z.looseObject({ kty: z.string() }).parse(JSON.parse(text))
  } catch {
    ctx.addIssue({ code: 'custom', message: 'must be a JSON Web Key as JSON' })
    return z.NEVER
  }
})

const keyring = z.string().transform((text, ctx) => {
  try {
    return z.record(z.string(), z.looseObject({ kty: z.string() })).parse(JSON.parse(text))
  } catch {
    ctx.addIssue({ code: 'custom', message: 'must be a JSON object: issuer -> public JSON Web Key' })
    return z.NEVER
  }
})

export const port = (standard: number) => z.coerce.number().int().min(0).max(65535).default(standard)
/** How many connections to a database may be opened for one kind of work. */
export const connections = (standard: number) => z.coerce.number().int().min(1).max(100).default(standard)
export { jwk, keyring }

/** What every process of ours reads. `IDENTITY_KEY` is its own private Ed25519 key, `TRUSTED_KEYS` its sisters' public ones. */
export const processEnvironment = {
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  IDENTITY_KEY: jwk,
  TRUSTED_KEYS: keyring,
}

/** What a process with a database and a queue reads besides. */
export const storeEnvironment = {
  DATABASE_URL: z.url(),
  /** Connections this process may open: the sum over all processes must stay under the server's max_connections. */
  DATABASE_POOL: connections(10),
  REDIS_URL: z.url(),
}

/**
 * Reads the environment once, as one zod object. Called by `main.ts` only. A missing or malformed variable ends the
 * process with one line for each: what it is, what is wrong with it.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(shape: Shape) {
  const read = z.object(shape).safeParse(process.env)
  if (read.success) return read.data
  console.error(`The environment is not complete:\n${z.prettifyError(read.error)}`)
  process.exit(78) // EX_CONFIG of sysexits.h
}
