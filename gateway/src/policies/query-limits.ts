import {
  GraphQLError,
  Kind,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'

export type QueryLimits = {
  /** Fields below fields. The deepest path of our own pages has 9. */
  depth: number
  /** Aliased fields in all, fragments counted where they are spread. */
  aliases: number
  /** Fields of Query or Mutation in one operation. */
  rootFields: number
  /** Fields in all, fragments counted where they are spread: small documents can ask for millions. */
  fields: number
}

export const standardLimits: QueryLimits = { depth: 15, aliases: 60, rootFields: 20, fields: 3_000 }

type Size = { depth: number; aliases: number; fields: number; rootFields: number }
const nothing: Size = { depth: 0, aliases: 0, fields: 0, rootFields: 0 }

/**
 * Refuses operations that are larger than any page needs, before they are planned. Introspection has limits of its own
 * (graphql-js' MaxIntrospectionDepthRule) and is not counted here.
 */
export const queryLimits =
  (limits: QueryLimits): ValidationRule =>
  (context) => ({
    OperationDefinition(operation) {
      const size = measure(operation.selectionSet, context, new Map())
      const over = (Object.keys(limits) as (keyof QueryLimits)[]).filter((name) => size[name] > limits[name])
      for (const name of over) {
        context.reportError(
          new GraphQLError(`The operation is too large: ${words[name]} ${size[name]}, at most ${limits[name]}.`, {
            nodes: operation,
            extensions: { refusedAs: 'OPERATION_TOO_LARGE' }, // Apollo Server gives all these one code
          }),
        )
      }
    },
  })

const words: Record<keyof QueryLimits, string> = {
  depth: 'depth',
  aliases: 'aliases',
  rootFields: 'root fields',
  fields: 'fields',
}

/** Each fragment is measured once. One that contains itself counts as nothing: another rule refuses it. */
function measure(set: SelectionSetNode, context: ValidationContext, known: Map<string, Size>): Size {
  return set.selections
    .map((selection): Size => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value, context, known)
      if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet, context, known)
      if (selection.name.value === '__schema' || selection.name.value === '__type') return { ...nothing, rootFields: 1 }
      const below = selection.selectionSet ? measure(selection.selectionSet, context, known) : nothing
      return {
        depth: below.depth + 1,
        aliases: below.aliases + (selection.alias ? 1 : 0),
        fields: below.fields + 1,
        rootFields: 1,
      }
    })
    .reduce(
      (sum, one) => ({
        depth: Math.max(sum.depth, one.depth),
        aliases: sum.aliases + one.aliases,
        fields: sum.fields + one.fields,
        rootFields: sum.rootFields + one.rootFields,
      }),
      nothing,
    )
}

function measureFragment(name: string, context: ValidationContext, known: Map<string, Size>): Size {
  const measured = known.get(name)
  if (measured) return measured
  known.set(name, nothing)
  const fragment: FragmentDefinitionNode | null | undefined = context.getFragment(name)
  const size = fragment ? measure(fragment.selectionSet, context, known) : nothing
  known.set(name, size)
  return size
}
