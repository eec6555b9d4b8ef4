/**
 * The fields that a fetch brings, as its subgraph calls them: `Query.searchHotels`, or `Hotel.visits` of entities. The
 * planner's text is read character by character: parsing it would cost as much as a fair part of planning.
 */
export function fetchedFields(text: string, root: 'Query' | 'Mutation' | 'Subscription'): string[] {
  const found = new Set<string>()
  const entities = text.includes('_entities(')
  const wanted = entities ? 2 : 1
  /** For each open brace, the type that fields in it are of, and how many fields they are in. */
  const open: { type: string; depth: number }[] = []
  let at = 0
  let opens: { type: string; depth: number } = { type: root, depth: 1 }
  const word = /[_A-Za-z]\w*/y
  const wordAt = (from: number) => {
    word.lastIndex = from
    return word.exec(text)?.[0]
  }
  while (at < text.length) {
    const character = text[at] as string
    if (character === '(') at = afterBrackets(text, at)
    else if (character === '{') {
      open.push(opens)
      at += 1
    } else if (character === '}') {
      open.pop()
      at += 1
    } else if (character === '.') {
      const condition = /\.\.\.\s*(?:on\s+([_A-Za-z]\w*))?/y
      condition.lastIndex = at
      const [whole = '.', type] = condition.exec(text) ?? []
      const here = open.at(-1)
      opens = { type: type ?? here?.type ?? root, depth: here?.depth ?? 1 }
      at += whole.length
    } else if (character === '@') at += 1 + (wordAt(at + 1)?.length ?? 0)
    else {
      const name = wordAt(at)
      if (name === undefined) {
        at += 1
        continue
      }
      at += name.length
      const here = open.at(-1)
      if (!here) continue // the operation's own name
      const alias = /\s*:\s*/y
      alias.lastIndex = at
      const colon = alias.exec(text)
      if (colon) {
        at += colon[0].length
        continue // what follows is its name
      }
      if (here.depth === wanted && name !== '__typename') found.add(`${here.type}.${name}`)
      opens = { type: '', depth: here.depth + 1 }
    }
  }
  return [...found]
}

/** The place after the bracket that closes the one here. */
function afterBrackets(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === '(') depth += 1
    else if (character === ')' && (depth -= 1) === 0) return at + 1
  }
  return text.length
}

function endOfString(text: string, from: number): number {
  if (text.startsWith('"""', from)) {
    const end = text.indexOf('"""', from + 3)
    return end === -1 ? text.length : end + 2
  }
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at
  }
  return text.length
}
