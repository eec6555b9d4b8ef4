import {
  Kind,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

import { fragmentsOf, type Fragments } from './collect.ts'

// `@skip` and `@include` hang on a few variables. An operation is planned for each setting of these that is met, and then
// has only what is asked in it. A plan for all settings would be one less to make; but where conditions meet, Apollo's
// planner takes out what is still asked for, and what subgraphs are asked has to be looked through for them each time.

/** Whether each of the variables that conditions ask is true. */
export type Held = ReadonlyMap<string, boolean>

/** What conditions of an operation say, by its variables. */
export type Conditions = {
  /** Of these variables. */
  names: readonly string[]
  hold(variables: Record<string, unknown>): Held
}

/** Undefined: nothing in it hangs on a condition. */
export function findConditions(definition: OperationDefinitionNode, fragments: Fragments): Conditions | undefined {
  const names = new Set<string>()
  const spread = new Set<string>()
  let isConditional = false
  const look = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      for (const condition of conditionsOf(selection)) {
        isConditional = true
        if (typeof condition.on === 'string') names.add(condition.on)
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const { value } = selection.name
        const fragment = fragments.get(value)
        if (fragment && !spread.has(value)) {
          spread.add(value)
          look(fragment.selectionSet)
        }
      } else if (selection.selectionSet) look(selection.selectionSet)
    }
  }
  look(definition.selectionSet)
  if (!isConditional) return undefined
  const all = [...names]
  return { names: all, hold: (variables) => new Map(all.map((name) => [name, variables[name] === true])) }
}

/** More settings of its conditions than this are not planned before somebody asks. */
const mostSettings = 8

/** The settings there may be, as far as they are planned ahead. */
export const settingsOfConditions = ({ names }: Conditions): Held[] =>
  Array.from(
    { length: Math.min(mostSettings, 2 ** names.length) },
    (_, bits) => new Map(names.map((name, at) => [name, (bits >> at) % 2 === 1])),
  )

/** A document in which its conditions were looked at. A field of which nothing is asked any more stands with an empty set. */
export function settle(document: DocumentNode, held: Held): DocumentNode {
  const fragments = fragmentsOf(document)
  const settled = new Map<string, readonly SelectionNode[]>()
  const ofFragment = (name: string) => {
    const known = settled.get(name)
    if (known) return known
    const found = fragments.get(name)
    const made = found ? left(found.selectionSet) : []
    settled.set(name, made)
    return made
  }
  const left = ({ selections }: SelectionSetNode): readonly SelectionNode[] =>
    selections.flatMap((selection): readonly SelectionNode[] => {
      const conditions = conditionsOf(selection)
      if (conditions.some(({ on, wants }) => (typeof on === 'string' ? held.get(on) === true : on) !== wants)) return []
      const directives = conditions.length > 0 ? selection.directives?.filter(isNoCondition) : selection.directives
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return ofFragment(selection.name.value).length > 0 ? [{ ...selection, directives }] : []
      if (!selection.selectionSet) return [{ ...selection, directives } as SelectionNode]
      const below = left(selection.selectionSet)
      if (below.length === 0 && selection.kind === Kind.INLINE_FRAGMENT) return []
      return [
        { ...selection, directives, selectionSet: { ...selection.selectionSet, selections: below } } as SelectionNode,
      ]
    })
  return {
    ...document,
    definitions: document.definitions.flatMap((definition): readonly DefinitionNode[] => {
      if (!('selectionSet' in definition)) return [definition]
      const isFragment = definition.kind === Kind.FRAGMENT_DEFINITION
      const selections = isFragment ? ofFragment(definition.name.value) : left(definition.selectionSet)
      if (isFragment && selections.length === 0) return []
      return [{ ...definition, selectionSet: { ...definition.selectionSet, selections } }]
    }),
  }
}

const anything: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/** For the planner, who knows no empty sets. */
export const withoutEmptySets = (document: DocumentNode): DocumentNode =>
  visit(document, {
    SelectionSet: { leave: (set) => (set.selections.length === 0 ? { ...set, selections: [anything] } : undefined) },
  })

/** What a selection hangs on: a variable, or a value that was written; and which of the two it wants. */
const conditionsOf = ({ directives = [] }: SelectionNode) =>
  directives.flatMap((directive) => {
    if (isNoCondition(directive)) return []
    const value = directive.arguments?.[0]?.value
    const on = value?.kind === Kind.VARIABLE ? value.name.value : value?.kind === Kind.BOOLEAN && value.value
    return [{ on, wants: directive.name.value === 'include' }]
  })

const isNoCondition = ({ name }: { name: { value: string } }) => name.value !== 'skip' && name.value !== 'include'
