import {
  getNamedType,
  isCompositeType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

import { UnknownShape } from '../plan.ts'
import { deferOf } from './directive.ts'

/** On the way to where a fragment stands: into a field, or only for some objects. */
export type Step = { node: FieldNode; key: string; type: GraphQLCompositeType } | { node: InlineFragmentNode }

/** A fragment that is given later, at one of the places where it is spread. */
export type Deferred = {
  /** Ours: one of its own for each place. */
  id: string
  label: string | undefined
  /** From the object that it is in, or that the fragment around it is in, to the one that it is about. */
  way: readonly Step[]
  /** What these objects are, as the schema says: where the way begins, and where it ends. */
  from: GraphQLCompositeType
  type: GraphQLCompositeType
  /** Asked of that object; what is deferred further is not in it. */
  asked: SelectionSetNode
  nested: readonly Deferred[]
}

export type Split = {
  /** For the planner: no named fragments, and each deferred one labelled with its id. */
  document: DocumentNode
  /** What comes first. */
  primary: OperationDefinitionNode
  deferred: readonly Deferred[]
}

/** What `if` of a `@defer` says: it is there, it is not, or a variable decides. */
export function conditionOf(defer: DirectiveNode): boolean | { variable: string } {
  const given = defer.arguments?.find(({ name }) => name.value === 'if')?.value
  if (given?.kind === Kind.VARIABLE) return { variable: given.name.value }
  return given?.kind === Kind.BOOLEAN ? given.value : true
}

type Set = SelectionSetNode
/** A selection set twice over: as the planner is told it, and without what is deferred. */
type Twice = { planned: Set; own: Set }
type Place = {
  parent: GraphQLCompositeType
  from: GraphQLCompositeType
  type: GraphQLCompositeType
  way: readonly Step[]
  into: Deferred[]
}

/** Takes apart an operation: what comes first, and what may come later. `isLater`: which of the fragments that may. */
export function splitOperation(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  definition: OperationDefinitionNode,
  isLater: (defer: DirectiveNode, id: string) => boolean,
): Split {
  let met = 0
  const root = schema.getRootType(definition.operation)
  if (!root) throw new UnknownShape('operation')
  const deferred: Deferred[] = []
  const { planned, own } = split(definition.selectionSet, {
    parent: root,
    from: root,
    type: root,
    way: [],
    into: deferred,
  })
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...definition, selectionSet: planned }],
  }
  return { document, primary: { ...definition, selectionSet: own }, deferred }

  function split(set: Set, place: Place): Twice {
    const planned: SelectionNode[] = []
    const own: SelectionNode[] = []
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const below = splitField(selection, place)
        planned.push(below ? { ...selection, selectionSet: below.planned } : selection)
        own.push(below ? { ...selection, selectionSet: below.own } : selection)
        continue
      }
      const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : undefined
      const body = selection.kind === Kind.INLINE_FRAGMENT ? selection : spread
      if (!body) throw new UnknownShape('fragment')
      const { typeCondition, selectionSet } = body
      const defer = deferOf(selection.directives)
      const id = defer ? `d${met++}` : ''
      const directives = (selection.directives ?? []).filter((one) => one !== defer)
      const bare = { kind: Kind.INLINE_FRAGMENT, directives, selectionSet, ...(typeCondition && { typeCondition }) } as const // prettier-ignore
      const on = typeCondition ? schema.getType(typeCondition.name.value) : place.parent
      if (!isCompositeType(on)) throw new UnknownShape('fragment')
      if (!defer || !isLater(defer, id)) {
        const below = split(selectionSet, { ...place, parent: on, way: [...place.way, { node: bare }] })
        planned.push({ ...bare, selectionSet: below.planned })
        own.push({ ...bare, selectionSet: below.own })
        continue
      }
      const nested: Deferred[] = []
      const below = split(selectionSet, { parent: on, from: place.type, type: place.type, way: [], into: nested })
      const asked = within([...place.way, { node: bare }], below.own)
      const way = [...place.way, { node: bare }]
      place.into.push({ id, label: labelOf(defer), way, from: place.from, type: place.type, asked, nested })
      planned.push({ ...bare, directives: [...directives, labelled(id)], selectionSet: below.planned })
    }
    return { planned: { ...set, selections: planned }, own: { ...set, selections: own } }
  }

  function splitField(node: FieldNode, { parent, from, way, into }: Place): Twice | undefined {
    if (!node.selectionSet) return undefined
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined
    const type = field && getNamedType(field.type)
    // Introspection: it is answered here, at once.
    if (!type || !isCompositeType(type)) return undefined
    const key = node.alias?.value ?? node.name.value
    return split(node.selectionSet, { parent: type, from, type, way: [...way, { node, key, type }], into })
  }
}

/** What is asked of an object, within the fragments that stand around it there. */
function within(way: readonly Step[], asked: Set): Set {
  const after = way.slice(way.findLastIndex((step) => 'key' in step) + 1)
  return after.reduceRight<Set>(
    (set, { node }) => ({ kind: Kind.SELECTION_SET, selections: [{ ...(node as InlineFragmentNode), selectionSet: set }] }), // prettier-ignore
    asked,
  )
}

function labelOf(defer: DirectiveNode) {
  const given = defer.arguments?.find(({ name }) => name.value === 'label')?.value
  return given?.kind === Kind.STRING ? given.value : undefined
}

const labelled = (id: string): DirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'defer' },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'label' },
      value: { kind: Kind.STRING, value: id },
    },
  ],
})
