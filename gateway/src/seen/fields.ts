import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** What an operation asks for, as the schema calls it: `Hotel.name`. */
export type OperationFields = {
  /** Each field once. */
  all: readonly string[]
  /** The field at a path of the answer: the last that is one. */
  at(path: readonly (string | number)[]): string | undefined
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>
type Visit = (field: FieldNode, on: GraphQLCompositeType) => void

const namedTypeOf = (on: GraphQLCompositeType, name: string): GraphQLCompositeType | undefined => {
  const field = isObjectType(on) || isInterfaceType(on) ? on.getFields()[name] : undefined
  const type = field && getNamedType(field.type)
  return isCompositeType(type) ? type : undefined
}

/** A field is told under the type it was asked of, be that an interface. Conditions are not looked at. */
export function fieldsOf(
  schema: GraphQLSchema,
  fragments: Fragments,
  definition: OperationDefinitionNode,
): OperationFields {
  const root = schema.getRootType(definition.operation)
  const visitFields = (set: SelectionSetNode, on: GraphQLCompositeType, spread: Set<string>, visit: Visit) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        visit(selection, on)
        continue
      }
      let fragment: { typeCondition?: { name: { value: string } }; selectionSet: SelectionSetNode } | undefined
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value
        if (!spread.has(name)) fragment = fragments.get(name) as typeof fragment
        spread.add(name)
      } else fragment = selection as typeof fragment
      const condition = fragment?.typeCondition?.name.value
      const type = condition === undefined ? on : schema.getType(condition)
      if (fragment && isCompositeType(type)) visitFields(fragment.selectionSet, type, spread, visit)
    }
  }

  const all = new Set<string>()
  const collect = (set: SelectionSetNode, on: GraphQLCompositeType) => {
    // Fragments are looked into wherever they stand; those that spread themselves were refused.
    visitFields(set, on, new Set(), ({ name: { value }, selectionSet }, parent) => {
      all.add(`${parent.name}.${value}`)
      const type = selectionSet && namedTypeOf(parent, value)
      if (type) collect(selectionSet, type)
    })
  }
  if (root) collect(definition.selectionSet, root)

  const at = (path: readonly (string | number)[]) => {
    let sets: { set: SelectionSetNode; on: GraphQLCompositeType }[] = root
      ? [{ set: definition.selectionSet, on: root }]
      : []
    let found: string | undefined
    for (const step of path) {
      if (typeof step === 'number') continue
      const below: typeof sets = []
      let here: string | undefined
      for (const { set, on } of sets)
        visitFields(set, on, new Set(), ({ alias, name: { value }, selectionSet }, parent) => {
          if ((alias?.value ?? value) !== step) return
          here ??= `${parent.name}.${value}`
          const type = selectionSet && namedTypeOf(parent, value)
          if (type) below.push({ set: selectionSet, on: type })
        })
      if (here === undefined) break
      found = here
      sets = below
    }
    return found
  }
  return { all: [...all], at }
}
