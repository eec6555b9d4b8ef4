import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core'
import { buildASTSchema, parse, validate, type GraphQLSchema } from 'graphql'

import type { RegisteredOperation } from '../src/execution/registered-operations.ts'
import { usageOf } from './usage.ts'

/** A change that clients may notice. */
export type Noticed = { message: string; users: string[]; accepted: string | undefined }

export type Compared = {
  /** Breaking, and somebody uses it. */
  breaking: Noticed[]
  /** Breaking, but nobody known uses it. */
  unused: string[]
  dangerous: string[]
  /** How many other changes there are. */
  safe: number
  /** Paths of what clients see that they did not see before. */
  added: string[]
}

/** Directives are for us, not for clients; subgraphs name some that their schemas do not define. */
const read = (text: string) => buildASTSchema(parse(text), { assumeValidSDL: true })

const changesOf = async (before: string, after: string): Promise<Change[]> =>
  (await diff(read(before), read(after))).filter(({ type }) => !String(type).startsWith('DIRECTIVE_USAGE_'))

const isMore = ({ type }: Change) =>
  /^(?:TYPE|FIELD|FIELD_ARGUMENT|INPUT_FIELD|ENUM_VALUE|UNION_MEMBER)_ADDED$/.test(String(type))

/** What a change concerns: what is newly wanted is missed by whoever uses what it is wanted of. */
function concerned({ type, path = '', meta }: Change): string {
  if (type === 'FIELD_ARGUMENT_ADDED' || type === 'INPUT_FIELD_ADDED') return path.slice(0, path.lastIndexOf('.'))
  if (path.startsWith('@')) return path.split('.')[0] ?? ''
  // Whoever does not name it will just never get it.
  return type === 'UNION_MEMBER_REMOVED' ? String(meta.removedUnionMemberTypeName) : path
}

/**
 * What clients of a graph may notice of another that takes its place. What breaks is forgiven if no operation uses it and
 * nobody asked for it; `accepted` has reasons by messages.
 */
export async function compareGraphs(
  before: string,
  after: string,
  operations: readonly RegisteredOperation[],
  counts: ReadonlyMap<string, number> = new Map(),
  accepted: Readonly<Record<string, string>> = {},
): Promise<Compared> {
  const usage = usageOf(read(before), operations, counts)
  const compared: Compared = { breaking: [], unused: [], dangerous: [], safe: 0, added: [] }
  for (const change of await changesOf(before, after)) {
    const { message, criticality, path } = change
    if (isMore(change) && path !== undefined) compared.added.push(path)
    if (criticality.level === CriticalityLevel.Dangerous) compared.dangerous.push(message)
    else if (criticality.level === CriticalityLevel.NonBreaking) compared.safe += 1
    else {
      const concerns = concerned(change)
      const users = concerns === '' ? ['whoever asks for anything'] : usage.by(concerns)
      if (users.length === 0) compared.unused.push(message)
      else compared.breaking.push({ message, users, accepted: accepted[message] })
    }
  }
  return compared
}

/** Registered operations that a graph does not know, and why. */
export function refusedBy(after: string, operations: readonly RegisteredOperation[]): string[] {
  const schema: GraphQLSchema = read(after)
  return operations.flatMap(({ name, text }) => {
    const [mistake] = validate(schema, parse(text))
    return mistake ? [`${name}: ${mistake.message}`] : []
  })
}

/**
 * In which order a changed subgraph and the supergraph are deployed, so that no plan asks it for what it does not have.
 * Undefined: in any.
 */
export async function deployOrder(before: string, after: string): Promise<'before' | 'after' | 'between' | undefined> {
  const changes = await changesOf(before, after)
  const gone = changes.some(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
  const added = changes.some((change) => isMore(change) && change.criticality.level !== CriticalityLevel.Breaking)
  if (gone && added) return 'between'
  return gone ? 'after' : added ? 'before' : undefined
}
