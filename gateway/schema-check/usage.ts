import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  typeFromAST,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'

import type { RegisteredOperation } from '../src/execution/registered-operations.ts'

// What of a graph is used, by paths: `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`, `@directive`. It errs on
// the side of more: which fields of an input come in a variable nobody knows, so all of them do.

export type Usage = {
  /** Who uses what is at a path: names of operations, and how often it was asked for. */
  by(path: string): string[]
}

/** How often each field was asked for, from `/metrics` of gateways or Prometheus' answer to a question about it. */
export function readFieldCounts(texts: readonly string[]): Map<string, number> {
  const line = /^(?:gateway_fields_total)?\{[^}]*\bfield="(\w+\.\w+)"[^}]*\}\s+(?:=>\s+)?([\d.e+]+)/gm
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const [, field = '', count] of text.matchAll(line)) counts.set(field, (counts.get(field) ?? 0) + Number(count))
  return counts
}

/** What of a graph its registered operations use, and what was asked for. Operations that it does not know use nothing of it. */
export function usageOf(
  schema: GraphQLSchema,
  operations: readonly RegisteredOperation[],
  counts: ReadonlyMap<string, number>,
): Usage {
  const users = new Map<string, Set<string>>()
  const useBy = (who: string) => (path: string) => void users.set(path, (users.get(path) ?? new Set()).add(who))
  for (const { name, text } of operations) {
    const document = parse(text)
    if (validate(schema, document).length > 0) continue
    const used = tracing(schema, useBy(name))
    const info = new TypeInfo(schema)
    visit(
      document,
      visitWithTypeInfo(info, {
        Field: ({ name: { value }, arguments: given = [] }) =>
          used.field(info.getParentType()?.name ?? '', value, new Set(given.map((one) => one.name.value))),
        VariableDefinition: ({ type }) => used.input(typeFromAST(schema, type as never) as GraphQLInputType),
        InlineFragment: () => used.output(info.getType() as GraphQLOutputType),
        FragmentDefinition: () => used.output(info.getType() as GraphQLOutputType),
        Directive: ({ name: { value } }) => useBy(name)(`@${value}`),
      }),
    )
  }
  for (const [path, count] of counts) {
    if (count <= 0) continue
    const [type = '', field = ''] = path.split('.')
    tracing(schema, useBy(`${path}, asked for ${Math.ceil(count)} times`)).field(type, field)
  }
  return { by: (path) => [...(users.get(path) ?? [])] }
}

function tracing(schema: GraphQLSchema, use: (path: string) => void) {
  const inputs = new Set<GraphQLNamedType>()
  const values = (type: GraphQLNamedType) => {
    use(type.name)
    if (isEnumType(type)) for (const { name } of type.getValues()) use(`${type.name}.${name}`)
  }
  const input = (of: GraphQLInputType | undefined) => {
    const type = of && getNamedType(of)
    if (!type || inputs.has(type)) return
    inputs.add(type)
    values(type)
    if (!isInputObjectType(type)) return
    for (const field of Object.values(type.getFields())) {
      use(`${type.name}.${field.name}`)
      input(field.type)
    }
  }
  const output = (of: GraphQLOutputType | undefined) => {
    const type = of && getNamedType(of)
    if (!type) return
    values(type)
    if (isInterfaceType(type)) for (const { name } of schema.getPossibleTypes(type)) use(name)
  }
  /** With some of its arguments, or with all. Of an interface, it is asked of whatever stands behind it. */
  const field = (on: string, name: string, given?: ReadonlySet<string>) => {
    const type = schema.getType(on)
    if (!type) return
    use(on)
    for (const of of isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type]) {
      const found = isObjectType(of) || isInterfaceType(of) ? of.getFields()[name] : undefined
      if (!found) continue
      use(`${of.name}.${name}`)
      output(found.type)
      for (const argument of found.args) {
        if (given && !given.has(argument.name)) continue
        use(`${of.name}.${name}.${argument.name}`)
        input(argument.type)
      }
    }
  }
  return { input, output, field }
}
