import { composeServices } from '@apollo/composition'
import {
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** A graph whose subgraphs answer what is written down, and what is asked of it. */
export interface CannedGraph<Name extends string = string> {
  /** By subgraph. */
  contracts: Record<string, string>
  /** What is sent the nth time. */
  operations: Record<Name, (n: number) => { query: string; variables?: object; extensions?: object }>
  /** What every gateway must answer the first time. */
  expected: Record<Name, unknown>
  /** What is there. A function is asked when its field is, so that objects may lead to each other. */
  roots: Record<string, unknown>
  /** What is known of an entity. */
  entity: (representation: Representation) => unknown
}
export type Representation = { __typename: string; id: string }

export const compose = ({ contracts }: Pick<CannedGraph, 'contracts'>, urls: Record<string, string>): string => {
  const composed = composeServices(
    Object.entries(contracts).map(([name, text]) => ({ name, url: urls[name] ?? '', typeDefs: parse(text) })),
  )
  if (composed.errors) throw new Error(composed.errors.join('\n'))
  return composed.supergraphSdl
}

/** What an operation asks of what is there, by the names it asks by: what a subgraph may answer, no more. */
export function answer(
  document: DocumentNode,
  roots: Record<string, unknown>,
  variables: Record<string, unknown> = {},
): unknown {
  const fragments = new Map<string, FragmentDefinitionNode>()
  let asked: SelectionSetNode | undefined
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
    else if (definition.kind === Kind.OPERATION_DEFINITION) asked = definition.selectionSet
  if (!asked) throw new Error('not an operation')

  /** Gateways call their variables as they like, and may ask for entities of several kinds at once. */
  const given = (field: FieldNode) =>
    Object.fromEntries(
      (field.arguments ?? []).flatMap(({ name, value }) =>
        value.kind === Kind.VARIABLE ? [[name.value, variables[value.name.value]]] : [],
      ),
    )
  const pick = (value: unknown, set: SelectionSetNode): unknown => {
    if (Array.isArray(value)) return value.map((element) => pick(element, set))
    const picked: Record<string, unknown> = {}
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const there = (value as Record<string, unknown>)[selection.name.value]
        const found: unknown = typeof there === 'function' ? there(given(selection)) : there
        picked[selection.alias?.value ?? selection.name.value] = selection.selectionSet
          ? pick(found, selection.selectionSet)
          : found
        continue
      }
      const { selectionSet } = (
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      ) as { selectionSet: SelectionSetNode }
      merge(picked, pick(value, selectionSet) as Record<string, unknown>)
    }
    return picked
  }
  return pick(roots, asked)
}

/** Two fragments may ask for parts of one object. */
function merge(into: Record<string, unknown>, more: Record<string, unknown>) {
  for (const [key, value] of Object.entries(more)) {
    const known = into[key]
    if (Array.isArray(known) && Array.isArray(value))
      for (const [at, one] of known.entries()) if (isObject(one)) merge(one, value[at] as Record<string, unknown>)
    if (isObject(known) && isObject(value)) merge(known, value)
    else if (!Array.isArray(known)) into[key] = value
  }
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What subgraphs answer: written down once for each body, so that they cost next to nothing. */
export const createReplies = ({ roots, entity }: CannedGraph) => {
  const written = new Map<string, string>()
  return (body: string): string => {
    let text = written.get(body)
    if (text === undefined) {
      const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> }
      const _entities = ({ representations }: { representations: Representation[] }) => representations.map(entity)
      const data = answer(parse(query, { noLocation: true }), { ...roots, _entities }, variables)
      text = `${JSON.stringify({ data })}\n`
      if (written.size > 100) written.clear()
      written.set(body, text)
    }
    return text
  }
}
