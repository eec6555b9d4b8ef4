import { Kind, parse, type SelectionNode } from 'graphql'

import type { FetchCache, Looked } from '../caching/caching.ts'
import { compileAsk, takeHeard } from './ask.ts'
import type { PlanParts, Step } from './compile-plan.ts'
import { addError, addSubgraphError, readPath, related } from './errors.ts'
import { copy, isObject, type Json, type JsonObject, type Path } from './json.ts'
import { merge } from './merge.ts'
import { lose } from './nulls.ts'
import { compilePlace } from './place.ts'
import { UnknownShape, type FetchNode } from './plan.ts'
import { readReply } from './reply.ts'
import { compileRepresentation } from './representation.ts'
import { compileErrorRenames, compileOutputRewrites } from './rewrites.ts'
import type { NoReply, Reply, Run, Subgraph } from './run.ts'

/** A fetch of a plan: its request is written but for the values, and where its answer goes is known. */
export function compileFetch(node: FetchNode, path: (string | number)[], parts: PlanParts): Step {
  const { serviceName: service, operation, operationName, requires } = node
  const subgraph = parts.subgraphs.get(service)
  if (!subgraph) throw new UnknownShape('unknown subgraph')
  if (node.contextRewrites?.length) throw new UnknownShape('context')
  const changes = node.operationKind === 'mutation'
  const named = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`
  const head = `{"query":${JSON.stringify(operation)}${named},"variables":{`
  const variables = compileVariables(node.variableUsages ?? [])
  if (requires) return compileEntityFetch(node, path, parts, { head, variables })

  const place = path.length > 0 ? compilePlace(path) : undefined
  const rewrite = compileOutputRewrites(node.outputRewrites, parts.kinds)
  const rename = compileErrorRenames(node.outputRewrites)
  const cache = changes || place ? undefined : parts.caching?.forFetch(service, operation)
  const ask = compileAsk(node, subgraph)
  return async (run) => {
    const objects = place ? place.gather(run.data ?? {}) : undefined
    if (objects?.length === 0) return
    const values = variables(run.sent)
    const looked = await look(cache, run, service, [values], '')
    const known = looked?.found[0]
    const reply: Reply | NoReply = known
      ? { data: JSON.parse(known) as JsonObject }
      : (takeHeard(run, node, '') ?? (await ask(run, `${head}${values}}}`, 1, readReply)))
    if (changes) await parts.caching?.changed(service, run.client.viewer, !('unavailable' in reply))
    if ('unavailable' in reply) {
      const { message, extensions } = reply.unavailable
      for (const at of place ? [place.top] : rootFields(operation)) addError(run, message, at, extensions)
      return lose(run, service, reply.unavailable, operation, path, rename)
    }
    for (const error of reply.errors ?? []) {
      const told = readPath(error.path)
      addSubgraphError(run, service, error, told ? [...(place?.top ?? []), ...(place ? [] : rename(told))] : place?.top)
    }
    const { data } = reply
    if (!data) return
    if (run.turn) await run.turn
    // What is not there, or not told, may be in a moment.
    if (!known && !reply.errors && !Object.values(data).includes(null)) looked?.keep(0, () => JSON.stringify(data))
    rewrite?.(data)
    if (objects) for (const object of objects) merge(object, copy(data) as JsonObject, parts.kinds)
    else if (run.data) merge(run.data, data, parts.kinds)
    else run.data = data
  }
}

/** How a subscription begins: what a subgraph is asked, and how one of its events becomes what the rest goes on from. */
export type Primary = {
  service: string
  body(sent: Record<string, unknown>): string
  take(run: Run, reply: Reply): void
}

export function compilePrimary(node: FetchNode, { subgraphs, kinds }: PlanParts): Primary {
  const { serviceName: service, operation, operationName } = node
  if (!subgraphs.get(service)?.follow) throw new UnknownShape('unknown subgraph')
  const variables = compileVariables(node.variableUsages ?? [])
  const rewrite = compileOutputRewrites(node.outputRewrites, kinds)
  const rename = compileErrorRenames(node.outputRewrites)
  const named = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`
  const head = `{"query":${JSON.stringify(operation)}${named},"variables":{`
  return {
    service,
    body: (sent) => `${head}${variables(sent)}}}`,
    take(run, { data, errors = [] }) {
      for (const error of errors) {
        const told = readPath(error.path)
        addSubgraphError(run, service, error, told && rename(told))
      }
      if (!data) return
      rewrite?.(data)
      run.data = data
    },
  }
}

/** What is kept of what would be asked. */
async function look(
  cache: FetchCache | undefined,
  run: Run,
  service: string,
  asked: readonly string[],
  variables: string,
): Promise<Looked | undefined> {
  if (!cache) run.cache?.push({ service, asked: asked.length, found: 0 })
  return cache?.look(run, asked, variables)
}

type Written = { head: string; variables: (sent: Record<string, unknown>) => string }

/** A fetch that completes objects already known: each different one is asked about once, wherever it stands. */
function compileEntityFetch(node: FetchNode, path: Path, parts: PlanParts, request: Written): Step {
  const { serviceName: service } = node
  const { kinds, subgraphs } = parts
  const subgraph = subgraphs.get(service)
  if (!subgraph || node.variableUsages?.includes('representations')) throw new UnknownShape('representations')
  const place = compilePlace(path)
  const represent = compileRepresentation(node.requires ?? [], node.inputRewrites ?? [], kinds)
  const rewrite = compileOutputRewrites(node.outputRewrites, kinds)
  const rename = compileErrorRenames(node.outputRewrites)
  const cache = parts.caching?.forFetch(service, node.operation)
  const ask = compileAsk(node, subgraph)

  return async (run) => {
    const objects: JsonObject[] = []
    const which: number[] = [] // for each object, which of the representations is its
    const known = new Map<string, number>()
    const failed = run.errors.some((error) => !error.path || related(error.path, place.top))
    for (const object of place.gather(run.data ?? {})) {
      const text = represent(object, failed)
      if (text === undefined) continue
      let index = known.get(text)
      if (index === undefined) {
        index = known.size
        known.set(text, index)
      }
      objects.push(object)
      which.push(index)
    }
    if (objects.length === 0) return

    const values = request.variables(run.sent)
    const texts = [...known.keys()]
    const looked = await look(cache, run, service, texts, values)
    const entities: Json[] = looked
      ? looked.found.map((one) => (one === undefined ? null : (JSON.parse(one) as Json)))
      : []
    /** Which of the representations the subgraph is asked about. */
    const asked = texts.flatMap((_, index) => (looked?.found[index] === undefined ? [index] : []))
    if (asked.length > 0) await complete()
    if (run.turn) await run.turn
    const taken = new Set<number>()
    for (const [at, object] of objects.entries()) {
      const index = which[at] as number
      const entity = entities[index] as Json
      if (!isObject(entity)) continue
      // An object is at one place only: the second to need this entity gets a copy.
      const given = taken.has(index) ? (copy(entities[index] as Json) as JsonObject) : entity
      if (!taken.has(index)) {
        taken.add(index)
        rewrite?.(entity)
      }
      merge(object, given, kinds)
    }

    async function complete() {
      const representations = asked.map((index) => texts[index]).join(',')
      const body = `${request.head}${values}${values === '' ? '' : ','}"representations":[${representations}]}}`
      const reply = takeHeard(run, node, representations) ?? (await ask(run, body, asked.length, readReply))
      if ('unavailable' in reply) return fail(reply.unavailable)
      if (reply.errors) tell(reply.errors)
      const told = reply.data?.['_entities']
      if (reply.data === null || reply.data === undefined || (told === null && reply.errors)) return undefined
      if (!Array.isArray(told) || told.length !== asked.length) {
        return fail((subgraph as Subgraph).unusable('it did not answer every entity it was asked about', false))
      }
      for (const [at, index] of asked.entries()) {
        const entity = told[at] as Json
        entities[index] = entity
        if (looked && !reply.errors && isObject(entity)) looked.keep(index, () => JSON.stringify(entity))
      }
      return undefined
    }

    function fail(unavailable: NoReply['unavailable']) {
      addError(run, unavailable.message, place.top, unavailable.extensions)
      lose(run, service, unavailable, node.operation, path, rename)
    }

    function tell(errors: NonNullable<Reply['errors']>) {
      let paths: Map<JsonObject, Path> | undefined
      for (const error of errors) {
        const [root, nth, ...below] = readPath(error.path) ?? []
        const index = typeof nth === 'number' ? asked[nth] : undefined
        if (root !== '_entities' || index === undefined) {
          addSubgraphError(run, service, error, place.top)
          continue
        }
        paths ??= place.locate(run.data ?? {})
        const renamed = rename(below)
        const found = objects.flatMap((object, at) => (which[at] === index ? [paths?.get(object) ?? []] : []))
        for (const at of found.filter(({ length }) => length > 0))
          addSubgraphError(run, service, error, [...at, ...renamed])
        if (found.every(({ length }) => length === 0)) addSubgraphError(run, service, error, place.top)
      }
    }
  }
}

/** The variables a fetch uses, as members of a JSON object. What the client did not send is left to its default. */
export function compileVariables(names: readonly string[]) {
  const keys = names.map((name) => ({ name, before: `${JSON.stringify(name)}:` }))
  return (sent: Record<string, unknown>) => {
    let text = ''
    for (const { name, before } of keys) {
      const written = Object.hasOwn(sent, name) ? JSON.stringify(sent[name]) : undefined
      if (written !== undefined) text += `${text === '' ? '' : ','}${before}${written}`
    }
    return text
  }
}

/** What is null in the answer when a fetch of root fields fails, by the names the client gave. */
function rootFields(operation: string): Path[] {
  const [definition] = parse(operation, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [[]]
  const names = (selection: SelectionNode): Path[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet.selections.flatMap(names)
    return selection.kind === Kind.FIELD ? [[selection.alias?.value ?? selection.name.value]] : []
  }
  return definition.selectionSet.selections.flatMap(names)
}
