import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLError,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type ValidationRule,
} from 'graphql'

/** As graphql-js 17 has it. What is asked with it may be given later than the rest, or with it. */
const deferDirective = new GraphQLDirective({
  name: 'defer',
  description:
    'What the fragment asks for may come after the rest, to clients that accept answers in parts; all others get the whole at once.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    if: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: true, description: 'Whether it may.' },
    label: { type: GraphQLString, description: 'Told with the part, and one of its own in the operation.' },
  },
})

/** The public graph, with `@defer`: Apollo's gateway leaves it out. */
export const withDefer = (schema: GraphQLSchema) =>
  schema.getDirective('defer')
    ? schema
    : new GraphQLSchema({
        ...schema.toConfig(),
        directives: [...schema.getDirectives(), deferDirective],
        assumeValid: true,
      })

/** Whether a text may have `@defer` in it: cheap, and never wrongly no. */
export const mayDefer = (text: string | undefined) => text === undefined || text.includes('defer')

const isDefer = ({ name }: DirectiveNode) => name.value === 'defer'

export const deferOf = (directives: readonly DirectiveNode[] | undefined) => directives?.find(isDefer)

/** The document as one that asks for everything at once. */
export function withoutDefer(document: DocumentNode): DocumentNode {
  if (!mayDefer(document.loc?.source.body)) return document
  return visit(document, { Directive: (node) => (isDefer(node) ? null : undefined) })
}

/** The rules of the proposal: labels tell parts apart; what is changed or followed is not put off. */
export const deferRules: ValidationRule = (context) => {
  const labels = new Set<string>()
  const refuse = (message: string, nodes: DirectiveNode) => context.reportError(new GraphQLError(message, { nodes }))
  return {
    Directive(node) {
      if (!isDefer(node)) return
      const schema = context.getSchema()
      const parent = context.getParentType()
      if (parent && (parent === schema.getMutationType() || parent === schema.getSubscriptionType()))
        refuse(`Defer directive cannot be used on root fields of ${parent.name}.`, node)
      const label = node.arguments?.find(({ name }) => name.value === 'label')?.value
      if (!label || label.kind === Kind.NULL) return
      if (label.kind !== Kind.STRING) refuse('Defer directive label argument must be a static string.', node)
      else if (labels.has(label.value)) refuse('Defer directive label argument must be unique.', node)
      else labels.add(label.value)
    },
    OperationDefinition(operation) {
      if (operation.operation !== 'subscription' || !mayDefer(operation.loc?.source.body)) return
      for (const definition of [operation, ...context.getRecursivelyReferencedFragments(operation)])
        visit(definition, {
          Directive(node) {
            const given = node.arguments?.find(({ name }) => name.value === 'if')?.value
            const mayBeOff = given?.kind === Kind.VARIABLE || (given?.kind === Kind.BOOLEAN && !given.value)
            if (isDefer(node) && !mayBeOff) refuse('Defer directive not supported on subscription operations.', node)
          },
        })
    },
  }
}
