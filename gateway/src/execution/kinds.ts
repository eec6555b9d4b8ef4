import { isAbstractType, Kind, parse, type GraphQLNamedType, type GraphQLSchema } from 'graphql'

export type Kinds = ReturnType<typeof kindsOf>

/** Which type is which, in the whole supergraph: subgraphs speak of more types than the public graph has. */
export function kindsOf(supergraph: GraphQLSchema) {
  const found = new Map<string, Set<string>>()
  const namesOf = (condition: string): Set<string> => {
    const known = found.get(condition)
    if (known) return known
    const names = new Set([condition])
    const type = supergraph.getType(condition)
    if (type && isAbstractType(type)) {
      for (const { name } of supergraph.getPossibleTypes(type)) names.add(name)
      if ('getInterfaces' in type)
        for (const { name } of supergraph.getImplementations(type).interfaces) names.add(name)
    }
    found.set(condition, names)
    return names
  }
  const keys = new Map<string, Set<string>>()
  const keysOf = (name: string) => {
    let known = keys.get(name)
    if (!known) keys.set(name, (known = keyFields(supergraph, supergraph.getType(name))))
    return known
  }
  const abstract = new Set(
    Object.values(supergraph.getTypeMap()).flatMap((type) => (isAbstractType(type) ? [type.name] : [])),
  )
  return {
    isKnown: (name: string) => supergraph.getType(name) !== undefined,
    isAbstract: (name: string) => abstract.has(name),
    /** Whether an object that says it is a `name` is what a fragment on `condition` is about. */
    is: (name: string, condition: string) => name === condition || namesOf(condition).has(name),
    /** Whether a field belongs to a key, by which some subgraph knows objects of this type. */
    isKey: (name: string, field: string) => keysOf(name).has(field),
  }
}

/** The fields of the keys of a type and of its interfaces, as composition wrote them down: `@join__type(key: "id")`. */
function keyFields(supergraph: GraphQLSchema, type: GraphQLNamedType | undefined): Set<string> {
  const above = type && 'getInterfaces' in type ? type.getInterfaces() : []
  const keys = [type, ...above].flatMap((one) =>
    (one?.astNode?.directives ?? [])
      .filter(({ name }) => name.value === 'join__type')
      .flatMap(({ arguments: given = [] }) => given)
      .flatMap(({ name, value }) => (name.value === 'key' && value.kind === Kind.STRING ? value.value : [])),
  )
  const names = new Set<string>(['__typename'])
  for (const key of keys) {
    const [definition] = parse(`{${key}}`, { noLocation: true }).definitions
    if (definition?.kind !== Kind.OPERATION_DEFINITION) continue
    for (const field of definition.selectionSet.selections) if (field.kind === Kind.FIELD) names.add(field.name.value)
  }
  return names
}
