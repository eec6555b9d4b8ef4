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

/** Of anything that was meant to be a key, what may be told: never a word of the key itself. */
const curveOf = (value: unknown): string => {
  const read = z.object({ crv: z.string().max(20) }).safeParse(value)
  return read.success ? ` It is of the curve ${read.data.crv}.` : ''
}
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
const made = '`npm start` and `npm run env` make such keys, also in place of those of an earlier version.'

const publicIdentityKey = z.object({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: z.string() })
const privateIdentityKey = publicIdentityKey.extend({ d: z.string() })

const identityKey = z.string().transform((text, ctx) => {
  const value = parsed(text)
  const read = privateIdentityKey.safeParse(value)
  if (read.success) return read.data
  const message = `must be a private X25519 key as JSON Web Key (kty OKP, crv X25519, x, d).${curveOf(value)} ${made}`
  ctx.addIssue({ code: 'custom', message })
  return z.NEVER
})

const identityKeys = z.string().transform((text, ctx) => {
  const read = z.record(z.string(), z.unknown()).safeParse(parsed(text))
  const keys: [string, z.infer<typeof publicIdentityKey>][] = []
  if (!read.success) ctx.addIssue({ code: 'custom', message: 'must be a JSON object: name -> public JSON Web Key' })
  for (const [name, value] of Object.entries(read.data ?? {})) {
    const key = publicIdentityKey.safeParse(value)
    if (privateIdentityKey.safeParse(value).success)
      ctx.addIssue({ code: 'custom', message: `holds the private key of ${name}: nobody else may have that` })
    else if (key.success) keys.push([name, key.data])
    else {
      const message = `the key of ${name} must be a public X25519 key as JSON Web Key (kty OKP, crv X25519, x).${curveOf(value)} ${made}`
      ctx.addIssue({ code: 'custom', message })
    }
  }
  return Object.fromEntries(keys)
})

export const port = (standard: number) => z.coerce.number().int().min(0).max(65535).default(standard)
/** How many connections to a database may be opened for one kind of work. */
export const connections = (standard: number) => z.coerce.number().int().min(1).max(100).default(standard)
export { jwk }

/** What every process of ours reads. `IDENTITY_KEY` is its own private X25519 key, `TRUSTED_KEYS` its sisters' public ones. */
export const processEnvironment = {
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** Which part of the traces that begin here is collected. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.01),
  IDENTITY_KEY: identityKey,
  TRUSTED_KEYS: identityKeys,
}

/** What a process reads that reads claims: the public Ed25519 keys of those who sign them. */
export const claimReaderEnvironment = { TRUSTED_CLAIM_KEYS: keyring }
/** What a process reads that signs claims: its own private Ed25519 key. */
export const claimSignerEnvironment = { CLAIM_KEY: jwk }

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
