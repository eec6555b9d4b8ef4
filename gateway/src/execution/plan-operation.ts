import { operationFromDocument } from '@apollo/federation-internals'
import { parse, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql'

import type { Supergraph } from './compile-operation.ts'
import { createKept, type Most } from './kept.ts'
import { outlineOf } from './outline.ts'
import type { Setting } from './overrides.ts'
import { compileOutline, type Fill } from './plan-outline.ts'
import type { Plan } from './plan.ts'

/** Outlines of which the plan is kept. */
const most: Most = { entries: 2_000, characters: 2_000_000 }

/** `'once'`: it was asked for once. Most texts have no like, and what is planned for one only takes less without an outline. */
type Planned = { fill: Fill | 'once' | undefined; length: number }
const outlines = new WeakMap<Supergraph, ReturnType<typeof createKept<Planned>>>()

/** How Apollo's planner has an operation done: asked twice for all whose outline is the same. */
export function planOperation(
  supergraph: Supergraph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  labels: Setting,
): Plan {
  const { schema, planned, planner, standIns } = supergraph
  const plan = (from: DocumentNode, operationName: string | undefined) =>
    planner.buildQueryPlan(operationFromDocument(planned, from, operationName === undefined ? {} : { operationName }), {
      overrideConditions: new Map([...labels].map((label) => [label, true])),
    })

  const outline = outlineOf(definition, fragments, schema, standIns)
  if (outline) {
    const known = outlines.get(supergraph) ?? createKept<Planned>(most, ({ length }) => length)
    outlines.set(supergraph, known)
    const key = `${[...labels].toSorted().join()} ${outline.text}`
    const found = known.find(key)
    let fill = found?.fill
    if (!found) known.keep(key, { fill: 'once', length: key.length })
    else if (fill === 'once') {
      const made = plan(parse(outline.text), undefined)
      fill = compileOutline(made)
      known.keep(key, { fill, length: key.length + JSON.stringify(made).length })
    }
    if (fill && fill !== 'once') return fill(outline.leaves)
  }
  return plan(document, definition.name?.value)
}
