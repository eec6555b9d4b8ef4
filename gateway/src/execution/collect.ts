import {
  isAbstractType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

import { UnknownShape } from './plan.ts'

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** What a document is made of, without conditions: `settle` looked at them. */
export type Document = { schema: GraphQLSchema; fragments: Fragments }

export const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions.flatMap((found) =>
      found.kind === Kind.FRAGMENT_DEFINITION ? [[found.name.value, found] as const] : [],
    ),
  )

/** A field of an answer: its name there, and every place of the document that asks for it. */
export type Collected = Map<string, FieldNode[]>

/** Whether what is asked of an interface is not the same for all its types: then nothing can be said before the type is known. */
export function dependsOnType(document: Document, type: GraphQLInterfaceType, sets: readonly SelectionSetNode[]) {
  const visit = (selection: SelectionNode): boolean => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename'
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? document.fragments.get(selection.name.value) : selection
    return (
      !fragment ||
      !applies(document.schema, fragment.typeCondition?.name.value, type) ||
      fragment.selectionSet.selections.some(visit)
    )
  }
  return sets.some((set) => set.selections.some(visit))
}

/** The fields asked of one type, in the order of their first mention (CollectFields of the specification). */
export function collectFields(
  document: Document,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): Collected {
  const fields: Collected = new Map()
  const spread = new Set<string>()
  const visit = (selection: SelectionNode) => {
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value
      // It would mean a property of its own to JavaScript, or to the plans.
      if (name === '__proto__' || (name === '__typename' && selection.alias && selection.name.value !== name))
        throw new UnknownShape('alias')
      const known = fields.get(name)
      if (known) known.push(selection)
      else fields.set(name, [selection])
      return
    }
    const named = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined
    if (named !== undefined) {
      if (spread.has(named)) return
      spread.add(named)
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? document.fragments.get(selection.name.value) : selection
    if (fragment && applies(document.schema, fragment.typeCondition?.name.value, type))
      fragment.selectionSet.selections.forEach(visit)
  }
  for (const set of sets) set.selections.forEach(visit)
  return fields
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLNamedType) {
  if (condition === undefined || condition === type.name) return true
  const wanted = schema.getType(condition)
  return isAbstractType(wanted) && 'getFields' in type && 'getInterfaces' in type && schema.isSubType(wanted, type)
}
