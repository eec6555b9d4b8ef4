import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

import { collectFields, type Document } from '../collect.ts'
import { UnknownShape } from '../plan.ts'

/** What is asked at a place: by the client in its document, or by us of a subgraph. */
export type Asked = { document: Document; sets: readonly SelectionSetNode[] }

export const fieldsOf = ({ document, sets }: Asked, type: GraphQLNamedType) => collectFields(document, type, sets)
export const belowOf = ({ document }: Asked, nodes: readonly FieldNode[]): Asked => ({
  document,
  sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
})

/** The text of a fetch, and what it asks for at the place that it tells of. */
export type Telling = { operation: string; told: Asked }

/**
 * A fetch that has its subgraph write what the client asked for in the client's order: the planner keeps to it but for
 * `__typename`. `entities`: it completes objects of this type. Throws `UnknownShape` where that is not known.
 */
export function tellInOrder(
  operation: string,
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  asked: Asked,
  entities: boolean,
): Telling {
  const parsed = parse(operation, { noLocation: true })
  const [definition, another] = parsed.definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION || another) throw new UnknownShape('fragments')
  visit(parsed, {
    Directive() {
      throw new UnknownShape('a condition')
    },
  })
  const place = entities ? entityPlace(definition, type) : definition.selectionSet
  const ordered = inOrder(place, type, asked)
  const document = { schema, fragments: new Map() }
  const written = visit(parsed, { SelectionSet: (set) => (set === place ? ordered : undefined) })
  return { operation: stripIgnoredCharacters(print(written)), told: { document, sets: [ordered] } }
}

/** What is asked of the entities that a fetch completes, all of one type. */
function entityPlace({ selectionSet }: OperationDefinitionNode, type: GraphQLObjectType): SelectionSetNode {
  const [root, second] = selectionSet.selections
  if (root?.kind !== Kind.FIELD || root.alias || second) throw new UnknownShape('entities')
  const [fragment, another] = root.selectionSet?.selections ?? []
  if (another || fragment?.kind !== Kind.INLINE_FRAGMENT || fragment.typeCondition?.name.value !== type.name)
    throw new UnknownShape('entities of several types')
  return fragment.selectionSet
}

function inOrder(set: SelectionSetNode, type: GraphQLNamedType, asked: Asked): SelectionSetNode {
  const order = isObjectType(type) ? [...fieldsOf(asked, type).keys()] : []
  const placeOf = (selection: SelectionNode) =>
    selection.kind === Kind.FIELD ? order.indexOf(selection.alias?.value ?? selection.name.value) : -1
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const { typeCondition } = selection
      const narrowed = typeCondition ? asked.document.schema.getType(typeCondition.name.value) : type
      return narrowed ? { ...selection, selectionSet: inOrder(selection.selectionSet, narrowed, asked) } : selection
    }
    if (selection.kind !== Kind.FIELD || !selection.selectionSet || !('getFields' in type)) return selection
    const nodes = isCompositeType(type)
      ? fieldsOf(asked, type).get(selection.alias?.value ?? selection.name.value)
      : undefined
    const below = type.getFields()[selection.name.value]?.type
    if (!nodes || !below) return selection
    return { ...selection, selectionSet: inOrder(selection.selectionSet, getNamedType(below), belowOf(asked, nodes)) }
  })
  // What the client did not ask for comes first; fragments stay where they are.
  const sorted = selections.every(({ kind }) => kind === Kind.FIELD)
    ? selections.toSorted((one, other) => placeOf(one) - placeOf(other))
    : selections
  return { kind: Kind.SELECTION_SET, selections: sorted }
}
