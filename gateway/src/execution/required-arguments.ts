import {
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql'

// `@requires(fields: "price(currency: USD)")`: Apollo's planner knows such a field by its name alone, so that another
// price asked for at the same place takes its place, silently. Here each is a field of its own to the planner
// (`price__required_0`), and what it is really called is put into the plans afterwards (`plan-required.ts`).

/** What stands behind a field that only the planner knows. */
export type RequiredField = { name: string; arguments: FieldNode['arguments'] }

export type RequiredArguments = {
  /** The supergraph as the planner shall see it. */
  sdl: string
  fields: ReadonlyMap<string, RequiredField>
  /** Which of them a field needs: `Product.shippingEstimate`. */
  needs: ReadonlyMap<string, ReadonlySet<string>>
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

/** Undefined: no field requires another with arguments. */
export function findRequiredArguments(sdl: string): RequiredArguments | undefined {
  if (!/requires:\s*"[^"]*\(/.test(sdl)) return undefined
  const document = parse(sdl, { noLocation: true })
  const types = new Map<string, Composite>(
    document.definitions.flatMap((found): [string, Composite][] =>
      found.kind === Kind.OBJECT_TYPE_DEFINITION || found.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? [[found.name.value, found]]
        : [],
    ),
  )
  const fields = new Map<string, RequiredField>()
  const needs = new Map<string, Set<string>>()
  const names = new Map<string, string>()
  const added = new Map<string, FieldDefinitionNode[]>()

  const replace = (type: string, set: SelectionSetNode, needed: Set<string>): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition?.name.value ?? type
        return { ...selection, selectionSet: replace(on, selection.selectionSet, needed) }
      }
      const definition = types.get(type)?.fields?.find(({ name }) => name.value === selection.name.value)
      const below =
        definition && selection.selectionSet
          ? { selectionSet: replace(named(definition.type), selection.selectionSet, needed) }
          : {}
      if (!definition || !selection.arguments?.length) return { ...selection, ...below }
      const written = `${type}.${print({ ...selection, selectionSet: undefined })}`
      let name = names.get(written)
      if (name === undefined) {
        name = `${selection.name.value}__required_${names.size}`
        names.set(written, name)
        fields.set(name, { name: selection.name.value, arguments: selection.arguments })
        const copy = { ...definition, name: { ...definition.name, value: name }, arguments: [] }
        added.set(type, [...(added.get(type) ?? []), copy])
      }
      needed.add(name)
      return { ...selection, ...below, name: { ...selection.name, value: name }, arguments: [] }
    }),
  })

  const replaced = visit(document, {
    Directive(directive, _key, _parent, _path, ancestors) {
      const field = ancestors.at(-1) as FieldDefinitionNode | undefined
      const type = ancestors.findLast((node) => 'kind' in node && types.has((node as Composite).name?.value))
      if (directive.name.value !== 'join__field' || field?.kind !== Kind.FIELD_DEFINITION || !type) return undefined
      const owner = (type as Composite).name.value
      const needed = new Set<string>()
      const change = (given: NonNullable<ConstDirectiveNode['arguments']>[number]) => {
        if (given.name.value !== 'requires' || given.value.kind !== Kind.STRING) return given
        const set = readSelections(given.value.value)
        if (!set) return given
        const text = print(replace(owner, set, needed))
          .replaceAll(/\s+/g, ' ')
          .slice(1, -1)
          .trim()
        return { ...given, value: { ...given.value, value: text, block: false } }
      }
      const changed = { ...directive, arguments: directive.arguments?.map((given) => change(given as never)) }
      if (needed.size > 0) needs.set(`${owner}.${field.name.value}`, needed)
      return changed
    },
  })
  const whole = visit(replaced, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: [...(type.fields ?? []), ...(added.get(type.name.value) ?? [])],
    }),
    InterfaceTypeDefinition: (type) => ({
      ...type,
      fields: [...(type.fields ?? []), ...(added.get(type.name.value) ?? [])],
    }),
  })
  return fields.size === 0 ? undefined : { sdl: print(whole), fields, needs }
}

const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type))

function readSelections(text: string): SelectionSetNode | undefined {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined
}
