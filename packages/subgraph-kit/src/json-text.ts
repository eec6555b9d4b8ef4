import { isEnumType, type GraphQLLeafType } from 'graphql'

/** There, or later. */
export type Later<Value> = Value | Promise<Value>

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function'

/** A text of which parts come later: each of `later` stands behind the text of the same number. */
export type Parts = { texts: string[]; later: Promise<string | null>[] }

export const joined = async ({ texts, later }: Parts, end: string): Promise<string> => {
  const came = await Promise.all(later)
  return came.reduce<string>((text, part, at) => text + (texts[at] ?? '') + (part ?? 'null'), '') + end
}

/** Throws what went wrong at once, when all that was begun before has ended: no rejection is left unheard. */
export const thrownAfter = ({ later }: Parts, error: unknown): Promise<never> =>
  Promise.all(later).finally(() => {
    throw error
  }) as Promise<never>

const scratch = Buffer.allocUnsafeSlow(262_144)
/** As many bytes as a sign of a JavaScript string takes at most. */
const widest = 3

/**
 * A text as it is sent. Left to the HTTP server, a long one is gone through twice, first for its length; and one that has
 * a sign beyond Latin in it slowly.
 */
export const bytesOf = (text: string): string | Buffer => {
  if (text.length < 2_000) return text
  if (text.length * widest > scratch.length) return Buffer.from(text)
  return Buffer.copyBytesFrom(scratch, 0, scratch.write(text))
}

/** Whatever JSON may write otherwise: quotes, strokes, controls, and halves of signs, which may stand alone. */
const unlike = /[^ !#-[\]-~\u00a0-\ud7ff\ue000-\uffff]/

const quoted = (text: string): string => (unlike.test(text) ? JSON.stringify(text) : `"${text}"`)

/** A serialised value as JSON. */
const written = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return JSON.stringify(value) ?? 'null'
}

/** How values of a leaf type are written: null for null. Throws what cannot be. */
export const leafOf = (type: GraphQLLeafType): ((_: unknown, value: unknown) => string | null) => {
  const serialise = (value: unknown): unknown => {
    if (value instanceof Error) throw value
    if (value === null || value === undefined) return null
    const made: unknown = type.serialize(value)
    if (made === null || made === undefined) throw new Error(`A value of ${type.name} cannot be written.`)
    return made
  }
  const write = (_: unknown, value: unknown) => {
    const made = serialise(value)
    return made === null ? null : written(made)
  }
  if (!isEnumType(type)) return write
  const names = new Map(type.getValues().map(({ name, value }) => [value as unknown, `"${name}"`]))
  return (_, value) => names.get(value) ?? write(_, value)
}
