// The first look at an operation's text, before it is parsed: one pass over its characters, without an object for any of
// them. What is certainly too large, or never ends, is refused here for less than a small operation costs. It reads
// words and brackets as GraphQL does and knows nothing else; what is true of the operation is found by validation.

export type TextBounds = {
  tokens: number
  /** Brackets of any kind within brackets. */
  nesting: number
  /** In the whole document; `query-limits.ts` counts them where fragments are spread. */
  aliases: number
  directives: number
  fragments: number
  spreads: number
}

export const standardTextBounds: TextBounds = {
  tokens: 4_000,
  nesting: 60,
  aliases: 200,
  directives: 50,
  fragments: 100,
  spreads: 400,
}

export type TextRefusal = { code: string; message: string }

const isNameStart = (c: number) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95
const isDigit = (c: number) => c >= 48 && c <= 57
const isSpace = (c: number) => c === 32 || c === 44 || (c >= 9 && c <= 13) || c === 0xfeff
const [quote, backslash, hash, colon, at, dot] = [34, 92, 35, 58, 64, 46]
const [paren, parenEnd, brace, braceEnd, bracket, bracketEnd] = [40, 41, 123, 125, 91, 93]

/** Undefined: nothing speaks against reading it. */
export function refuseText(text: string, bounds: TextBounds = standardTextBounds): TextRefusal | undefined {
  let [tokens, depth, parens, aliases, directives, fragments] = [0, 0, 0, 0, 0, 0]
  const spreads: [from: string, to: string][] = []
  let definition = '' // the fragment that is read; empty within operations
  let before: 'fragment' | 'spread' | undefined
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (isSpace(c)) continue
    if (c === hash) {
      i = lineEnd(text, i)
      continue
    }
    tokens += 1
    if (tokens > bounds.tokens) return tooLarge('tokens', bounds.tokens)
    if (isNameStart(c)) {
      const start = i
      for (let next = text.charCodeAt(i + 1); isNameStart(next) || isDigit(next); next = text.charCodeAt(i + 1)) i += 1
      const word = text.slice(start, i + 1)
      if (before === 'fragment') {
        definition = word
        fragments += 1
        if (fragments > bounds.fragments) return tooLarge('fragments', bounds.fragments)
      } else if (before === 'spread' && word !== 'on') {
        spreads.push([definition, word])
        if (spreads.length > bounds.spreads) return tooLarge('fragment spreads', bounds.spreads)
      }
      before = depth === 0 && before !== 'fragment' && word === 'fragment' ? 'fragment' : undefined
      continue
    }
    before = undefined
    if (c === quote) i = stringEnd(text, i)
    else if (c === brace || c === paren || c === bracket) {
      if (c === paren) parens += 1
      depth += 1
      if (depth > bounds.nesting) return tooLarge('brackets within brackets', bounds.nesting)
    } else if (c === braceEnd || c === parenEnd || c === bracketEnd) {
      if (c === parenEnd) parens -= 1
      depth -= 1
      if (c === braceEnd && depth === 0) definition = ''
    } else if (c === colon && parens === 0) {
      aliases += 1
      if (aliases > bounds.aliases) return tooLarge('aliases', bounds.aliases)
    } else if (c === at) {
      directives += 1
      if (directives > bounds.directives) return tooLarge('directives', bounds.directives)
    } else if (c === dot && text.startsWith('...', i)) {
      i += 2
      before = 'spread'
    } else if (isDigit(c) || c === 45) {
      while (isDigit(text.charCodeAt(i + 1)) || /[.eE+-]/.test(text[i + 1] ?? '')) i += 1
    }
  }
  const cycle = findCycle(spreads)
  return cycle === undefined
    ? undefined
    : { code: 'GRAPHQL_VALIDATION_FAILED', message: `Cannot spread fragment "${cycle}" within itself.` }
}

const tooLarge = (what: string, most: number): TextRefusal => ({
  code: 'OPERATION_TOO_LARGE',
  message: `The operation is too large: more than ${most} ${what}.`,
})

function lineEnd(text: string, from: number): number {
  let i = from
  for (let c = text.charCodeAt(i + 1); i + 1 < text.length && c !== 10 && c !== 13; c = text.charCodeAt(i + 1)) i += 1
  return i
}

/** The last quotation mark of a string that begins here; the text's end if it has none: then it cannot be parsed either. */
function stringEnd(text: string, from: number): number {
  const mark = text.startsWith('"""', from) ? '"""' : '"'
  for (let i = from + mark.length; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (c === backslash) i += mark === '"' ? 1 : text.startsWith('"""', i + 1) ? 3 : 0
    else if (c === quote && text.startsWith(mark, i)) return i + mark.length - 1
    else if (mark === '"' && (c === 10 || c === 13)) return i
  }
  return text.length
}

/** A fragment that leads back to itself. */
function findCycle(spreads: readonly [from: string, to: string][]): string | undefined {
  const leads = new Map<string, Set<string>>()
  for (const [from, to] of spreads) if (from !== '') leads.set(from, (leads.get(from) ?? new Set()).add(to))
  const done = new Set<string>()
  const open = new Set<string>()
  const visit = (name: string): string | undefined => {
    if (open.has(name)) return name
    if (done.has(name)) return undefined
    open.add(name)
    for (const next of leads.get(name) ?? []) {
      const found = visit(next)
      if (found !== undefined) return found
    }
    open.delete(name)
    done.add(name)
    return undefined
  }
  for (const name of leads.keys()) {
    const found = visit(name)
    if (found !== undefined) return found
  }
  return undefined
}
