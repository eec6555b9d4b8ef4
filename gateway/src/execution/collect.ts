import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

import { UnknownShape } from './plan.ts'

/** What of a document holds for one setting of the variables that its conditions are about. */
export type Document = {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  variables: Record<string, unknown>
}

/** A field of an answer: its name there, and every place of the document that asks for it. */
export type Collected = Map<string, FieldNode[]>

/** Whether what is asked of an interface is not the same for all its types: then nothing can be said before the type is known. */
export function dependsOnType(document: Document, type: GraphQLInterfaceType, sets: readonly SelectionSetNode[]) {
  const visit = (selection: SelectionNode): boolean => {
    if (!isIncluded(document, selection)) return false
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
    if (!isIncluded(document, selection)) return
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

export function isIncluded({ variables }: Pick<Document, 'variables'>, selection: SelectionNode) {
  if (!selection.directives?.length) return true
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false
  )
}
