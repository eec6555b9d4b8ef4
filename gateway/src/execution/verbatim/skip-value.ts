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
import { belowOf, fieldsOf, type Asked } from './told.ts'

/**
 * Reads a value of a reply where it stands: where it ends, or `no` if it is anything else than what may be given as it is
 * written there. So a `no` says little: an escape too rare, another order. Whoever hears it reads the reply as JSON.
 */
export type Skip = (text: string, at: number) => number

export const no = -1

const [quote, backslash, comma, minus, dot, zero, nine] = [34, 92, 44, 45, 46, 48, 57]
const [openList, closeList, openObject, closeObject, smallN, smallU] = [91, 93, 123, 125, 110, 117]
export const signs = { comma, openList, closeList, openObject, closeObject } as const

/** Whether a text goes on with another. By hand: most are a few characters long. */
export function goesOn(text: string, at: number, expected: string): boolean {
  for (let index = 0; index < expected.length; index += 1)
    if (text.charCodeAt(at + index) !== expected.charCodeAt(index)) return false
  return true
}

/** Any string, as JSON has them. */
export const skipString: Skip = (text, at) => {
  if (text.charCodeAt(at) !== quote) return no
  for (let index = at + 1; ; index += 1) {
    const code = text.charCodeAt(index)
    if (code > backslash) continue // small letters and all beyond: most of what is written
    if (code === quote) return index + 1
    if (code === backslash) {
      index += 1
      const escaped = text.charCodeAt(index)
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
const skipNumber: Skip = (text, at) => {
  const whole = skipSigned(text, at)
  if (whole === no) return no
  let end = whole
  if (text.charCodeAt(whole) === dot) {
    end = skipDigits(text, whole + 1)
    if (end === whole + 1) return no
  }
  if (end - at > mostDigits) return no
  // JavaScript writes -0 and -0.0 otherwise; -0.5, as many a longitude is, not.
  return isMinusZero(text, at, whole) && (end === whole || text.charCodeAt(end - 1) === zero) ? no : end
}
const skipWhole: Skip = (text, at) => {
  const end = skipSigned(text, at)
  return end === no || isMinusZero(text, at, end) ? no : end
}
const skipSigned: Skip = (text, at) => {
  const begin = text.charCodeAt(at) === minus ? at + 1 : at
  const end = skipDigits(text, begin)
  return end === begin || (text.charCodeAt(begin) === zero && end > begin + 1) ? no : end
}
const isMinusZero = (text: string, at: number, end: number) =>
  end === at + 2 && text.charCodeAt(at) === minus && text.charCodeAt(at + 1) === zero
function skipDigits(text: string, at: number) {
  let end = at
  for (let code = text.charCodeAt(end); code >= zero && code <= nine; code = text.charCodeAt(end)) end += 1
  return end
}

/** With a fraction it ends before it, where nothing may come that does. */
const skipInt: Skip = (text, at) => {
  const end = skipWhole(text, at)
  if (end - at < 10) return end
  const value = Number(text.slice(at, end))
  return (value | 0) === value ? end : no
}

const skipBoolean: Skip = (text, at) => (goesOn(text, at, 'true') ? at + 4 : goesOn(text, at, 'false') ? at + 5 : no)

/** A scalar of our own is what its subgraph says it is: here only what is a word or a number. */
const skipWord: Skip = (text, at) => {
  const code = text.charCodeAt(at)
  if (code === quote) return skipString(text, at)
  return code === minus || (code >= zero && code <= nine) ? skipNumber(text, at) : skipBoolean(text, at)
}

const scalars: Record<string, Skip> = {
  Int: skipInt,
  Float: skipNumber,
  String: skipString,
  Boolean: skipBoolean,
  ID: skipString,
}

/** What of a key is only sent on to another subgraph. */
export const skipKey: Skip = (text, at) => (text.charCodeAt(at) === smallN ? skipNull(text, at) : skipWord(text, at))

const skipNull: Skip = (text, at) => (goesOn(text, at, 'null') ? at + 4 : no)

const orNull =
  (skip: Skip): Skip =>
  (text, at) =>
    text.charCodeAt(at) === smallN ? skipNull(text, at) : skip(text, at)

/**
 * A value of this type, of which a subgraph tells just what was asked, in that order. Throws `UnknownShape` where it tells
 * anything else.
 */
export function compileSkip(wrapped: GraphQLOutputType, asked: Asked, told: Asked): Skip {
  const skip = compileNonNull(getNullableType(wrapped), asked, told)
  return isNonNullType(wrapped) ? skip : orNull(skip)
}

function compileNonNull(type: GraphQLOutputType, asked: Asked, told: Asked): Skip {
  if (isListType(type)) return listOf(compileSkip(type.ofType, asked, told))
  if (isObjectType(type)) return compileObject(type, asked, told)
  if (isAbstractType(type)) return compileAbstract(type, asked, told)
  if (isEnumType(type)) return oneOf(new Set(type.getValues().map(({ name }) => `"${name}"`)))
  return scalars[(type as GraphQLScalarType).name] ?? skipWord
}

function compileObject(type: GraphQLObjectType, asked: Asked, told: Asked): Skip {
  const fields = [...fieldsOf(asked, type)]
  const telling = [...fieldsOf(told, type)]
  const skips = fields.map(([key, nodes], at): readonly [string, Skip] => {
    const [toldKey, toldNodes = []] = telling[at] ?? []
    const name = nodes[0]?.name.value ?? ''
    if (toldKey !== key || toldNodes[0]?.name.value !== name) throw new UnknownShape('another order')
    if (name === '__typename') return [key, exactly(JSON.stringify(type.name))]
    const field = type.getFields()[name]
    if (!field) throw new UnknownShape('a field that is not there')
    return [key, compileSkip(field.type, belowOf(asked, nodes), belowOf(told, toldNodes))]
  })
  if (telling.length !== fields.length) throw new UnknownShape('more than was asked')
  return objectOf(skips)
}

const beginTypename = '{"__typename":'

/** The type is what it begins with; compiled when it is first met. */
function compileAbstract(type: GraphQLAbstractType, asked: Asked, told: Asked): Skip {
  const { schema } = asked.document
  const cases = new Map<string, Skip>()
  const caseOf = (name: string): Skip => {
    const found = schema.getType(name)
    if (!isObjectType(found) || !schema.isSubType(type, found)) return never
    try {
      return compileObject(found, asked, told)
    } catch (error) {
      if (error instanceof UnknownShape) return never
      throw error
    }
  }
  return (text, at) => {
    if (!goesOn(text, at, beginTypename)) return no
    const from = at + beginTypename.length
    const end = skipString(text, from)
    if (end === no) return no
    const name = text.slice(from + 1, end - 1)
    let skip = cases.get(name)
    if (!skip && cases.size < mostTypes) cases.set(name, (skip = caseOf(name)))
    return skip?.(text, at) ?? no
  }
}
const never: Skip = () => no
/** Of one place of a graph. Names that a subgraph makes up are not kept without end. */
const mostTypes = 200

export const exactly =
  (expected: string): Skip =>
  (text, at) =>
    goesOn(text, at, expected) ? at + expected.length : no

const oneOf =
  (names: ReadonlySet<string>): Skip =>
  (text, at) => {
    const end = skipString(text, at)
    return end !== no && names.has(text.slice(at, end)) ? end : no
  }

export const listOf =
  (skip: Skip): Skip =>
  (text, at) => {
    if (text.charCodeAt(at) !== openList) return no
    if (text.charCodeAt(at + 1) === closeList) return at + 2
    for (let end = skip(text, at + 1); end !== no; end = skip(text, end + 1)) {
      const code = text.charCodeAt(end)
      if (code !== comma) return code === closeList ? end + 1 : no
    }
    return no
  }

function objectOf(fields: readonly (readonly [string, Skip])[]): Skip {
  const names = fields.map(([key], at) => `${at === 0 ? '{' : ','}${JSON.stringify(key)}:`)
  const skips = fields.map(([, skip]) => skip)
  return (text, at) => {
    let end = at
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] as string
      if (!goesOn(text, end, name)) return no
      end = (skips[index] as Skip)(text, end + name.length)
      if (end === no) return no
    }
    return text.charCodeAt(end) === closeObject ? end + 1 : no
  }
}
