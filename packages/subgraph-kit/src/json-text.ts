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

// All JSON here is written in UTF-8 at once, one character of a string a byte: what is kept is sent as it is, and a text of
// which one sign is beyond Latin does not grow to twice its size on its way.

/** As it is sent: a short text as text, which the HTTP server writes together with what comes before. */
export const bytesOf = (text: string): string | Buffer =>
  text.length < shortest && Buffer.byteLength(text) === text.length ? text : Buffer.from(text, 'latin1')
const shortest = 2_000

/** A text as its bytes in UTF-8, one character each. */
export const asBytes = (text: string): string =>
  Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1')

/** Whatever JSON may write otherwise (quotes, strokes, controls), and what is more than a byte. */
const unlike = /[^ !#-[\]-~]/

const quoted = (text: string): string => (unlike.test(text) ? asBytes(JSON.stringify(text)) : `"${text}"`)

/** A serialised value as JSON. */
const written = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return asBytes(JSON.stringify(value) ?? 'null')
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
