import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'

import { isObject, type JsonObject } from '../execution/json.ts'
import type { CacheHint, CacheRules } from './cache-rules.ts'

/** How long, and for whom, what a fetch answers may be kept. */
export type CachePolicy = {
  seconds: number
  /** Only for the viewer who asked. */
  private: boolean
  /** The tags of one answer, by what it was asked with: variables, or an entity's representation. Undefined: not to be known, so not to be kept. */
  tags(asked: () => JsonObject): string[] | undefined
}

/** However long a schema says. */
const longest = 86_400

/**
 * What may be kept of a subgraph's answer to an operation, by Apollo Server's rules: the shortest age of all its fields
 * counts, and one private field makes all of it private. Root fields and objects that say nothing may not be kept;
 * leaves last as long as what they are in. Undefined: nothing may be kept, or something is not known.
 */
export function compileCachePolicy(
  operation: string,
  rules: CacheRules,
  schema: GraphQLSchema,
): CachePolicy | undefined {
  const { definitions } = parse(operation, { noLocation: true })
  const definition = definitions.find((found) => found.kind === Kind.OPERATION_DEFINITION)
  const query = schema.getQueryType()
  if (!definition || definition.operation !== 'query' || !query) return undefined
  const fragments = new Map(
    definitions.flatMap((found) =>
      found.kind === Kind.FRAGMENT_DEFINITION ? [[found.name.value, found] as const] : [],
    ),
  )
  const whole = { seconds: longest, private: false }
  const tags: Tagged[] = []
  for (const selection of definition.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) return undefined
    if (selection.name.value === '_entities') visitEntities(selection.selectionSet)
    else visitField(selection, query, undefined)
  }
  if (whole.seconds <= 0) return undefined
  return { ...whole, tags: (asked) => fill(tags, asked) }

  function visitEntities(set: SelectionSetNode | undefined) {
    for (const part of set?.selections ?? []) {
      const name = part.kind === Kind.INLINE_FRAGMENT ? part.typeCondition?.name.value : undefined
      const type = name === undefined ? undefined : schema.getType(name)
      if (part.kind === Kind.INLINE_FRAGMENT && isCompositeType(type)) {
        for (const one of withPossible(type))
          for (const format of rules.tags.get(one.name) ?? [])
            tags.push({ type: isAbstractType(one) ? undefined : one.name, format, from: '$key' })
        visit(part.selectionSet, type, narrow(ageOfType(type, undefined) ?? 0))
      } else if (!(part.kind === Kind.FIELD && part.name.value === '__typename')) narrow(0)
    }
  }

  function visit(set: SelectionSetNode, type: GraphQLCompositeType, above: number) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) visitField(selection, type, above)
      else {
        const fragment: FragmentDefinitionNode | typeof selection | undefined =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type
        if (fragment && 'selectionSet' in fragment && isCompositeType(on)) visit(fragment.selectionSet, on, above)
        else narrow(0)
      }
    }
  }

  /** `above`: how long what it is in may be kept; undefined for a root field. */
  function visitField(node: FieldNode, parent: GraphQLCompositeType, above: number | undefined) {
    const name = node.name.value
    if (name === '__typename') return
    const field = 'getFields' in parent ? parent.getFields()[name] : undefined
    const below = field && getNamedType(field.type)
    if (!below) return void narrow(0)
    const own = withPossible(parent).flatMap((owner) => rules.hints.get(`${owner.name}.${name}`) ?? [])
    mind(own)
    const ofType = isCompositeType(below) ? (ageOfType(below, above) ?? 0) : (above ?? 0)
    const ages = own.flatMap((hint) => ageOf(hint, above) ?? [])
    const seconds = narrow(ages.length > 0 ? Math.min(...ages) : ofType)
    if (above === undefined)
      for (const format of rules.tags.get(`${parent.name}.${name}`) ?? [])
        tags.push({ type: undefined, format: withVariables(format, node), from: '$args' })
    if (node.selectionSet && isCompositeType(below)) visit(node.selectionSet, below, seconds)
  }

  /** By its own word; where it stands for several types, the strictest of theirs counts too. */
  function ageOfType(type: GraphQLCompositeType, above: number | undefined): number | undefined {
    const hints = withPossible(type).flatMap(({ name }) => rules.hints.get(name) ?? [])
    mind(hints)
    const own = ageOf(rules.hints.get(type.name), above)
    return own === undefined ? undefined : Math.min(own, ...hints.flatMap((hint) => ageOf(hint, above) ?? []))
  }

  /** That something is private holds whatever the field says in which it is found. */
  function mind(hints: readonly CacheHint[]) {
    if (hints.some(({ scope }) => scope === 'PRIVATE')) whole.private = true
  }

  function narrow(seconds: number): number {
    whole.seconds = Math.min(whole.seconds, seconds)
    return seconds
  }

  function withPossible(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    return isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type]
  }
}

const ageOf = (hint: CacheHint | undefined, above: number | undefined): number | undefined =>
  hint?.maxAge ?? (hint?.inheritMaxAge ? (above ?? 0) : undefined)

/** `type`: only of entities that are one. */
type Tagged = { type: string | undefined; format: string; from: '$args' | '$key' }

/** `{$args.id}` becomes what the operation gives as `id`: a variable, or the value itself. */
const withVariables = (format: string, { arguments: given = [] }: FieldNode): string =>
  format.replaceAll(/\{\$args\.(\w+)\}/g, (_, name: string) => {
    const value = given.find((argument) => argument.name.value === name)?.value
    if (value?.kind === Kind.VARIABLE) return `{$args.${value.name.value}}`
    const written = value?.kind === Kind.STRING || value?.kind === Kind.INT ? value.value : ''
    return /^[\w.:-]+$/.test(written) ? written : '{$args.}' // not to be known
  })

function fill(tags: readonly Tagged[], asked: () => JsonObject): string[] | undefined {
  if (tags.length === 0) return []
  const values = asked()
  const filled: string[] = []
  for (const { type, format, from } of tags) {
    if (type !== undefined && values['__typename'] !== type) continue
    let known = true
    const tag = format.replaceAll(/\{(\$args|\$key)\.([\w.]*)\}/g, (_, source: string, path: string) => {
      const value = source === from ? read(values, path.split('.')) : undefined
      if (typeof value === 'string' || typeof value === 'number') return String(value)
      known = false
      return ''
    })
    if (!known) return undefined
    filled.push(tag)
  }
  return filled
}

const read = (value: unknown, [step, ...further]: string[]): unknown =>
  step === undefined ? value : isObject(value) && Object.hasOwn(value, step) ? read(value[step], further) : undefined
