import { Kind, visit, type DirectiveNode, type DocumentNode, type SelectionNode } from 'graphql'

import { dice, type Asked } from './operations.ts'

/** An operation with `@defer` here and there, by chance. */
export function deferSome(document: DocumentNode, variables: Asked['variables'], seed: number) {
  const { oneIn, below } = dice(seed * 7 + 3)
  const given: Record<string, unknown> = { ...variables }
  const names: string[] = []
  let labels = 0
  const argument = (name: string, value: object) => ({ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }) // prettier-ignore
  const defer = (): DirectiveNode => {
    const made: object[] = []
    if (oneIn(3)) made.push(argument('label', { kind: Kind.STRING, value: `part ${labels++}` }))
    if (oneIn(8)) made.push(argument('if', { kind: Kind.BOOLEAN, value: oneIn(2) }))
    else if (oneIn(4)) {
      const name = `defer${names.length}`
      names.push(name)
      given[name] = !oneIn(3)
      made.push(argument('if', { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }))
    }
    return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'defer' }, arguments: made } as DirectiveNode
  }
  const onFragment = { leave: <T extends { directives?: readonly DirectiveNode[] }>(node: T) => (oneIn(3) ? { ...node, directives: [...(node.directives ?? []), defer()] } : undefined) } // prettier-ignore
  const deferred = visit(document, {
    FragmentSpread: onFragment,
    InlineFragment: onFragment,
    SelectionSet: {
      leave: (set) => {
        if (!oneIn(3)) return undefined
        const from = below(set.selections.length)
        const wrapped: SelectionNode = {
          kind: Kind.INLINE_FRAGMENT,
          directives: [defer()],
          selectionSet: { kind: Kind.SELECTION_SET, selections: set.selections.slice(from, from + 1 + below(3)) },
        }
        return { ...set, selections: [...set.selections.slice(0, from), wrapped, ...set.selections.slice(from + wrapped.selectionSet.selections.length)] } // prettier-ignore
      },
    },
  })
  const declared = names.map((name) => ({
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'Boolean' } } },
  }))
  return {
    document: visit(deferred, {
      OperationDefinition: (node) => ({
        ...node,
        variableDefinitions: [...(node.variableDefinitions ?? []), ...declared] as typeof node.variableDefinitions,
      }),
    }),
    variables: given,
  }
}
