import { Kind, parse, print, stripIgnoredCharacters, visit, type DocumentNode, type FieldNode } from 'graphql'

import type { FetchNode, Plan, PlanNode, Selection } from './plan.ts'
import type { RequiredArguments } from './required-arguments.ts'

/** A field of a representation that subgraphs know by another name than the answer does. */
export type SentAs = { sendAs?: string }

/** Puts into a plan what the fields that only the planner knows are really called (`required-arguments.ts`). */
export function nameRequired(plan: Plan, required: RequiredArguments): Plan {
  const change = (node: PlanNode): PlanNode => {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map((child) => change(child) as never) }
      case 'Flatten':
        return { ...node, node: change(node.node) as never }
      case 'Fetch':
        return changeFetch(node, required)
      case 'Condition':
        return node // nothing is planned with conditions
      case 'Subscription':
        return {
          ...node,
          primary: changeFetch(node.primary, required) as FetchNode,
          ...(node.rest && { rest: change(node.rest) as never }),
        }
      case 'Defer':
        return {
          ...node,
          primary: { ...node.primary, ...(node.primary.node && { node: change(node.primary.node) as never }) },
          deferred: node.deferred.map((one) => ({ ...one, ...(one.node && { node: change(one.node) as never }) })),
        }
    }
  }
  return plan.node ? { ...plan, node: change(plan.node) } : plan
}

/**
 * One field may need a price in dollars and its neighbour one in euros, but an object has one price only: then each is
 * asked for by a fetch of its own.
 */
function changeFetch(node: FetchNode, required: RequiredArguments): PlanNode {
  const document = parse(node.operation, { noLocation: true })
  if (!node.requires) return { ...node, operation: write(document, required) }
  const used = new Set<string>()
  for (const selection of node.requires) collect(selection, required, used)
  if (used.size === 0) return { ...node, operation: write(document, required) }

  const shares: { needed: Set<string>; fields: Set<FieldNode> }[] = [{ needed: new Set(), fields: new Set() }]
  const clash = (one: Iterable<string>, other: ReadonlySet<string>) =>
    [...one].some((name) => [...other].some((else_) => else_ !== name && real(else_) === real(name)))
  const real = (name: string) => required.fields.get(name)?.name
  for (const [field, type] of entityFields(document)) {
    const needed = required.needs.get(`${type}.${field.name.value}`) ?? new Set()
    let share = shares.find((one) => !clash(needed, one.needed))
    if (!share) shares.push((share = { needed: new Set(), fields: new Set() }))
    share.fields.add(field)
    for (const name of needed) share.needed.add(name)
  }
  const nodes = shares
    .filter(({ fields }) => fields.size > 0)
    .map(({ needed, fields }) => ({
      ...node,
      operation: write(keepOnly(document, fields), required),
      requires: (node.requires ?? []).flatMap((selection) => send(selection, required, needed)),
    }))
  const [only] = nodes
  if (nodes.length === 1 && only) return only
  // Who waits for the one fetch that they were waits for all that goes on beside them.
  return { kind: 'Parallel', nodes: nodes.map((node) => ({ ...node, id: undefined })) }
}

/** The fields asked of entities themselves, with the type they are asked of. */
function entityFields(document: DocumentNode): Map<FieldNode, string> {
  const found = new Map<FieldNode, string>()
  visit(document, {
    Field(field, _key, _parent, _path, ancestors) {
      if (field.name.value === '_entities') return undefined
      const fragment = ancestors.findLast(
        (node) => 'kind' in node && node.kind === Kind.INLINE_FRAGMENT && node.typeCondition,
      )
      if (fragment && 'typeCondition' in fragment) found.set(field, fragment.typeCondition?.name.value ?? '')
      return false // not what is below
    },
  })
  return found
}

const keepOnly = (document: DocumentNode, kept: ReadonlySet<FieldNode>): DocumentNode => {
  const known = entityFields(document)
  return visit(document, {
    Field: (field) => (known.has(field) && !kept.has(field) ? null : undefined),
    InlineFragment: { leave: (fragment) => (fragment.selectionSet.selections.length === 0 ? null : undefined) },
  })
}

const write = (document: DocumentNode, { fields }: RequiredArguments): string =>
  stripIgnoredCharacters(
    print(
      visit(document, {
        Field(field) {
          const real = fields.get(field.name.value)
          if (!real) return undefined
          return {
            ...field,
            alias: field.alias ?? field.name,
            name: { ...field.name, value: real.name },
            arguments: real.arguments,
          }
        },
      }),
    ),
  )

function collect(selection: Selection, required: RequiredArguments, used: Set<string>) {
  if (selection.kind === 'Field' && required.fields.has(selection.name)) used.add(selection.name)
  for (const below of selection.selections ?? []) collect(below, required, used)
}

/** A selection of a representation, with what this fetch needs, by the names that its subgraph knows. */
function send(selection: Selection, required: RequiredArguments, needed: ReadonlySet<string>): Selection[] {
  const selections = selection.selections?.flatMap((below) => send(below, required, needed))
  if (selection.kind === 'InlineFragment') return [{ ...selection, selections: selections ?? [] }]
  const real = required.fields.get(selection.name)
  if (real && !needed.has(selection.name)) return []
  const sent: Selection & SentAs = {
    ...selection,
    ...(selections && { selections }),
    ...(real && { sendAs: real.name }),
  }
  return [sent]
}
