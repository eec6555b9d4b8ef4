import { HeaderMap } from '@apollo/server'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import {
  getDirectiveValues,
  getNamedType,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

import type { AnyOf, GuardRules, Requirement } from './guard-rules.ts'

type Variables = Record<string, unknown>
type Included = ((variables: Variables) => boolean) | undefined

/** Something an operation asks for that not everybody may have. */
type Guarded = { what: string; requirement: Requirement; included: Included }

/** Refuses an operation for what its viewer may not have. Undefined: nothing in it is guarded. */
export type Guard = (viewer: Viewer, variables: Variables) => GraphQLError[] | undefined

/** Whether a viewer passes a policy that the supergraph names (`@policy(policies: [["staff"]])`). One not here: nobody. */
export type PolicyChecks = Readonly<Record<string, (viewer: Viewer) => boolean>>

/**
 * Finds what of an operation is guarded: each field by its own directives, by those of its type, and by those of every
 * type an interface or union may turn out to be, as far as something is asked of it.
 */
export function compileGuard(
  rules: GuardRules,
  checks: PolicyChecks,
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  operation: OperationDefinitionNode,
): Guard | undefined {
  const root = schema.getRootType(operation.operation)
  if (rules.size === 0 || !root) return undefined
  const found = new Map<string, Guarded[]>()
  const require = (what: string, included: Included) => {
    const requirement = rules.get(what)
    const before = found.get(what) ?? []
    if (requirement && before.every((one) => one.included))
      // one that is always there is enough
      found.set(what, included ? [...before, { what, requirement, included }] : [{ what, requirement, included }])
  }
  const visit = (selection: SelectionNode, type: GraphQLCompositeType, above: Included) => {
    const included = both(above, condition(selection))
    if (selection.kind !== Kind.FIELD) {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type
      if (!fragment || !isCompositeType(on)) return
      require(on.name, included)
      visitAll(fragment.selectionSet, on, included)
      return
    }
    const name = selection.name.value
    if (name.startsWith('__')) return
    for (const one of isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type]) {
      require(one.name, included)
      require(`${one.name}.${name}`, included)
    }
    const definition = 'getFields' in type ? type.getFields()[name] : undefined
    const below = definition && getNamedType(definition.type)
    if (!below) return
    require(below.name, included)
    if (selection.selectionSet && isCompositeType(below)) visitAll(selection.selectionSet, below, included)
  }
  const visitAll = (set: SelectionSetNode, type: GraphQLCompositeType, included: Included) => {
    for (const selection of set.selections) visit(selection, type, included)
  }
  visitAll(operation.selectionSet, root, undefined)
  const guarded = [...found.values()].flat()
  if (guarded.length === 0) return undefined

  return (viewer, variables) => {
    const refused = guarded.filter(
      ({ requirement, included }) => !satisfies(viewer, requirement, checks) && (!included || included(variables)),
    )
    if (refused.length === 0) return undefined
    const unknown = viewer.kind === 'anonymous'
    return refused.slice(0, 5).map(
      ({ what }) =>
        new GraphQLError(unknown ? `${what} is only for who is signed in.` : `You may not have ${what}.`, {
          extensions: {
            code: unknown ? 'UNAUTHENTICATED' : 'FORBIDDEN',
            field: what,
            http: { status: unknown ? 401 : 403, headers: new HeaderMap() },
          },
        }),
    )
  }
}

function satisfies(viewer: Viewer, { scopes, policies }: Requirement, checks: PolicyChecks): boolean {
  // Scopes and policies are of somebody.
  if (viewer.kind === 'anonymous') return false
  const held: readonly string[] = viewer.kind === 'integrator' ? viewer.scopes : []
  const any = (choices: AnyOf, has: (name: string) => boolean) => choices.some((all) => all.every(has))
  return (
    scopes.every((choices) => any(choices, (scope) => held.includes(scope))) &&
    policies.every((choices) =>
      any(choices, (policy) => Object.hasOwn(checks, policy) && checks[policy]?.(viewer) === true),
    )
  )
}

function condition(selection: SelectionNode): Included {
  if (!selection.directives?.length) return undefined
  return (variables) =>
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false
}

const both = (one: Included, other: Included): Included =>
  one && other ? (variables) => one(variables) && other(variables) : (one ?? other)
