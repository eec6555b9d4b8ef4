import { deepest, isShallow, type Json, type JsonObject } from './json.ts'
import type { Kinds } from './kinds.ts'
import type { SentAs } from './plan-required.ts'
import { UnknownShape, type Rewrite, type Selection } from './plan.ts'
import { readRewrite } from './rewrites.ts'

/**
 * What identifies an object to a subgraph, as JSON text. Undefined: too little of it is known, so it cannot be asked
 * about. `failed`: whether something failed hereabouts.
 */
export type Represent = (object: JsonObject, failed: boolean) => string | undefined

type Field = {
  from: string
  to: string
  selections: readonly Selection[]
  fixed?: string
  /** It is no key: some field asked for needs it. */
  spare: boolean
  /** Which of the plan's fragments ask for it. */
  fragments: Set<Selection>
}

/**
 * Compiled once for each type that is met: which of the plan's fragments are about it, what each field is called here
 * and there. Equal texts are equal objects, so that each is asked about once.
 */
export function compileRepresentation(
  requires: readonly Selection[],
  rewrites: readonly Rewrite[],
  kinds: Kinds,
): Represent {
  for (const change of rewrites)
    if (readRewrite(change).steps.some(({ field }) => field !== undefined))
      throw new UnknownShape('nested input rewrite')
  const byType = new Map<string, Represent>()
  return (object, failed) => {
    const name = object['__typename']
    if (typeof name !== 'string') return undefined
    const known = byType.get(name)
    if (known) return known(object, failed)
    if (!kinds.isKnown(name)) return undefined
    const compiled = compileEntity(rewrite(fieldsFor(name, requires, kinds), name, rewrites, kinds), kinds)
    byType.set(name, compiled)
    return compiled(object, failed)
  }
}

const never: Represent = () => undefined

function compileEntity(fields: readonly Field[], kinds: Kinds): Represent {
  const isFound = (some: readonly Field[]) => some.some(({ spare, from }) => !spare && from !== '__typename')
  if (!isFound(fields)) return never // by what is no key nothing is found: such fields are another type's
  const whole = compileFields(fields, kinds)
  const parts = new Map<Field, Represent>(fields.map((field) => [field, compileFields([field], kinds)]))
  return (object, failed) => {
    const text = whole(object, failed)
    if (text !== undefined) return text
    // Types of one interface object are asked about together, each with what its own fields need: a fragment of which
    // something is missing is left out. Where nothing failed, what is missing was never wanted for this type.
    const missing = fields.filter((field) => parts.get(field)?.(object, failed) === undefined)
    const broken = new Set(missing.flatMap(({ fragments }) => [...fragments]))
    const kept = fields.filter((field) => !missing.includes(field) && field.fragments.difference(broken).size > 0)
    if (isFound(kept)) return compileFields(kept, kinds)(object, failed)
    if (failed || !missing.every(({ spare }) => spare)) return undefined
    return compileFields(
      fields.filter((field) => !missing.includes(field)),
      kinds,
    )(object, failed)
  }
}

/** The fields asked of an object of one type, each once. */
function fieldsFor(name: string | undefined, selections: readonly Selection[], kinds: Kinds): Field[] {
  const fields = new Map<string, Field>()
  const add = (selection: Selection, fragment: Selection) => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition: condition } = selection
      if (condition === undefined || (name !== undefined && kinds.is(name, condition)))
        for (const below of selection.selections) add(below, fragment)
      return
    }
    const from = selection.alias ?? selection.name
    const below = selection.selections ?? []
    const known = fields.get(from)
    if (known) {
      known.selections = [...known.selections, ...below]
      known.fragments.add(fragment)
    } else {
      const spare = name !== undefined && !kinds.isKey(name, selection.name)
      fields.set(from, {
        from,
        to: (selection as SentAs).sendAs ?? from,
        selections: below,
        spare,
        fragments: new Set([fragment]),
      })
    }
  }
  for (const selection of selections) add(selection, selection)
  return [...fields.values()]
}

/** The plan's changes, in their order: each may change the type that the next one looks at. */
function rewrite(fields: Field[], name: string, rewrites: readonly Rewrite[], kinds: Kinds): Field[] {
  let type = name
  for (const change of rewrites) {
    const { steps, last } = readRewrite(change)
    if (!steps.every((step) => kinds.is(type, step.type ?? ''))) continue
    const field = fields.find(({ to }) => to === last)
    if (change.kind === 'ValueSetter') {
      if (field) field.fixed = JSON.stringify(change.setValueTo)
      if (last === '__typename') type = String(change.setValueTo)
    } else if (field) {
      fields = fields.filter((other) => other === field || other.to !== change.renameKeyTo)
      field.to = change.renameKeyTo
    }
  }
  return fields
}

function compileFields(fields: readonly Field[], kinds: Kinds): Represent {
  if (fields.length === 0) return () => '{}'
  const writers = fields.map(({ from, to, selections, fixed }, index) => ({
    from,
    before: `${index === 0 ? '{' : ','}${JSON.stringify(to)}:`,
    fixed,
    below: selections.length > 0 ? compileBelow(selections, kinds) : undefined,
  }))
  return (object, failed) => {
    let text = ''
    for (const { from, before, fixed, below } of writers) {
      const written = fixed ?? (Object.hasOwn(object, from) ? write(object[from] as Json, below, failed) : undefined)
      if (written === undefined) return undefined
      text += before + written
    }
    return `${text}}`
  }
}

/** An object within another: only its own fields, by its type where the plan tells types apart. */
function compileBelow(selections: readonly Selection[], kinds: Kinds): Represent {
  const untyped = compileFields(fieldsFor(undefined, selections, kinds), kinds)
  if (selections.every(({ kind }) => kind === 'Field')) return untyped
  const byType = new Map<string, Represent>()
  return (object, failed) => {
    const name = object['__typename']
    if (typeof name !== 'string') return untyped(object, failed)
    let known = byType.get(name)
    if (!known && !kinds.isKnown(name)) return undefined
    if (!known) byType.set(name, (known = compileFields(fieldsFor(name, selections, kinds), kinds)))
    return known(object, failed)
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
