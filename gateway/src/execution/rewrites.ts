import { deepest, isObject, type Json, type JsonObject, type Path } from './json.ts'
import type { Kinds } from './kinds.ts'
import { UnknownShape, type Rewrite } from './plan.ts'

const onType = '... on '

/** The steps of a rewrite's path: a type that must be met, or a field to go into. The last is always a field. */
export function readRewrite({ path }: Rewrite): { steps: { type?: string; field?: string }[]; last: string } {
  const last = path.at(-1)
  if (last === undefined || last.startsWith(onType)) throw new UnknownShape('rewrite')
  return {
    steps: path
      .slice(0, -1)
      .map((step) => (step.startsWith(onType) ? { type: step.slice(onType.length) } : { field: step })),
    last,
  }
}

/** Changes a subgraph's reply as the plan says: fields it had to rename, to ask for both, get their names back. */
export function compileOutputRewrites(rewrites: readonly Rewrite[] | undefined, kinds: Kinds) {
  if (!rewrites?.length) return undefined
  const compiled = rewrites.map((rewrite) => {
    const { steps, last } = readRewrite(rewrite)
    const change = (object: JsonObject) => {
      if (rewrite.kind === 'ValueSetter') object[last] = rewrite.setValueTo as Json
      else if (Object.hasOwn(object, last)) {
        object[rewrite.renameKeyTo] = object[last] as Json
        delete object[last]
      }
    }
    const apply = (value: Json | undefined, at: number, depth = 0): void => {
      if (Array.isArray(value) && depth < deepest) for (const element of value) apply(element, at, depth + 1)
      if (!isObject(value)) return
      const step = steps[at]
      if (!step) return change(value)
      if (step.field !== undefined) {
        if (Object.hasOwn(value, step.field)) apply(value[step.field], at + 1)
        return
      }
      const { __typename: name } = value
      if (typeof name !== 'string' || kinds.is(name, step.type ?? '')) apply(value, at + 1)
    }
    return (value: Json) => apply(value, 0)
  })
  return (value: Json) => {
    for (const apply of compiled) apply(value)
  }
}

/** The path of an error in a reply, with the names that its fields get back. Starts where the rewrites' paths start. */
export function compileErrorRenames(rewrites: readonly Rewrite[] | undefined) {
  const renames = (rewrites ?? []).flatMap((rewrite) => {
    if (rewrite.kind !== 'KeyRenamer') return []
    const { steps, last } = readRewrite(rewrite)
    return { fields: [...steps.flatMap(({ field }) => field ?? []), last], to: rewrite.renameKeyTo }
  })
  return (path: Path): Path => {
    for (const { fields, to } of renames) {
      const named = path.flatMap((step, at) => (typeof step === 'string' ? [{ step, at }] : []))
      const end = named[fields.length - 1]
      if (end && fields.every((field, at) => named[at]?.step === field)) path = path.with(end.at, to)
    }
    return path
  }
}
