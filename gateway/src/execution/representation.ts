import { deepest, isShallow, type Json, type JsonObject } from './json.ts'
import type { Kinds } from './kinds.ts'
import { UnknownShape, type Rewrite, type Selection } from './plan.ts'
import { readRewrite } from './rewrites.ts'

/**
 * What identifies an object to a subgraph, as JSON text. Undefined: something of it is not known, so it cannot be asked
 * about. `failed`: whether something failed hereabouts. If nothing did, a field that is not there was not wanted for this
 * type: the planner asks for what a field of one type requires beside what another type needs, and knows an interface
 * object's types as one. Then the rest is asked for without it.
 */
export type Represent = (object: JsonObject, failed: boolean) => string | undefined

type Field = { from: string; to: string; selections: readonly Selection[]; fixed?: string; spare?: boolean }

/**
 * Compiled once for each type that is met: which of the plan's fragments are about it, what each field is called here
 * and there. Equal texts are equal objects, so that each is asked about once.
 */
export function compileRepresentation(
  requires: readonly Selection[],
  rewrites: readonly Rewrite[],
  kinds: Kinds,
): Represent {
  const write = compileSelections(requires, rewrites, kinds)
  return (object, failed) => (typeof object['__typename'] === 'string' ? write(object, failed) : undefined)
}

function compileSelections(selections: readonly Selection[], rewrites: readonly Rewrite[], kinds: Kinds): Represent {
  const narrow = rewrites.length > 0 || selections.some(({ kind }) => kind === 'InlineFragment')
  if (!narrow) return compileFields(fieldsFor(undefined, selections, kinds), kinds)
  const byType = new Map<string, Represent>()
  const untyped = compileFields(fieldsFor(undefined, selections, kinds), kinds)
  return (object, failed) => {
    const name = object['__typename']
    if (typeof name !== 'string') return untyped(object, failed)
    const known = byType.get(name)
    if (known) return known(object, failed)
    if (!kinds.isKnown(name)) return undefined
    const fields = fieldsFor(name, selections, kinds)
    // Nothing is found by what is no key of it: such fields are another type's.
    const found = fields.some(({ from, spare }) => spare !== true && from !== '__typename')
    const compiled = found ? compileFields(rewrite(fields, name, rewrites, kinds), kinds) : () => undefined
    byType.set(name, compiled)
    return compiled(object, failed)
  }
}

/** The fields asked of an object of one type, each once. */
function fieldsFor(name: string | undefined, selections: readonly Selection[], kinds: Kinds): Field[] {
  const fields = new Map<string, Field>()
  const add = (selection: Selection) => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition: condition } = selection
      if (condition === undefined || (name !== undefined && kinds.is(name, condition)))
        selection.selections.forEach(add)
      return
    }
    const from = selection.alias ?? selection.name
    const known = fields.get(from)
    const below = selection.selections ?? []
    if (known) known.selections = [...known.selections, ...below]
    else
      fields.set(from, {
        from,
        to: from,
        selections: below,
        spare: name !== undefined && !kinds.isKey(name, selection.name),
      })
  }
  selections.forEach(add)
  return [...fields.values()]
}

/** The plan's changes, in their order: each may change the type that the next one looks at. */
function rewrite(fields: Field[], name: string, rewrites: readonly Rewrite[], kinds: Kinds): Field[] {
  let type = name
  for (const change of rewrites) {
    const { steps, last } = readRewrite(change)
    if (steps.some(({ field }) => field !== undefined)) throw new UnknownShape('nested input rewrite')
    if (!steps.every((step) => kinds.is(type, step.type ?? ''))) continue
    const field = fields.find(({ to }) => to === last)
    if (change.kind === 'ValueSetter') {
      const fixed = JSON.stringify(change.setValueTo)
      if (field) field.fixed = fixed
      else fields.push({ from: last, to: last, selections: [], fixed })
      if (last === '__typename') type = String(change.setValueTo)
    } else if (field) {
      fields = fields.filter((other) => other === field || other.to !== change.renameKeyTo)
      field.to = change.renameKeyTo
    }
  }
  return fields
}

function compileFields(fields: readonly Field[], kinds: Kinds): Represent {
  const writers = fields.map(({ from, to, selections, fixed, spare = false }) => ({
    from,
    before: `${JSON.stringify(to)}:`,
    fixed,
    spare,
    below: selections.length > 0 ? compileSelections(selections, [], kinds) : undefined,
  }))
  return (object, failed) => {
    let text = ''
    for (const { from, before, fixed, below, spare } of writers) {
      const written = fixed ?? (Object.hasOwn(object, from) ? write(object[from] as Json, below, failed) : undefined)
      if (written !== undefined) text += `${text === '' ? '' : ','}${before}${written}`
      else if (failed || !spare) return undefined
    }
    return text === '' ? undefined : `{${text}}`
  }
}

function write(value: Json, below: Represent | undefined, failed: boolean, depth = 0): string | undefined {
  if (!below) return typeof value !== 'object' || isShallow(value) ? JSON.stringify(value) : undefined
  if (value === null) return 'null'
  if (typeof value !== 'object' || depth > deepest) return undefined
  if (!Array.isArray(value)) return below(value, failed)
  const written: string[] = []
  for (const element of value) {
    const text = write(element, below, failed, depth + 1)
    if (text === undefined) return undefined
    written.push(text)
  }
  return `[${written.join(',')}]`
}
