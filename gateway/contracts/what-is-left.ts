import {
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'

type Hidden = ReadonlySet<string>

/** What does not fit together when some of a graph is hidden: a sentence each. */
export function findMisfits(schema: GraphQLSchema, hidden: Hidden): string[] {
  const misfits: string[] = []
  for (const type of Object.values(schema.getTypeMap())) {
    if (hidden.has(type.name)) continue
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) {
        const at = `${type.name}.${field.name}`
        const takes = getNamedType(field.type).name
        if (!hidden.has(at) && hidden.has(takes)) misfits.push(`${at} takes ${takes}, which is hidden: hide it as well.`) // prettier-ignore
        if (hidden.has(at) && isRequiredInputField(field)) misfits.push(`${at} must be given, so it cannot be hidden while ${type.name} is not.`) // prettier-ignore
      }
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const at = `${type.name}.${field.name}`
      const wants = type.getInterfaces().find((of) => of.getFields()[field.name] && !hidden.has(of.name) && !hidden.has(`${of.name}.${field.name}`)) // prettier-ignore
      if (hidden.has(at)) {
        if (wants) misfits.push(`${at} is hidden, but ${wants.name} promises it: hide ${wants.name}.${field.name} as well.`) // prettier-ignore
        continue
      }
      const gives = getNamedType(field.type).name
      if (hidden.has(gives)) misfits.push(`${at} gives ${gives}, which is hidden: hide it as well.`)
      for (const argument of field.args) {
        const parameter = `${at}(${argument.name}:)`
        const takes = getNamedType(argument.type).name
        if (!hidden.has(parameter) && hidden.has(takes)) misfits.push(`${parameter} takes ${takes}, which is hidden: hide it as well.`) // prettier-ignore
        if (hidden.has(parameter) && isRequiredArgument(argument)) misfits.push(`${parameter} must be given, so it cannot be hidden while ${at} is not.`) // prettier-ignore
      }
    }
  }
  return misfits
}

/**
 * The types that something leads to from the roots. An interface is reached with each type that has it, for its
 * fragments; the types behind an interface only where a field gives it.
 */
export function reachedTypes(schema: GraphQLSchema, hidden: Hidden): Set<string> {
  const reached = new Set<string>()
  const given = new Set<string>()
  const reach = (type: GraphQLNamedType) => {
    if (hidden.has(type.name) || reached.has(type.name)) return
    reached.add(type.name)
    if (isUnionType(type)) for (const of of type.getTypes()) reach(of)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        if (!hidden.has(`${type.name}.${field.name}`)) reach(getNamedType(field.type))
    if (!isObjectType(type) && !isInterfaceType(type)) return
    for (const of of type.getInterfaces()) reach(of)
    for (const field of Object.values(type.getFields())) {
      const at = `${type.name}.${field.name}`
      if (hidden.has(at)) continue
      for (const argument of field.args) if (!hidden.has(`${at}(${argument.name}:)`)) reach(getNamedType(argument.type))
      const gives = getNamedType(field.type)
      reach(gives)
      if (given.has(gives.name) || !isAbstractType(gives)) continue
      given.add(gives.name)
      for (const of of schema.getPossibleTypes(gives)) reach(of)
    }
  }
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
    if (root) reach(root)
  return reached
}
