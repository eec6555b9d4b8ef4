import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'

/** A generator of numbers that says the same again for the same seed (mulberry32). */
export function dice(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    below: (n: number) => Math.floor(next() * n),
    oneIn: (n: number) => next() * n < 1,
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
  }
}

export type Asked = { query: string; variables: Record<string, unknown> }

/**
 * Any operation that a client could write: most are valid, the rest is for the caller to leave out. `plain`: a query
 * without conditions.
 */
export function writeOperation(schema: GraphQLSchema, seed: number, { plain = false } = {}): Asked {
  const { below, oneIn, pick } = dice(seed)
  const definitions: string[] = []
  const fragments: string[] = []
  const variables: Record<string, unknown> = {}

  const value = (type: GraphQLInputType): unknown => {
    const inner = getNullableType(type)
    if (!isNonNullType(type) && oneIn(8)) return null
    if (isListType(inner)) return Array.from({ length: below(3) }, () => value(inner.ofType))
    if (isEnumType(inner)) return pick(inner.getValues()).name
    if (isInputObjectType(inner))
      return Object.fromEntries(
        Object.values(inner.getFields()).flatMap((field) =>
          isNonNullType(field.type) || oneIn(2) ? [[field.name, value(field.type)]] : [],
        ),
      )
    if (inner.name === 'ID') return `${pick(['Hotel', 'User', 'Review', 'Media'])}-${below(6)}`
    return { Int: below(9), Float: below(9) / 2, Boolean: oneIn(2), String: pick(['a', 'b "c"']) }[inner.name]
  }
  const literal = (given: unknown, type: GraphQLInputType): string => {
    const inner = getNullableType(type)
    if (given === null) return 'null'
    if (Array.isArray(given) && isListType(inner))
      return `[${given.map((one) => literal(one, inner.ofType)).join(', ')}]`
    if (isEnumType(inner)) return given as string
    if (isInputObjectType(inner))
      return `{${Object.entries(given as object)
        .map(([name, one]) => `${name}: ${literal(one, inner.getFields()[name]?.type as GraphQLInputType)}`)
        .join(', ')}}`
    return JSON.stringify(given)
  }
  const written = (type: GraphQLInputType, optional: boolean): string | undefined => {
    if (optional && oneIn(2)) return undefined
    const given = value(type)
    if (!oneIn(2)) return literal(given, type)
    const name = `v${definitions.length}`
    const withDefault = !isNonNullType(type) && oneIn(3)
    definitions.push(`$${name}: ${type.toString()}${withDefault ? ` = ${literal(value(type), type)}` : ''}`)
    if (!withDefault || oneIn(2)) variables[name] = given
    return `$${name}`
  }
  const condition = () => {
    if (plain || !oneIn(7)) return ''
    const test = oneIn(3)
      ? String(oneIn(2))
      : (written(schema.getDirective('skip')?.args[0]?.type as GraphQLInputType, false) ?? 'true')
    return ` @${pick(['skip', 'include'])}(if: ${test})`
  }
  const field = (definition: GraphQLField<unknown, unknown>, depth: number): string => {
    const args = definition.args.flatMap((arg) => {
      const text = written(arg.type, !isRequiredArgument(arg))
      return text === undefined ? [] : [`${arg.name}: ${text}`]
    })
    const type = getNamedType(definition.type)
    const alias =
      args.length > 0 && !oneIn(3)
        ? `a${below(1_000)}: `
        : oneIn(6)
          ? `${pick(['x', 'y', 'toString', 'constructor'])}${below(30) || ''}: `
          : ''
    const head = `${alias}${definition.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${condition()}`
    return isCompositeType(type) ? `${head} ${selections(type, depth + 1)}` : head
  }
  const selections = (type: GraphQLNamedType, depth: number): string => {
    const parts: string[] = []
    const fields = 'getFields' in type && !isInputObjectType(type) ? Object.values(type.getFields()) : []
    const wanted = fields.filter(({ type: of }) => depth < 4 || !isCompositeType(getNamedType(of)))
    const count = 1 + below(3)
    for (let at = 0; at < count && wanted.length > 0; at += 1)
      parts.push(field(pick(wanted) as GraphQLField<unknown, unknown>, depth))
    if (depth > 0 && oneIn(3)) parts.push(pick(['__typename', '__typename', 'kindOf: __typename']))
    if (isAbstractType(type))
      for (const possible of schema.getPossibleTypes(type)) if (!oneIn(3)) parts.push(fragment(possible, depth))
    if (isObjectType(type) && oneIn(5)) parts.push(fragment(pick([type, ...type.getInterfaces()]), depth))
    if (depth === 0 && oneIn(12)) parts.push('__type(name: "Hotel") { name fields { name type { name kind } } }')
    if (parts.length === 0) parts.push('__typename')
    return `{ ${parts.join(' ')} }`
  }
  const fragment = (on: GraphQLNamedType, depth: number): string => {
    const text = selections(on, depth + 1)
    if (oneIn(2)) return `... on ${on.name}${condition()} ${text}`
    const name = `F${fragments.length}`
    fragments.push(`fragment ${name} on ${on.name} ${text}`)
    return `...${name}${condition()}`
  }
  const mutation = !plain && oneIn(6)
  const body = selections((mutation ? schema.getMutationType() : schema.getQueryType()) as GraphQLNamedType, 0)
  const head = `${mutation ? 'mutation' : 'query'} Op${definitions.length > 0 ? `(${definitions.join(', ')})` : ''}`
  return { query: [`${head} ${body}`, ...fragments].join('\n'), variables }
}
