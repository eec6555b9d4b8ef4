import {
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  print,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql'

/** What an outline knows of a graph. */
export type StandIns = {
  /** By type and leaf: the leaf that stands for all of that type that come from the same subgraphs, by nothing but their names. */
  byType: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Every name a field has in any type. */
  names: ReadonlySet<string>
  /** Those of them that mean a value of the same type in every type, and in every subgraph. */
  uniform: ReadonlySet<string>
}

/** Reads from a supergraph, and what of it is public, which leaves are planned alike. */
export function findStandIns(supergraph: DocumentNode, schema: GraphQLSchema): StandIns {
  const byType = new Map<string, Map<string, string>>()
  const meanings = new Map<string, string>()
  const several = new Set<string>()
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
    const open = schema.getType(type.name.value)
    const leaves = new Map<string, string>()
    const first = new Map<string, string>()
    for (const { name, type: of, arguments: given, directives = [] } of type.fields ?? []) {
      const from = origin(directives)
      const meaning = print(of)
      if (from === undefined || given?.length || (meanings.get(name.value) ?? meaning) !== meaning)
        several.add(name.value)
      meanings.set(name.value, meaning)
      const field = isObjectType(open) ? open.getFields()[name.value] : undefined
      if (from === undefined || !field || field.args.length > 0 || !isLeafType(getNamedType(field.type))) continue
      if (!first.has(from)) first.set(from, name.value)
      leaves.set(name.value, first.get(from) as string)
    }
    if (leaves.size > 0) byType.set(type.name.value, leaves)
  }
  const names = new Set(meanings.keys())
  return { byType, names, uniform: names.difference(several) }
}

/** The subgraphs that a field comes from. Undefined: there is more to it (`@requires`, `@external`, `@override`, ...). */
function origin(directives: readonly DirectiveNode[]): string | undefined {
  const joins = directives.filter(({ name }) => name.value === 'join__field')
  const plain = joins.every(({ arguments: given = [] }) => given.length === 1 && given[0]?.name.value === 'graph')
  return plain
    ? joins
        .map((join) => print(join))
        .toSorted()
        .join()
    : undefined
}
