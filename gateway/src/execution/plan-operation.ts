import { operationFromDocument } from '@apollo/federation-internals'
import { getOperationAST, Kind, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql'

import { collectFields, fragmentsOf } from './collect.ts'
import type { Supergraph } from './compile-operation.ts'
import { withoutEmptySets } from './conditions.ts'
import { createKept, type Most } from './kept.ts'
import { outlineOf } from './outline.ts'
import type { Setting } from './overrides.ts'
import { compileOutline, type Fill } from './plan-outline.ts'
import { UnknownShape, type Plan, type PlanNode } from './plan.ts'

/** Outlines of which the plan is kept. */
const most: Most = { entries: 2_000, characters: 2_000_000 }

/** `'once'`: it was asked for once. Most texts have no like, and what is planned for one only takes less without an outline. */
type Planned = { fill: Fill | 'once' | undefined; length: number }
const outlines = new WeakMap<Supergraph, ReturnType<typeof createKept<Planned>>>()

/** How Apollo's planner has an operation done that has no conditions: asked twice for all whose outline is the same. */
export function planOperation(
  supergraph: Supergraph,
  asked: DocumentNode,
  operationName: string | undefined,
  labels: Setting,
): Plan {
  const { schema, planned, planner, standIns } = supergraph
  const document = withoutEmptySets(asked)
  const definition = getOperationAST(document, operationName)
  if (!definition) throw new UnknownShape('operation')
  const plan = (from: DocumentNode, name = definition.name?.value) =>
    planner.buildQueryPlan(operationFromDocument(planned, from, name === undefined ? {} : { operationName: name }), {
      overrideConditions: new Map([...labels].map((label) => [label, true])),
    })
  if (definition.operation === 'mutation') return oneByOne(document, definition, supergraph, plan)

  const outline = outlineOf(definition, fragmentsOf(document), schema, standIns)
  if (outline) {
    const known = outlines.get(supergraph) ?? createKept<Planned>(most, ({ length }) => length)
    outlines.set(supergraph, known)
    const key = `${[...labels].toSorted().join()} ${outline.text}`
    const found = known.find(key)
    let fill = found?.fill
    if (!found) known.keep(key, { fill: 'once', length: key.length })
    else if (fill === 'once') {
      const made = plan(parse(outline.text))
      fill = compileOutline(made)
      known.keep(key, { fill, length: key.length + JSON.stringify(made).length })
    }
    if (fill && fill !== 'once') return fill(outline.leaves)
  }
  return plan(document)
}

/**
 * Fields of a mutation are done one after the other, each with all that is read after it (section 6.2.2 of the GraphQL
 * specification). Apollo's planner would have one subgraph do its mutations together, and read afterwards.
 */
function oneByOne(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  { schema }: Supergraph,
  plan: (document: DocumentNode) => Plan,
): Plan {
  const root = schema.getMutationType()
  if (!root) throw new UnknownShape('operation')
  const fields = [
    ...collectFields({ schema, fragments: fragmentsOf(document) }, root, [definition.selectionSet]).values(),
  ]
  if (fields.length <= 1) return plan(document)
  const plans = fields.map((selections) => {
    const alone = { ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const
    return plan({ ...document, definitions: document.definitions.map((one) => (one === definition ? alone : one)) })
  })
  const nodes = plans.flatMap(({ node }) => node ?? []) as PlanNode[]
  return { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } } as Plan
}
