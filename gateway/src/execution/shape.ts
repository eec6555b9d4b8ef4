import {
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLAbstractType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql'

import { collectFields, dependsOnType, type Document } from './collect.ts'
import { isObject, isShallow, type Json, type JsonObject, type Path } from './json.ts'

/**
 * Something that a subgraph answered, or left out, against the public graph. `lost` is how many steps up of its path the
 * answer is null for it: what may not be null takes with it what it is in.
 */
export type Flaw = { message: string; path: Path; lost: number }

/** Makes of what is there what was asked for: nothing more, in the order asked. Null where it cannot be had. */
export type Complete = (value: Json, flaws: Flaw[]) => Json
type Field =
  | { key: string; typename: string }
  | { key: string; typename?: never; inherited: boolean; nonNull: boolean; complete: Complete; missing: string }
type CompleteObject = (source: JsonObject, flaws: Flaw[]) => JsonObject | null

/**
 * The shape of an answer as functions, made once for a document. Types that depend on
 * the data are compiled when they are first met.
 */
export function compileObject(
  document: Document,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
): CompleteObject {
  const fields = [...collectFields(document, type, sets)].map(([key, nodes]): Field => {
    const name = nodes[0]?.name.value ?? ''
    const inherited = key in Object.prototype
    if (name === '__typename') return { key, typename: type.name }
    const definition = type.getFields()[name]
    // Only the root has `__schema` and `__type`; they were answered before.
    if (!definition) return { key, inherited, nonNull: name === '__schema', complete: asItIs, missing: '' }
    const where = `${type.name}.${name}`
    return {
      key,
      inherited,
      nonNull: isNonNullType(definition.type),
      complete: compileValue(
        document,
        definition.type,
        nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        where,
      ),
      missing: `Cannot return null for non-nullable field ${where}.`,
    }
  })

  return (source, flaws) => {
    const made: JsonObject = {}
    for (const field of fields) {
      const { key } = field
      if (field.typename !== undefined) {
        made[key] = field.typename
        continue
      }
      const value = field.inherited && !Object.hasOwn(source, key) ? undefined : source[key]
      const before = flaws.length
      const done = value === undefined || value === null ? null : field.complete(value, flaws)
      if (done === null && field.nonNull) {
        if (flaws.length === before) flaws.push({ message: field.missing, path: [], lost: 0 })
        below(flaws, before, key, true)
        return null
      }
      if (flaws.length > before) below(flaws, before, key, false)
      made[key] = done
    }
    return made
  }
}

const asItIs: Complete = (value) => value

/** Flaws are told from the inside out: each level puts its name before them. */
function below(flaws: Flaw[], from: number, key: string | number, lost: boolean) {
  for (let at = from; at < flaws.length; at += 1) {
    const flaw = flaws[at] as Flaw
    flaw.path.unshift(key)
    if (lost) flaw.lost = flaw.path.length
  }
}

/** `where`: the field, as errors name it. */
export function compileValue(
  document: Document,
  wrapped: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  where: string,
): Complete {
  const type = getNullableType(wrapped)
  const invalid = (flaws: Flaw[]) => {
    flaws.push({ message: `Invalid value found for field ${where}.`, path: [], lost: 0 })
    return null
  }
  if (isListType(type)) return compileList(document, type.ofType, sets, where, invalid)
  if (isObjectType(type)) {
    const complete = compileObject(document, type, sets)
    return (value, flaws) => (isObject(value) ? complete(value, flaws) : invalid(flaws))
  }
  if (isAbstractType(type)) return compileAbstract(document, type, sets, invalid)
  const read = isEnumType(type) ? oneOf(new Set(type.getValues().map(({ name }) => name))) : scalars[type.name]
  return (value, flaws) => (read ?? anything)(value) ?? invalid(flaws)
}

function compileList(
  document: Document,
  item: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  where: string,
  invalid: (flaws: Flaw[]) => null,
): Complete {
  const nonNull = isNonNullType(item)
  const complete = compileValue(document, item, sets, where)
  return (value, flaws) => {
    if (!Array.isArray(value)) return invalid(flaws)
    const made: Json[] = []
    let lost = false
    for (let at = 0; at < value.length; at += 1) {
      const element = value[at] as Json
      const before = flaws.length
      const done = element === null ? null : complete(element, flaws)
      if (done === null && nonNull) {
        lost = true
        if (flaws.length === before)
          flaws.push({ message: `Cannot return null for non-nullable field ${where}.`, path: [], lost: 0 })
      }
      if (flaws.length > before) below(flaws, before, at, lost)
      if (lost) return null
      made.push(done)
    }
    return made
  }
}

/** The type is told by `__typename`. Where none is told, what does not depend on it can be given all the same. */
function compileAbstract(
  document: Document,
  type: GraphQLAbstractType,
  sets: readonly SelectionSetNode[],
  invalid: (flaws: Flaw[]) => null,
): Complete {
  const { schema } = document
  const cases = new Map<string, CompleteObject>()
  const untold =
    isUnionType(type) || dependsOnType(document, type, sets) ? undefined : compileObject(document, type, sets)
  return (value, flaws) => {
    if (!isObject(value)) return invalid(flaws)
    const name = value['__typename']
    if (typeof name === 'string' && name !== type.name) {
      let complete = cases.get(name)
      if (!complete) {
        const told = schema.getType(name)
        if (!isObjectType(told) || !schema.isSubType(type, told)) return invalid(flaws)
        complete = compileObject(document, told, sets)
        cases.set(name, complete)
      }
      return complete(value, flaws)
    }
    const before = flaws.length
    const done = untold?.(value, flaws) ?? null
    return done === null && flaws.length === before ? invalid(flaws) : done
  }
}

const oneOf = (names: ReadonlySet<string>) => (value: Json) =>
  typeof value === 'string' && names.has(value) ? value : null

/** A scalar of our own is what its subgraph says it is, within bounds. */
const anything = (value: Json) => (isShallow(value) ? value : null)

/** Null: not a value of this scalar. */
const scalars: Record<string, (value: Json) => Json> = {
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? value : null),
  Float: (value) => (typeof value === 'number' ? value : null),
  String: (value) => (typeof value === 'string' ? value : null),
  Boolean: (value) => (typeof value === 'boolean' ? value : null),
  ID: (value) => (typeof value === 'string' ? value : Number.isInteger(value) ? `${value as number}` : null),
}
