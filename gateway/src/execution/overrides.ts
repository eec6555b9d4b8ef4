import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

// `@override(from:, label:)`: a field is on its way from one subgraph to another, and its label says for whom it comes from
// the new one already. So an operation that needs such a field has a plan for each setting of the labels it needs.

/** Which labels decide how an operation is planned, sorted. */
export type Overrides = (
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  definition: OperationDefinitionNode,
) => readonly string[]

type Field = { labels: string[]; requires: string[] }

const none: readonly string[] = []

/**
 * Reads from a supergraph which fields have labels; `whole`: with everything in it that is not public. What an operation
 * needs without asking for it counts too: what its fields require, and keys by which entities are looked for.
 */
export function readOverrides(supergraph: DocumentNode, whole: GraphQLSchema): Overrides {
  const fields = new Map<string, Field>()
  const keys = new Map<string, string[]>()
  let labels = 0
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
    keys.set(type.name.value, texts(type.directives, 'join__type', 'key'))
    for (const field of type.fields ?? []) {
      const found = {
        labels: texts(field.directives, 'join__field', 'overrideLabel'),
        requires: texts(field.directives, 'join__field', 'requires'),
      }
      labels += found.labels.length
      fields.set(`${type.name.value}.${field.name.value}`, found)
    }
  }
  if (labels === 0) return () => none

  return (fragments, definition) => {
    const found = new Set<string>()
    const seen = new Set<string>()
    const once = (what: string) => !seen.has(what) && seen.add(what)
    const visit = (set: SelectionSetNode, parent: GraphQLCompositeType) => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const name = selection.name.value
          for (const type of isAbstractType(parent) ? [parent, ...whole.getPossibleTypes(parent)] : [parent])
            need(type, name)
          const field = 'getFields' in parent ? parent.getFields()[name] : undefined
          const below = field && getNamedType(field.type)
          if (selection.selectionSet && isCompositeType(below)) visit(selection.selectionSet, below)
          continue
        }
        const spread = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined
        if (spread !== undefined && !once(`...${spread}`)) continue
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        const on = fragment?.typeCondition ? whole.getType(fragment.typeCondition.name.value) : parent
        if (fragment && isCompositeType(on)) visit(fragment.selectionSet, on)
      }
    }
    const need = (type: GraphQLCompositeType, name: string) => {
      if (once(type.name)) for (const key of keys.get(type.name) ?? []) visit(readSelections(key), type)
      if (!once(`${type.name}.${name}`)) return
      const field = fields.get(`${type.name}.${name}`)
      for (const label of field?.labels ?? []) found.add(label)
      for (const required of field?.requires ?? []) visit(readSelections(required), type)
    }
    const root = whole.getRootType(definition.operation)
    if (root) visit(definition.selectionSet, root)
    return found.size === 0 ? none : [...found].toSorted()
  }
}

/** What an argument of a repeated directive says, each text once. */
const texts = (directives: readonly ConstDirectiveNode[] = [], directive: string, argument: string): string[] => [
  ...new Set(
    directives
      .filter(({ name }) => name.value === directive)
      .flatMap(({ arguments: given = [] }) => given.filter(({ name }) => name.value === argument))
      .map(({ value }): unknown => valueFromASTUntyped(value))
      .filter((value) => typeof value === 'string'),
  ),
]

function readSelections(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${text} is no selection`)
  return definition.selectionSet
}

/** A setting of labels: those that are on. */
export type Setting = ReadonlySet<string>

/** More settings of its labels than this are not planned before somebody asks. */
const mostSettings = 16

/** The settings there may be of an operation's labels; the first has none on. */
export const settingsOf = (labels: readonly string[]): Setting[] =>
  Array.from(
    { length: Math.min(mostSettings, 2 ** labels.length) },
    (_, bits) => new Set(labels.filter((_label, at) => (bits >> at) % 2 === 1)),
  )
