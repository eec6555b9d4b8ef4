import { Kind, type ConstValueNode, type DocumentNode } from 'graphql'

/**
 * By which name a supergraph calls a directive of a specification (`https://specs.apollo.dev/cost`): as its `@link`
 * imports it, else with the specification's name before it. Undefined: it does not link the specification.
 */
export function linkedName(supergraph: DocumentNode, specification: string, directive: string): string | undefined {
  const links = supergraph.definitions.flatMap((found) =>
    found.kind === Kind.SCHEMA_DEFINITION || found.kind === Kind.SCHEMA_EXTENSION ? (found.directives ?? []) : [],
  )
  for (const { name, arguments: given = [] } of links) {
    if (name.value !== 'link') continue
    const values = new Map(given.map((argument) => [argument.name.value, argument.value]))
    const url = text(values.get('url'))
    const [, identity, own = ''] = /^(.*\/([^/]+))\/v\d+\.\d+$/.exec(url ?? '') ?? []
    if (identity !== specification) continue
    const imports = values.get('import')
    for (const entry of imports?.kind === Kind.LIST ? imports.values : []) {
      if (text(entry) === `@${directive}`) return directive
      if (entry.kind !== Kind.OBJECT) continue
      const renamed = new Map(entry.fields.map((field) => [field.name.value, text(field.value)]))
      if (renamed.get('name') === `@${directive}`) return renamed.get('as')?.slice(1) ?? directive
    }
    const namespace = text(values.get('as')) ?? own
    return namespace === directive || directive === own ? namespace : `${namespace}__${directive}`
  }
  return undefined
}

const text = (value: ConstValueNode | undefined) => (value?.kind === Kind.STRING ? value.value : undefined)
