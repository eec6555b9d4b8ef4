import { Kind, parse, visit } from 'graphql'

import { standInName } from './outline.ts'
import { UnknownShape, type FetchNode, type Plan, type PlanNode } from './plan.ts'

/** The plan of an operation, by what it really asks for where its outline has stand-ins. */
export type Fill = (leaves: readonly (readonly string[])[]) => Plan

type FillNode = (leaves: readonly (readonly string[])[]) => PlanNode

/** Makes ready the plan of an outline. Undefined: stand-ins have come to where nothing can be put in their place. */
export function compileOutline({ node, ...plan }: Plan): Fill | undefined {
  try {
    const fill = node && compileNode(node)
    return (leaves) => ({ ...plan, ...(fill && { node: fill(leaves) }) })
  } catch (error) {
    if (error instanceof UnknownShape) return undefined
    throw error
  }
}

function compileNode(node: PlanNode): FillNode {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node)
    case 'Flatten': {
      const below = compileNode(node.node)
      return (leaves) => ({ ...node, node: below(leaves) }) as PlanNode
    }
    case 'Sequence':
    case 'Parallel': {
      const children = node.nodes.map((child) => compileNode(child))
      return (leaves) => ({ ...node, nodes: children.map((child) => child(leaves)) }) as PlanNode
    }
    case 'Condition':
    case 'Defer':
    case 'Subscription':
      throw new UnknownShape(node.kind)
  }
}

/** `before`: the text up to a stand-in. `beside`: the set of fields it is in, by number. */
type Place = { before: string; number: number; beside: number }

function compileFetch({ operation, ...node }: FetchNode): FillNode {
  if (JSON.stringify(node).includes(standInName)) throw new UnknownShape('stand-in')
  const places: (Omit<Place, 'before'> & { start: number; end: number })[] = []
  /** Leaves that the planner needs itself: what is asked for there already. */
  const needed: string[][] = []
  visit(parse(operation), {
    SelectionSet({ selections }) {
      const beside = needed.push([]) - 1
      for (const field of selections) {
        if (field.kind !== Kind.FIELD) continue
        const { alias, name, loc, arguments: given, directives } = field
        if (alias?.value.startsWith(standInName) && loc)
          places.push({ number: Number(alias.value.slice(standInName.length)), beside, start: loc.start, end: loc.end })
        else if (!alias && !given?.length && !directives?.length) needed[beside]?.push(name.value)
      }
    },
  })
  places.sort((one, other) => one.start - other.start)
  const filled = places.map(({ number, beside, start }, at): Place => {
    const before = operation.slice(places[at - 1]?.end ?? 0, start)
    return { before, number, beside }
  })
  const rest = operation.slice(places.at(-1)?.end ?? 0)
  return (leaves) => {
    const asked = new Map<number, Set<string>>()
    let text = ''
    for (const { before, number, beside } of filled) {
      const known = asked.get(beside) ?? new Set(needed[beside])
      asked.set(beside, known)
      const wanted = (leaves[number] ?? []).filter((leaf) => !known.has(leaf))
      for (const leaf of wanted) known.add(leaf)
      text += before + wanted.join(' ')
    }
    return { ...node, operation: text + rest }
  }
}
