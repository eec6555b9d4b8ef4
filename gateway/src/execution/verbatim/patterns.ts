import type { Growing } from './growing.ts'
import { no, type Read, type Skip } from './read.ts'
import { createTries } from './tries.ts'

/**
 * What a value may look like, as a regular expression for a text with one character a byte: V8 makes machine code of it,
 * which goes through a reply several times as fast as functions do that go from field to field. It takes **less** than
 * what reads the same by hand (`skip-value.ts`), and never anything else: what it does not take is looked at there, and
 * that decides. Undefined: there is none, as where the type depends on the data.
 */
export type Pattern = string | undefined

/** Longer ones take longer to compile than they save; what is in them has its own. */
const longest = 6_000
/** So many of a list within an object: what such an expression may have to come back to is kept on a stack of its own. */
const mostElements = 100
const mostEscapes = 100
/** In a longer reply lists within lists could fill that stack all the same, which V8 throws for. */
const mostText = 2_000_000

export const literally = (text: string): string => RegExp.escape(text)

export const patterns = (() => {
  const plain = '[^"\\\\\\x00-\\x1f]*'
  const text = `"${plain}(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})${plain}){0,${mostEscapes}}"`
  const int = '(?:0|-?[1-9][0-9]{0,8})'
  /** At most fifteen digits and signs; no -0. */
  const number = '(?:-?[1-9](?:[0-9]{0,6}\\.[0-9]{1,6}|[0-9]{0,12})|0(?:\\.[0-9]{1,7})?|-0\\.[0-9]{0,6}[1-9])'
  const boolean = '(?:true|false)'
  const word = `(?:${text}|${number}|${boolean})`
  return { text, int, number, boolean, word }
})()

export const orNullLike = (value: Pattern): Pattern => value && `(?:null|${value})`

export const listLike = (element: Pattern): Pattern =>
  element && `\\[(?:${element}(?:,(?!\\])|(?=\\]))){0,${mostElements}}\\]`

/** `fields`: what is before each value, braces and commas among it, and the value. */
export const objectLike = (fields: readonly (readonly [before: string, value: Pattern])[]): Pattern => {
  let pattern = ''
  for (const [before, value] of fields) {
    if (value === undefined) return undefined
    pattern += literally(before) + value
  }
  return bounded(`${pattern}\\}`)
}

export const bounded = (pattern: string): Pattern => (pattern.length > longest ? undefined : pattern)

/** Reads by pattern, and by hand what is not like it. */
export function byPattern(pattern: Pattern, byHand: Skip): Skip {
  if (pattern === undefined) return byHand
  let like: RegExp | undefined
  const tries = createTries()
  return (told, at) => {
    if (told.text.length > mostText || !tries.isWorth()) return byHand(told, at)
    like ??= new RegExp(pattern, 'y')
    like.lastIndex = at
    if (like.test(told.text)) {
      tries.went(true)
      return like.lastIndex
    }
    const end = byHand(told, at)
    if (end !== no) tries.went(false) // what is wrong says nothing of what is usual
    return end
  }
}

/** Reads an object by pattern; `take`: what its groups found is cut out so. */
export function cutByPattern(
  pattern: string,
  byHand: Read,
  take: (found: RegExpExecArray, into: Growing) => void,
): Read {
  let like: RegExp | undefined
  const tries = createTries()
  return (told, at, into) => {
    if (told.text.length > mostText || !tries.isWorth()) return byHand(told, at, into)
    like ??= new RegExp(pattern, 'y')
    like.lastIndex = at
    const found = like.exec(told.text)
    if (found) {
      tries.went(true)
      take(found, into)
      return like.lastIndex
    }
    const end = byHand(told, at, into)
    if (end !== no) tries.went(false)
    return end
  }
}
