import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  print,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

import type { Fragments } from './collect.ts'
import type { StandIns } from './stand-ins.ts'

// How an operation is planned depends on which subgraphs its fields come from, not on which leaves of the same subgraphs
// they are, nor on what the client calls them. So texts that differ in such leaves only share a plan: it is made for an
// outline in which one leaf stands for all that are alike (`stand-ins.ts`), and those really asked for are written into
// its fetches (`plan-outline.ts`).

export type Outline = {
  /** The outline as an operation: equal for all that are planned alike. */
  text: string
  /** By the number of a stand-in: what is really asked for there. */
  leaves: readonly (readonly string[])[]
}

/** What a stand-in is called in an outline, before its number. */
export const standInName = 'alike_'

/** Undefined: it has no outline but itself. */
export function outlineOf(
  definition: OperationDefinitionNode,
  fragments: Fragments,
  schema: GraphQLSchema,
  standIns: StandIns,
): Outline | undefined {
  const root = schema.getRootType(definition.operation)
  // Mutations are done one after the other, as they are written.
  if (definition.operation !== 'query' || !root) return undefined
  const leaves: string[][] = []
  const spread = new Set<string>()
  const { taken, flat, ours } = lookOver(definition, root, fragments, schema, standIns)
  if (ours) return undefined
  let text = `${headOf(definition)}${write(definition.selectionSet, root)}`
  for (const name of spread) {
    const fragment = fragments.get(name)
    const on = fragment && schema.getType(fragment.typeCondition.name.value)
    if (!isCompositeType(on)) return undefined
    text += ` fragment ${name} on ${on.name}${written(fragment?.directives)}${write((fragment as FragmentDefinitionNode).selectionSet, on)}`
  }
  return leaves.length > 0 ? { text, leaves } : undefined

  function write(set: SelectionSetNode, parent: GraphQLCompositeType): string {
    const here = new Map<string, string[]>()
    let text = '{'
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        spread.add(selection.name.value)
        text += ` ...${selection.name.value}${written(selection.directives)}`
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = conditionOf(selection, parent, schema)
        const condition = selection.typeCondition ? ` ...on ${on.name}` : ' ...'
        text += `${condition}${written(selection.directives)}${write(selection.selectionSet, on)}`
      } else {
        const standIn = replaceable(selection, parent)
        const asked = standIn === undefined ? undefined : here.get(standIn)
        const name = nameOf(selection)
        if (asked && !asked.includes(name)) asked.push(name)
        if (asked) continue
        if (standIn === undefined) {
          const given = selection.arguments?.length ? `(${selection.arguments.map((one) => print(one)).join()})` : ''
          text += ` ${name}${given}${written(selection.directives)}`
          const below = belowOf(selection, parent)
          if (below && selection.selectionSet) text += write(selection.selectionSet, below)
          else if (selection.selectionSet) text += print(selection.selectionSet)
        } else {
          const first = [name]
          here.set(standIn, first)
          text += ` ${standInName}${leaves.push(first) - 1}:${standIn}`
        }
      }
    }
    return `${text}}`
  }

  function replaceable(field: FieldNode, parent: GraphQLCompositeType): string | undefined {
    const standIn = standInOf(field, parent, standIns)
    if (standIn === undefined || taken.has(responseName(field))) return undefined
    const certain = field.alias
      ? !standIns.names.has(field.alias.value)
      : flat || standIns.uniform.has(field.name.value)
    return certain ? standIn : undefined
  }
}

/**
 * Subgraphs may not be asked for different things by one name at one place, not even where types differ: where they would
 * be, the planner gives one of them another name. It has to see all that can meet so.
 * `taken`: the names under which it sees something else. `flat`: nothing is asked of several types at one place. `ours`:
 * a client has names like our stand-ins.
 */
function lookOver(
  { selectionSet }: OperationDefinitionNode,
  root: GraphQLCompositeType,
  fragments: Fragments,
  schema: GraphQLSchema,
  standIns: StandIns,
) {
  const found = { taken: new Set<string>(), flat: true, ours: false }
  const seen = new Set<string>()
  const look = (set: SelectionSetNode, parent: GraphQLCompositeType) => {
    if (!isObjectType(parent)) found.flat = false
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = responseName(selection)
        if (name.startsWith(standInName)) found.ours = true
        if (standInOf(selection, parent, standIns) === undefined) found.taken.add(name)
        const below = belowOf(selection, parent)
        if (below && selection.selectionSet) look(selection.selectionSet, below)
        continue
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      if (!fragment) continue
      const on = conditionOf(fragment, parent, schema)
      if (on !== parent) found.flat = false
      if (selection.kind === Kind.FRAGMENT_SPREAD && seen.has(selection.name.value)) continue
      if (selection.kind === Kind.FRAGMENT_SPREAD) seen.add(selection.name.value)
      look(fragment.selectionSet, on)
    }
  }
  look(selectionSet, root)
  return found
}

const standInOf = (
  { name, arguments: given, directives, selectionSet }: FieldNode,
  parent: GraphQLCompositeType,
  { byType }: StandIns,
) => (given?.length || directives?.length || selectionSet ? undefined : byType.get(parent.name)?.get(name.value))

const responseName = ({ alias, name }: FieldNode) => (alias ?? name).value

const nameOf = ({ alias, name }: FieldNode) => (alias ? `${alias.value}:${name.value}` : name.value)

function belowOf({ name }: FieldNode, parent: GraphQLCompositeType): GraphQLCompositeType | undefined {
  const field = 'getFields' in parent ? parent.getFields()[name.value] : undefined
  const type = field && getNamedType(field.type)
  return isCompositeType(type) ? type : undefined
}

function conditionOf(
  { typeCondition }: Pick<FragmentDefinitionNode, 'typeCondition'> | { typeCondition?: undefined },
  parent: GraphQLCompositeType,
  schema: GraphQLSchema,
): GraphQLCompositeType {
  const on = typeCondition ? schema.getType(typeCondition.name.value) : parent
  return isCompositeType(on) ? on : parent
}

const written = (directives: readonly DirectiveNode[] | undefined) =>
  directives?.length ? ` ${directives.map((directive) => print(directive)).join(' ')}` : ''

function headOf({ name, variableDefinitions, directives }: OperationDefinitionNode) {
  const variables = variableDefinitions?.length
    ? `(${variableDefinitions.map((variable) => print(variable)).join()})`
    : ''
  return `query ${name?.value ?? ''}${variables}${written(directives)}`
}
