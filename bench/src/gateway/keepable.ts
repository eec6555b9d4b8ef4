import {
  Kind,
  parse,
  print,
  visit,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
} from 'graphql'

/** How long all that a subgraph answers may be kept: longer than any run. */
export const maxAge = 3_600

const said = `
extend schema
  @link(url: "https://specs.staygraph.example/caching/v0.1", import: ["@cacheControl"])
  @federation__composeDirective(name: "@cacheControl")
directive @cacheControl(maxAge: Int, scope: caching__Scope, inheritMaxAge: Boolean, by: String) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
enum caching__Scope { PUBLIC PRIVATE }
`
const argument = (name: string, value: ConstValueNode): ConstArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: name },
  value,
})
/** `by`: which subgraph says so, as the gateway's own composition writes it. */
const keepIt = (by: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'cacheControl' },
  arguments: [
    argument('maxAge', { kind: Kind.INT, value: `${maxAge}` }),
    argument('by', { kind: Kind.STRING, value: by }),
  ],
})

/** The same contracts, in which everything may be kept by everybody: each field of `Query`, and each type that it leads to. */
export const keepable = (contracts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(contracts).map(([name, text]) => {
      const marked = <Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
        node: Node,
      ) => ({
        ...node,
        directives: [...(node.directives ?? []), keepIt(name)],
      })
      const told = visit(parse(text), {
        ObjectTypeDefinition: (node) =>
          node.name.value === 'Query' ? { ...node, fields: (node.fields ?? []).map(marked) } : marked(node),
      })
      return [name, print(told) + said]
    }),
  )
