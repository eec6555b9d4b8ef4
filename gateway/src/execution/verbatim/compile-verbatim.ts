import type { GraphQLObjectType, OperationDefinitionNode } from 'graphql'

import type { FetchCache, Looked } from '../../caching/caching.ts'
import { asBytes, asText } from '../../http/request.ts'
import { compileAsk } from '../ask.ts'
import type { Document } from '../collect.ts'
import { compileVariables } from '../compile-fetch.ts'
import type { PlanParts } from '../compile-plan.ts'
import type { FetchNode, Plan, PlanNode } from '../plan.ts'
import { UnknownShape } from '../plan.ts'
import { readReply } from '../reply.ts'
import type { Reply, Run, Subgraph, Unread } from '../run.ts'
import { gather, type Growing, type Part } from './growing.ts'
import { identity, listFetches, placeOf, type Fetch } from './plan-fetches.ts'
import { no, type Read, type Told } from './read.ts'
import { goesOn, signs, utf8 } from './skip-value.ts'
import { compileSpine, type Joint, type Spine } from './spine.ts'
import { tellInOrder, type Telling } from './told.ts'

/**
 * Answers an operation with what subgraphs wrote, as they wrote it: in bytes, one character each. Undefined: something in it was not quite as
 * promised; what was heard until then is in `run.heard`, and is read as JSON.
 */
export type Verbatim = (run: Run) => Promise<string | undefined>

/** Does a part of a plan; false: it is to be done with JSON. */
type Step = (run: Run, root: Growing) => Promise<boolean>

/**
 * Compiles an operation so that its answer is put together from pieces of the replies, each looked through once: no
 * object is made of what is only handed on. Throws `UnknownShape` where an answer cannot be made so.
 */
export function compileVerbatim(
  { node: planned }: Plan,
  document: Document,
  definition: OperationDefinitionNode,
  type: GraphQLObjectType,
  parts: PlanParts,
): Verbatim {
  if (!planned || definition.operation !== 'query') throw new UnknownShape('no query')
  const fetches: Fetch[] = []
  listFetches(planned, [], fetches)
  const asked = { document, sets: [definition.selectionSet] }
  const told = fetches.map(({ node, path }): Telling => {
    const place = placeOf(type, asked, path)
    return tellInOrder(node.operation, document.schema, place.type, place.asked, node.requires !== undefined)
  })
  const tellerOf = ({ index }: Fetch) => ({ fetch: index, told: (told[index] as Telling).told })
  const before = fetches.filter(({ node }) => !node.requires).map(tellerOf)
  const joints = fetches
    .filter(({ node }) => node.requires)
    .map((fetch): Joint => ({ ...tellerOf(fetch), path: fetch.path, needs: identity(fetch.node).needs }))
  const spine = compileSpine(type, asked, before, joints)
  const steps = new Map(
    fetches.map((fetch) => [fetch.node, compileStep(fetch, told[fetch.index] as Telling, spine, parts)]),
  )
  const step = inOrder(planned, steps)
  return async (run) => {
    const root = spine.begin()
    return (await step(run, root)) ? spine.write(root) : undefined
  }
}

function inOrder(node: PlanNode, steps: ReadonlyMap<FetchNode, Step>): Step {
  switch (node.kind) {
    case 'Fetch':
      return steps.get(node) as Step
    case 'Flatten':
      return inOrder(node.node, steps)
    case 'Sequence': {
      const children = node.nodes.map((child) => inOrder(child, steps))
      return async (run, root) => {
        for (const child of children) if (!(await child(run, root))) return false
        return true
      }
    }
    case 'Parallel': {
      const children = node.nodes.map((child) => inOrder(child, steps))
      return async (run, root) => (await Promise.all(children.map((child) => child(run, root)))).every(Boolean)
    }
    case 'Condition':
    case 'Defer':
    case 'Subscription':
      throw new UnknownShape(node.kind)
  }
}

function compileStep(fetch: Fetch, { operation }: Telling, root: Spine, parts: PlanParts): Step {
  const { serviceName: service, operationName, variableUsages = [] } = fetch.node
  const subgraph = parts.subgraphs.get(service)
  if (!subgraph) throw new UnknownShape('unknown subgraph')
  const cache = parts.caching?.forFetch(service, operation)
  const named = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`
  const head = `{"query":${JSON.stringify(operation)}${named},"variables":{`
  const variables = compileVariables(variableUsages)
  const hear = compileHearing(fetch.node, subgraph)
  if (!fetch.node.requires) {
    const read = root.reads.get(fetch.index) as Read
    return async (run, into) => {
      const values = variables(run.sent)
      const looked = await cache?.look(run, [values], '')
      const known = looked?.found[0]
      if (known !== undefined) return readKept(known, (told) => read(told, 0, into))
      return hear(run, `${head}${values}}}`, { about: 1, representations: '' }, (told) => {
        const at = read(told, begin.length, into)
        if (!isWhole(told, begin, at, end)) return false
        if (looked) keepWhole(looked, copyOf(told, begin.length, at))
        return true
      })
    }
  }
  return compileEntities(fetch, root, { hear, cache, head, variables })
}

type Asking = {
  hear: ReturnType<typeof compileHearing>
  cache: FetchCache | undefined
  head: string
  variables: ReturnType<typeof compileVariables>
}

function compileEntities(fetch: Fetch, root: Spine, { hear, cache, head, variables }: Asking): Step {
  const { spine, steps } = follow(root, fetch.path)
  const read = spine.reads.get(fetch.index) as Read
  const { parts, keys } = spine.writes.get(fetch.index) ?? { parts: [], keys: [] }
  const represent = compileRepresentation(fetch.node, spine)
  const keyOf = compileKey(fetch.node, spine)
  if (identity(fetch.node).type !== spine.type.name) throw new UnknownShape('entities of another type')
  return async (run, into) => {
    const objects: Growing[] = []
    gather(into, steps, 0, objects)
    /** The first of those that are one entity; by what identifies it its place; and there, those that are the same. */
    const entities: Growing[] = []
    const places = new Map<string, number>()
    const same: (Growing[] | undefined)[] = []
    for (const object of objects) {
      const key = keyOf(object)
      const place = places.get(key)
      if (place === undefined) {
        places.set(key, entities.length)
        entities.push(object)
      } else (same[place] ??= []).push(object)
    }
    if (entities.length === 0) return true
    const values = variables(run.sent)
    const comma = values === '' ? '' : ','
    const looked = await cache?.look(
      run,
      entities.map((object) => asText(represent(object))),
      values,
    )
    /** By their places: those that the subgraph is asked about. */
    const asked: number[] = []
    for (let place = 0; place < entities.length; place += 1) {
      const known = looked?.found[place]
      if (known === undefined) asked.push(place)
      else if (!readKept(known, (told) => readOne(told, 0, place))) return false
    }
    if (asked.length === 0) return true
    let bytes = ''
    for (const place of asked) bytes += (bytes === '' ? '' : ',') + represent(entities[place] as Growing)
    // They are made of bytes that came; what is asked is text.
    const representations = asText(bytes)
    const body = `${head}${values}${comma}"representations":[${representations}]}}`
    return hear(run, body, { about: asked.length, representations }, (told) => {
      /** Where each begins, and where the last one ends. */
      const bounds = [beginEntities.length]
      if (!isWhole(told, beginEntities, readAll(told, bounds), endEntities)) return false
      if (looked)
        for (const [nth, place] of asked.entries())
          looked.keep(place, () => copyOf(told, bounds[nth] as number, (bounds[nth + 1] as number) - 1))
      return true
    })

    function readAll(told: Told, bounds: number[]): number {
      let at = beginEntities.length
      for (const place of asked) {
        if (place !== asked[0]) {
          if (told.bytes[at] !== signs.comma) return no
          at += 1
        }
        at = readOne(told, at, place)
        if (at === no) return no
        if (looked) bounds.push(at + 1)
      }
      return at
    }

    function readOne(told: Told, from: number, place: number): number {
      const first = entities[place] as Growing
      const at = read(told, from, first)
      if (at === no) return no
      for (const other of same[place] ?? []) {
        for (const part of parts) other.parts[part] = first.parts[part] as Part
        for (const key of keys) other.keys[key] = first.keys[key] as string
      }
      return at
    }
  }
}

const [begin, end] = [utf8('{"data":'), utf8('}')]
const [beginEntities, endEntities] = [utf8('{"data":{"_entities":['), utf8(']}}')]

/** Whether a reply begins and ends so, and nothing is in it that was not read. */
function isWhole(told: Told, before: Uint8Array, at: number, after: Uint8Array): boolean {
  if (at === no || !goesOn(told, 0, before) || !goesOn(told, at, after)) return false
  const rest = at + after.length
  return told.text.length === rest || told.text.slice(rest).trim() === ''
}

/** Reads what was kept. Written by another way to ask, it may not be readable: then JSON is made of what is kept or asked there. */
function readKept(known: string, read: (told: Told) => number): boolean {
  const text = asBytes(known)
  return read({ text, bytes: Buffer.from(text, 'latin1') }) === text.length
}

/** What is not there may be in a moment: then nothing is kept. */
function keepWhole(looked: Looked, text: string) {
  if (!Object.values(JSON.parse(text) as object).includes(null)) looked.keep(0, () => text)
}

/** A piece of a reply as text of its own, so that what is kept does not hold all of the reply. */
const copyOf = ({ text }: Told, from: number, to: number) => Buffer.from(text.slice(from, to), 'latin1').toString()

/** How many objects a fetch is about, and what is sent of them. */
type About = { about: number; representations: string }

/** Asks, and looks whether what was written may be given on. Whatever came of it was heard. */
function compileHearing(fetch: FetchNode, subgraph: Subgraph) {
  const ask = compileAsk(fetch, subgraph)
  return async (run: Run, body: string, { about, representations }: About, scan: (told: Told) => boolean) => {
    let scanned = false
    const hearing = (text: string, bytes: Uint8Array): Reply | Unread | undefined => {
      // A second answer to the same question is nobody's.
      if (scanned || (scanned = scan({ text, bytes }))) return { bytes: text }
      return readReply(asText(text))
    }
    const reply = await ask(run, body, about, hearing, 'bytes')
    run.heard.push({ fetch, representations, reply })
    return 'bytes' in reply
  }
}

/** The way from the whole answer to the objects that a fetch completes. */
function follow(root: Spine, path: readonly string[]) {
  const steps: number[] = []
  let spine = root
  for (const key of path.filter((step) => step !== '@')) {
    const below = spine.below.get(key)
    if (!below) throw new UnknownShape('path')
    steps.push(below.part)
    spine = below.spine
  }
  return { spine, steps }
}

/** What identifies an object, as it was told: values written as JSON can be told apart when they stand side by side. */
function compileKey(node: FetchNode, { keyAt }: Spine): (object: Growing) => string {
  const [first = 0, ...others] = identity(node).needs.map((key) => keyAt.get(key) as number)
  return ({ keys }) => {
    let text = keys[first] as string
    for (const key of others) text += `,${keys[key]}`
    return text
  }
}

/** As `compileRepresentation` writes it, from what is as it was told. */
function compileRepresentation(node: FetchNode, { keyAt, type }: Spine): (object: Growing) => string {
  const members = identity(node).fields.map(({ from, typename }, at) => ({
    before: `${at === 0 ? '{' : ','}${JSON.stringify(from)}:${typename ? JSON.stringify(type.name) : ''}`,
    key: typename ? undefined : (keyAt.get(from) as number),
  }))
  return ({ keys }) => {
    let text = ''
    for (const { before, key } of members) text += key === undefined ? before : before + (keys[key] as string)
    return `${text}}`
  }
}
