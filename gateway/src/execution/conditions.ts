import { Kind, visit, type DocumentNode } from 'graphql'

// `@skip` and `@include`: what of a document they leave out hangs on a few variables, so that what is compiled for one
// setting of these serves every request that has it.

/** The variables that they ask. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}

/** More settings than this are not kept for one operation. */
const mostKept = 32

/** What is compiled, once for each setting of these variables. */
export function bySetting<Compiled>(
  names: readonly string[],
  compile: (variables: Record<string, unknown>) => Compiled,
): (variables: Record<string, unknown>) => Compiled {
  const known = new Map<string, Compiled>()
  return (variables) => {
    const setting = names.length === 0 ? '' : names.map((name) => (variables[name] === true ? 1 : 0)).join('')
    const found = known.get(setting)
    if (found) return found
    if (known.size >= mostKept) known.clear()
    const compiled = compile(variables)
    known.set(setting, compiled)
    return compiled
  }
}

export function* everySetting(names: readonly string[]): Generator<Record<string, boolean>> {
  for (let bits = 0; bits < 2 ** names.length; bits += 1)
    yield Object.fromEntries(names.map((name, at) => [name, (bits >> at) % 2 === 1]))
}
