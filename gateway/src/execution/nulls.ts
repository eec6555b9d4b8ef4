import { Kind, parse, type SelectionNode } from 'graphql'

import type { Json, Path } from './json.ts'
import type { NoReply, Run, Why } from './run.ts'

/** For a field that is null: who should have given it, why it did not, and whether asking again may help. */
export type Null = { field: string; service?: string; why: Why; retryable: boolean }

/** No answer tells of more. A list's elements are told together: `hotels[].visits`. */
const mostNulls = 50

/** Remembers what a fetch would have given, for telling what is missing for want of it. */
export function lose(
  run: Run,
  service: string,
  { why, extensions }: NoReply['unavailable'],
  operation: string,
  path: Path,
  rename: (path: Path) => Path,
) {
  const paths = fieldsOf(operation).map((field) => [...path, ...rename([field])].map(String))
  run.lost.push({ service, why, retryable: extensions['retryable'] === true, paths })
}

/** The fields that a fetch gives: of the root, or of the entities it completes. */
function fieldsOf(operation: string): string[] {
  const [definition] = parse(operation, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return []
  const names = (selection: SelectionNode): string[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet.selections.flatMap(names)
    if (selection.kind !== Kind.FIELD) return []
    if (selection.name.value === '_entities') return selection.selectionSet?.selections.flatMap(names) ?? []
    return [selection.alias?.value ?? selection.name.value]
  }
  return [...new Set(definition.selectionSet.selections.flatMap(names))]
}

/** What of the answer is null because a subgraph failed. Undefined: nothing. */
export function tellNulls({ lost, errors }: Pick<Run, 'lost' | 'errors'>, data: Json): Null[] | undefined {
  const told = new Map<string, Null>()
  const tell = (field: string | undefined, reason: Omit<Null, 'field'>) => {
    if (field !== undefined && !told.has(field) && told.size < mostNulls) told.set(field, { field, ...reason })
  }
  for (const { service, why, retryable, paths } of lost)
    for (const path of paths) for (const field of nullsAlong(data, path)) tell(field, { service, why, retryable })
  for (const { path, extensions } of errors) {
    const { code, service, retryable } = extensions
    const invalid = code === 'INVALID_SUBGRAPH_ANSWER'
    if (!path || (typeof service !== 'string' && !invalid)) continue
    tell(nullAt(data, path), {
      ...(typeof service === 'string' ? { service } : {}),
      why: invalid ? 'INVALID_ANSWER' : 'FAILED',
      retryable: retryable === true,
    })
  }
  return told.size > 0 ? [...told.values()] : undefined
}

/** Where a path with `@` for every element of a list meets nulls, each place once. What was not asked for is none. */
function nullsAlong(data: Json, path: readonly string[]): Set<string> {
  const found = new Set<string>()
  const visit = (value: Json | undefined, at: number, walked: string) => {
    if (value === null) found.add(walked)
    const step = path[at]
    if (typeof value !== 'object' || value === null || step === undefined) return
    if (Array.isArray(value)) {
      if (step === '@') for (const element of value) visit(element, at + 1, `${walked}[]`)
    } else if (Object.hasOwn(value, step)) visit(value[step], at + 1, walked === '' ? step : `${walked}.${step}`)
  }
  visit(data, 0, '')
  return found
}

function nullAt(data: Json, path: readonly (string | number)[]): string | undefined {
  let value: Json | undefined = data
  let walked = ''
  for (const step of path) {
    if (typeof value !== 'object' || value === null) break
    if (!Object.hasOwn(value, step)) return undefined
    walked = typeof step === 'number' ? `${walked}[]` : walked === '' ? step : `${walked}.${step}`
    value = (value as Record<string | number, Json>)[step]
  }
  return value === null ? walked : undefined
}
