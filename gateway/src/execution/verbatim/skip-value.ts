import {
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
} from 'graphql'

import { UnknownShape } from '../plan.ts'
import { byPattern, listLike, literally, objectLike, orNullLike, patterns, type Pattern } from './patterns.ts'
import { no, type Skip, type Told } from './read.ts'
import { belowOf, fieldsOf, type Asked } from './told.ts'

/** How a value is read, and what it looks like where that is known. */
export type Value = { readonly skip: Skip; readonly pattern: Pattern }

/** As it is looked for in a reply. */
export const utf8 = (text: string): Uint8Array => Buffer.from(text)
const [yes, not] = [utf8('true'), utf8('false')]
export const nothing = utf8('null')

const [quote, backslash, comma, minus, dot, zero, nine] = [34, 92, 44, 45, 46, 48, 57]
const [openList, closeList, openObject, closeObject, smallN, smallU] = [91, 93, 123, 125, 110, 117]
export const signs = { comma, openList, closeList, openObject, closeObject } as const

/** Whether a reply goes on so. By hand: most are a few characters long. */
export function goesOn({ bytes }: Told, at: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index += 1) if (bytes[at + index] !== expected[index]) return false
  return true
}

/** Any string, as JSON has them. */
export const skipString: Skip = ({ bytes, text }, at) => {
  if (bytes[at] !== quote) return no
  for (let index = at + 1; ; index += 1) {
    const code = bytes[index] as number
    if (code > backslash) continue // small letters and all beyond: most of what is written
    if (code === quote) return index + 1
    if (code === backslash) {
      index += 1
      const escaped = bytes[index] as number
      if (escaped === smallU) {
        if (!/^[0-9a-fA-F]{4}$/.test(text.slice(index + 1, index + 5))) return no
        index += 4
      } else if (!shortEscapes.has(escaped)) return no
    } else if (!(code >= 32)) return no // a control character, or the end
  }
}
const shortEscapes = new Set(Array.from('"\\/bfnrt', (one) => one.charCodeAt(0)))

/** A number without an exponent that JavaScript has exactly, or nearly: what it would write otherwise is not given as it is. */
const mostDigits = 15
const skipNumber: Skip = (told, at) => {
  const whole = skipSigned(told, at)
  if (whole === no) return no
  let end = whole
  if (told.bytes[whole] === dot) {
    end = skipDigits(told, whole + 1)
    if (end === whole + 1) return no
  }
  if (end - at > mostDigits) return no
  // JavaScript writes -0 and -0.0 otherwise; -0.5, as many a longitude is, not.
  return isMinusZero(told, at, whole) && (end === whole || told.bytes[end - 1] === zero) ? no : end
}
const skipWhole: Skip = (told, at) => {
  const end = skipSigned(told, at)
  return end === no || isMinusZero(told, at, end) ? no : end
}
const skipSigned: Skip = (told, at) => {
  const begin = told.bytes[at] === minus ? at + 1 : at
  const end = skipDigits(told, begin)
  return end === begin || (told.bytes[begin] === zero && end > begin + 1) ? no : end
}
const isMinusZero = (told: Told, at: number, end: number) =>
  end === at + 2 && told.bytes[at] === minus && told.bytes[at + 1] === zero
function skipDigits({ bytes }: Told, at: number) {
  let end = at
  for (let code = bytes[end] as number; code >= zero && code <= nine; code = bytes[end] as number) end += 1
  return end
}

/** With a fraction it ends before it, where nothing may come that does. */
const skipInt: Skip = (told, at) => {
  const end = skipWhole(told, at)
  if (end - at < 10) return end
  const value = Number(told.text.slice(at, end))
  return (value | 0) === value ? end : no
}

const skipBoolean: Skip = (told, at) => (goesOn(told, at, yes) ? at + 4 : goesOn(told, at, not) ? at + 5 : no)

/** A scalar of our own is what its subgraph says it is: here only what is a word or a number. */
const skipWord: Skip = (told, at) => {
  const code = told.bytes[at] as number
  if (code === quote) return skipString(told, at)
  return code === minus || (code >= zero && code <= nine) ? skipNumber(told, at) : skipBoolean(told, at)
}

const word: Value = { skip: skipWord, pattern: patterns.word }
const scalars: Record<string, Value> = {
  Int: { skip: skipInt, pattern: patterns.int },
  Float: { skip: skipNumber, pattern: patterns.number },
  String: { skip: skipString, pattern: patterns.text },
  Boolean: { skip: skipBoolean, pattern: patterns.boolean },
  ID: { skip: skipString, pattern: patterns.text },
}

const skipNull: Skip = (told, at) => (goesOn(told, at, nothing) ? at + 4 : no)

const orNull = ({ skip, pattern }: Value): Value => ({
  skip: (told, at) => (told.bytes[at] === smallN ? skipNull(told, at) : skip(told, at)),
  pattern: orNullLike(pattern),
})

/** What of a key is only sent on to another subgraph. */
export const key: Value = orNull(word)

/**
 * A value of this type, of which a subgraph tells just what was asked, in that order. Throws `UnknownShape` where it tells
 * anything else.
 */
export function compileValue(wrapped: GraphQLOutputType, asked: Asked, told: Asked): Value {
  const value = compileNonNull(getNullableType(wrapped), asked, told)
  return isNonNullType(wrapped) ? value : orNull(value)
}

function compileNonNull(type: GraphQLOutputType, asked: Asked, told: Asked): Value {
  if (isListType(type)) {
    const { skip, pattern } = compileValue(type.ofType, asked, told)
    return { skip: listOf(skip), pattern: listLike(pattern) }
  }
  if (isObjectType(type)) return compileObject(type, asked, told)
  if (isAbstractType(type)) return { skip: compileAbstract(type, asked, told), pattern: undefined }
  if (isEnumType(type)) return oneOf(type.getValues().map(({ name }) => `"${name}"`))
  return scalars[(type as GraphQLScalarType).name] ?? word
}

function compileObject(type: GraphQLObjectType, asked: Asked, told: Asked): Value {
  const fields = [...fieldsOf(asked, type)]
  const telling = [...fieldsOf(told, type)]
  const values = fields.map(([responseKey, nodes], at): readonly [string, Value] => {
    const [toldKey, toldNodes = []] = telling[at] ?? []
    const name = nodes[0]?.name.value ?? ''
    if (toldKey !== responseKey || toldNodes[0]?.name.value !== name) throw new UnknownShape('another order')
    const before = `${at === 0 ? '{' : ','}${JSON.stringify(responseKey)}:`
    if (name === '__typename') return [before, exactly(JSON.stringify(type.name))]
    const field = type.getFields()[name]
    if (!field) throw new UnknownShape('a field that is not there')
    return [before, compileValue(field.type, belowOf(asked, nodes), belowOf(told, toldNodes))]
  })
  if (telling.length !== fields.length) throw new UnknownShape('more than was asked')
  const pattern = objectLike(values.map(([before, value]) => [before, value.pattern]))
  return { skip: byPattern(pattern, objectOf(values)), pattern }
}

const beginTypename = utf8('{"__typename":')

/** The type is what it begins with; compiled when it is first met. */
function compileAbstract(type: GraphQLAbstractType, asked: Asked, told: Asked): Skip {
  const { schema } = asked.document
  const cases = new Map<string, Skip>()
  const caseOf = (name: string): Skip => {
    const found = schema.getType(name)
    if (!isObjectType(found) || !schema.isSubType(type, found)) return never
    try {
      return compileObject(found, asked, told).skip
    } catch (error) {
      if (error instanceof UnknownShape) return never
      throw error
    }
  }
  return (told, at) => {
    if (!goesOn(told, at, beginTypename)) return no
    const from = at + beginTypename.length
    const end = skipString(told, from)
    if (end === no) return no
    const name = told.text.slice(from + 1, end - 1)
    let skip = cases.get(name)
    if (!skip && cases.size < mostTypes) cases.set(name, (skip = caseOf(name)))
    return skip?.(told, at) ?? no
  }
}
const never: Skip = () => no
/** Of one place of a graph. Names that a subgraph makes up are not kept without end. */
const mostTypes = 200

export const exactly = (text: string): Value => {
  const expected = utf8(text)
  return { skip: (told, at) => (goesOn(told, at, expected) ? at + expected.length : no), pattern: literally(text) }
}

const oneOf = (names: readonly string[]): Value => {
  const known = new Set(names)
  return {
    skip: (told, at) => {
      const end = skipString(told, at)
      return end !== no && known.has(told.text.slice(at, end)) ? end : no
    },
    pattern: `(?:${names.map(literally).join('|')})`,
  }
}

export const listOf =
  (skip: Skip): Skip =>
  (told, at) => {
    if (told.bytes[at] !== openList) return no
    if (told.bytes[at + 1] === closeList) return at + 2
    for (let end = skip(told, at + 1); end !== no; end = skip(told, end + 1)) {
      const code = told.bytes[end]
      if (code !== comma) return code === closeList ? end + 1 : no
    }
    return no
  }

function objectOf(fields: readonly (readonly [before: string, value: Value])[]): Skip {
  const names = fields.map(([before]) => utf8(before))
  const skips = fields.map(([, { skip }]) => skip)
  return (told, at) => {
    let end = at
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] as Uint8Array
      if (!goesOn(told, end, name)) return no
      end = (skips[index] as Skip)(told, end + name.length)
      if (end === no) return no
    }
    return told.bytes[end] === closeObject ? end + 1 : no
  }
}
