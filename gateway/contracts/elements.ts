import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  isUnionType,
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
} from 'graphql'

// The elements of a schema by their coordinates: `Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`.

type Change = (at: string, directives: readonly ConstDirectiveNode[]) => readonly ConstDirectiveNode[]
type Directed = { readonly directives?: readonly ConstDirectiveNode[] | undefined }
type Member = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode

/** A schema with other directives at its elements. */
export function withDirectives(schema: DocumentNode, change: Change): DocumentNode {
  const directed = <Node extends Directed>(at: string, node: Node): Node => ({
    ...node,
    directives: change(at, node.directives ?? []),
  })
  const member =
    (type: string) =>
    <Node extends Member>(node: Node): Node => {
      const at = `${type}.${node.name.value}`
      if (!('arguments' in node) || !node.arguments) return directed(at, node)
      const parameters = node.arguments.map((argument) => directed(`${at}(${argument.name.value}:)`, argument))
      return { ...directed(at, node), arguments: parameters }
    }
  const definitions = schema.definitions.map((definition): DefinitionNode => {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) return definition
    const type = definition.name.value
    const own = directed(type, definition)
    if ('fields' in own && own.fields)
      return { ...own, fields: (own.fields as readonly Member[]).map(member(type)) } as DefinitionNode
    if ('values' in own && own.values) return { ...own, values: own.values.map(member(type)) }
    return own
  })
  return { ...schema, definitions }
}

/** The tags of each element that has any. */
export function tagsOf(schema: DocumentNode): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  withDirectives(schema, (at, directives) => {
    for (const { name, arguments: given = [] } of directives) {
      const tag = given.find((argument) => argument.name.value === 'name')?.value
      if (name.value !== 'tag' || tag?.kind !== Kind.STRING) continue
      found.set(at, (found.get(at) ?? new Set()).add(tag.value))
    }
    return directives
  })
  return found
}

export type Part = {
  type: string
  kind: 'output' | 'input' | 'enum' | 'union' | 'scalar'
  /** Fields, values, or of a union the names of its types. */
  members: { at: string; parameters: string[] }[]
}

/** The types of a graph, but for GraphQL's own, and what they are made of. */
export function partsOf(schema: GraphQLSchema): Part[] {
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  )
  return own.map((type): Part => {
    const { name } = type
    const leaf = (at: string) => ({ at, parameters: [] })
    if (isObjectType(type) || isInterfaceType(type)) {
      const members = Object.values(type.getFields()).map((field) => ({
        at: `${name}.${field.name}`,
        parameters: field.args.map((argument) => `${name}.${field.name}(${argument.name}:)`),
      }))
      return { type: name, kind: 'output', members }
    }
    if (isUnionType(type)) return { type: name, kind: 'union', members: type.getTypes().map((of) => leaf(of.name)) }
    if (isEnumType(type))
      return { type: name, kind: 'enum', members: type.getValues().map((value) => leaf(`${name}.${value.name}`)) }
    if (isInputObjectType(type))
      return { type: name, kind: 'input', members: Object.keys(type.getFields()).map((field) => leaf(`${name}.${field}`)) } // prettier-ignore
    return { type: name, kind: 'scalar', members: [] }
  })
}
