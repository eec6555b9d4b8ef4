import {
  Kind,
  parse,
  print,
  valueFromASTUntyped,
  visit,
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
} from 'graphql'

import { linkedName } from './linked-directives.ts'

/** Any of these will do, if all in it are there: `[["A", "B"], ["C"]]` is A and B, or C. */
export type AnyOf = readonly (readonly string[])[]

/** Who may have something. All of it must hold. */
export type Requirement = { authenticated: boolean; scopes: readonly AnyOf[]; policies: readonly AnyOf[] }

/** What the supergraph guards. Keys: `Type`, `Type.field`. */
export type GuardRules = ReadonlyMap<string, Requirement>

const specifications = ['authenticated', 'requiresScopes', 'policy'] as const
const urlOf = (name: string) => `https://specs.apollo.dev/${name}`
const known = new Set(specifications.map((name) => `${urlOf(name)}/v0.1`))

/**
 * The supergraph as Apollo's planner takes it: it refuses what is `for: SECURITY` and not known to it. That is taken away
 * from what is enforced here, in the versions known here; any other is refused as before.
 */
export function withGuardsForUs(sdl: string): string {
  if (!specifications.some((name) => sdl.includes(`${urlOf(name)}/`))) return sdl
  return print(
    visit(parse(sdl, { noLocation: true }), {
      Directive(directive) {
        const url = directive.arguments?.find(({ name }) => name.value === 'url')?.value
        if (directive.name.value !== 'link' || url?.kind !== Kind.STRING || !known.has(url.value)) return undefined
        return { ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'for') ?? [] }
      },
      FieldDefinition: () => false,
    }),
  )
}

type Named = ASTNode & {
  name?: { value: string }
  directives?: readonly ConstDirectiveNode[]
  fields?: readonly Named[]
}

/** Reads `@authenticated`, `@requiresScopes` and `@policy` as composition carried them into the supergraph. */
export function readGuardRules(supergraph: DocumentNode): GuardRules {
  const names = Object.fromEntries(specifications.map((name) => [name, linkedName(supergraph, urlOf(name), name)]))
  const rules = new Map<string, Requirement>()
  if (Object.values(names).every((name) => name === undefined)) return rules
  const read = ({ directives = [] }: Named, key: string) => {
    const found = (name: (typeof specifications)[number]) =>
      directives.filter((directive) => directive.name.value === names[name])
    const scopes = found('requiresScopes').map((directive) => anyOf(directive, 'scopes'))
    const policies = found('policy').map((directive) => anyOf(directive, 'policies'))
    const authenticated = found('authenticated').length > 0
    if (authenticated || scopes.length > 0 || policies.length > 0) rules.set(key, { authenticated, scopes, policies })
  }
  for (const type of supergraph.definitions as readonly Named[]) {
    const owner = type.name?.value ?? ''
    read(type, owner)
    if ('fields' in type) for (const field of type.fields ?? []) read(field, `${owner}.${field.name?.value}`)
  }
  return rules
}

/** What cannot be read is granted to nobody: of no alternative, none will do. */
function anyOf({ arguments: given = [] }: ConstDirectiveNode, name: string): AnyOf {
  const argument = given.find((one) => one.name.value === name)
  const value: unknown = argument && valueFromASTUntyped(argument.value)
  const isTexts = (one: unknown): one is string[] => Array.isArray(one) && one.every((text) => typeof text === 'string')
  return Array.isArray(value) && value.every((one) => isTexts(one) && one.length > 0) ? (value as string[][]) : []
}
