import {
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql'

import { UnknownShape } from '../plan.ts'
import type { Grown, Growing, Part } from './growing.ts'
import {
  compileSkip,
  exactly,
  goesOn,
  listOf,
  no,
  nothing,
  signs,
  skipKey,
  utf8,
  type Skip,
  type Told,
} from './skip-value.ts'
import { belowOf, fieldsOf, type Asked } from './told.ts'

/** Reads what a fetch tells of an object into it: where that ends, or `no`. */
export type Read = (told: Told, at: number, into: Growing) => number

/** An object of the answer that fetches complete, or that has such objects below it. */
export type Spine = {
  begin(): Growing
  /** By fetch. */
  reads: ReadonlyMap<number, Read>
  /** Which of its parts a fetch writes, and which keys. */
  writes: ReadonlyMap<number, { parts: number[]; keys: number[] }>
  below: ReadonlyMap<string, { part: number; spine: Spine }>
  /** Where a key is that another fetch needs. */
  keyAt: ReadonlyMap<string, number>
  type: GraphQLObjectType
  write(growing: Growing): string
}

/** A fetch that goes on from a place; and what it needs to know of the objects there. */
export type Joint = { fetch: number; path: readonly string[]; told: Asked; needs: readonly string[] }

type Teller = { fetch: number; told: Asked }
/** With what is told of an object of this type, in order. */
type TellerHere = Teller & { fields: ReadonlyMap<string, readonly FieldNode[]> }

/**
 * Lays out an object that several fetches tell of. Where two tell the same, the later one counts, as everywhere. Throws
 * `UnknownShape` for what can only be done with JSON.
 */
export function compileSpine(
  type: GraphQLObjectType,
  asking: Asked,
  before: readonly Teller[],
  joints: readonly Joint[],
): Spine {
  const here = joints.filter(({ path }) => path.length === 0)
  const tellers = [...before, ...here].map(({ fetch, told }): TellerHere => ({
    fetch,
    told,
    fields: fieldsOf(told, type),
  }))
  const asked = fieldsOf(asking, type)
  const tellerOf = new Map(
    [...asked].map(([key, nodes]) => [
      key,
      tellers.findLast(({ fields }) => fields.get(key)?.[0]?.name.value === nodes[0]?.name.value),
    ]),
  )
  const below = new Map<string, { part: number; spine: Spine; grow: (fetch: number, part: number) => Read }>()
  const places = layOut()
  const keyAt = new Map([...new Set(here.flatMap(({ needs }) => needs))].map((key, at) => [key, at]))
  for (const key of keyAt.keys())
    if (!tellers.some(({ fields }) => fields.has(key))) throw new UnknownShape('a key that nobody tells')
  const reads = new Map<number, Read>()
  const writes = new Map<number, { parts: number[]; keys: number[] }>()
  for (const teller of tellers) compileTeller(teller)
  const prefixes = places.map(
    ({ first, joined }, at) => `${at === 0 ? '{' : ','}${joined ? `${JSON.stringify(first)}:` : ''}`,
  )
  const fixed = places.map(({ first, typename }) =>
    typename ? `${JSON.stringify(first)}:${JSON.stringify(type.name)}` : '',
  )
  const [parts, keys] = [fixed.map((text): Part => text), Array.from(keyAt, () => '')]
  const spines = places.map(({ first, joined }) => (joined ? below.get(first)?.spine : undefined))
  return {
    begin: () => ({ parts: parts.slice(), keys: keys.slice() }),
    reads,
    writes,
    below,
    keyAt,
    type,
    write(growing) {
      let text = ''
      for (let at = 0; at < prefixes.length; at += 1) {
        const part = growing.parts[at] as Part
        text += (prefixes[at] as string) + (typeof part === 'string' ? part : writeGrown(part, spines[at] as Spine))
      }
      return `${text}}`
    },
  }

  /** The parts of the text: neighbours that one fetch tells one after the other are one. */
  function layOut() {
    const laid: { first: string; last: string; teller: TellerHere | undefined; joined: boolean; typename: boolean }[] =
      []
    for (const [key, nodes] of asked) {
      const field = type.getFields()[nodes[0]?.name.value ?? '']
      const typename = nodes[0]?.name.value === '__typename'
      const teller = typename ? undefined : tellerOf.get(key)
      if (!typename && (!teller || !field)) throw new UnknownShape('a field that nobody tells')
      const inner = joints.flatMap((joint) => (joint.path[0] === key ? { ...joint, path: joint.path.slice(1) } : []))
      const previous = laid.at(-1)
      const keys = teller ? [...teller.fields.keys()] : []
      if (field && inner.length > 0) {
        const { spine, grow } = compileBelow(field.type, belowOf(asking, nodes), tellersOf(key), inner)
        below.set(key, { part: laid.length, spine, grow })
        laid.push({ first: key, last: key, teller, joined: true, typename: false })
      } else if (
        previous &&
        !previous.joined &&
        teller &&
        previous.teller === teller &&
        keys[keys.indexOf(previous.last) + 1] === key
      )
        previous.last = key
      else laid.push({ first: key, last: key, teller, joined: false, typename })
    }
    return laid
  }

  /** Who tells of the objects below: one alone, or lists would have to be put together. */
  function tellersOf(key: string): Teller[] {
    const found = tellers.flatMap(({ fetch, told, fields }) => {
      const nodes = fields.get(key)
      return nodes ? [{ fetch, told: belowOf(told, nodes) }] : []
    })
    if (found.length !== 1) throw new UnknownShape('objects that two fetches tell')
    return found
  }

  function compileTeller(teller: TellerHere) {
    const { fetch, told, fields } = teller
    const written = { parts: [] as number[], keys: [] as number[] }
    const steps = [...fields].map(([key, nodes], at) => {
      const begins = places.findIndex((place) => place.teller === teller && place.first === key && !place.joined)
      const ends = places.findIndex((place) => place.teller === teller && place.last === key && !place.joined)
      const keyIndex = keyAt.get(key) ?? no
      if (ends !== no) written.parts.push(ends)
      const child = below.get(key)
      if (child) written.parts.push(child.part)
      if (keyIndex !== no) written.keys.push(keyIndex)
      if (child && keyIndex !== no) throw new UnknownShape('a key with objects in it')
      return {
        literal: utf8(`${at === 0 ? '{' : ','}${JSON.stringify(key)}:`),
        begins: begins !== no,
        ends,
        keyIndex,
        read: child?.grow(fetch, child.part),
        skip: child ? undefined : skipOf(key, nodes, told),
      }
    })
    reads.set(fetch, readerOf(steps))
    writes.set(fetch, written)
  }

  function skipOf(key: string, nodes: readonly FieldNode[], told: Asked): Skip {
    const name = nodes[0]?.name.value ?? ''
    if (name === '__typename') return exactly(utf8(JSON.stringify(type.name)))
    const wanted = asked.get(key)
    const field = type.getFields()[name]
    if (wanted?.[0]?.name.value === name && field)
      return compileSkip(field.type, belowOf(asking, wanted), belowOf(told, nodes))
    if (nodes[0]?.selectionSet) throw new UnknownShape('a key with objects in it')
    return skipKey
  }
}

type Step = {
  literal: Uint8Array
  begins: boolean
  ends: number
  keyIndex: number
  read: Read | undefined
  skip: Skip | undefined
}

function readerOf(steps: readonly Step[]): Read {
  return (told, from, into) => {
    let [at, begun] = [from, from]
    for (const { literal, begins, ends, keyIndex, read, skip } of steps) {
      if (!goesOn(told, at, literal)) return no
      if (begins) begun = at + 1
      const value = at + literal.length
      at = read ? read(told, value, into) : (skip as Skip)(told, value)
      if (at === no) return no
      if (ends !== no) into.parts[ends] = told.text.slice(begun, at)
      if (keyIndex !== no) into.keys[keyIndex] = told.text.slice(value, at)
    }
    return told.bytes[at] === signs.closeObject ? at + 1 : no
  }
}

function compileBelow(type: GraphQLOutputType, asked: Asked, tellers: readonly Teller[], joints: readonly Joint[]) {
  const named = getNamedType(type)
  if (!isObjectType(named)) throw new UnknownShape('a type that depends on the data')
  const levels = listLevels(type)
  const inner = joints.map((joint) => {
    if (!joint.path.slice(0, levels).every((step) => step === '@')) throw new UnknownShape('path')
    return { ...joint, path: joint.path.slice(levels) }
  })
  if (inner.some(({ path }) => path[0] === '@')) throw new UnknownShape('path')
  const spine = compileSpine(named, asked, tellers, inner)
  return {
    spine,
    grow: (fetch: number, part: number): Read => compileGrow(type, spine, spine.reads.get(fetch) as Read, part),
  }
}

const listLevels = (type: GraphQLOutputType): number => {
  const nullable = getNullableType(type)
  return isListType(nullable) ? 1 + listLevels(nullable.ofType) : 0
}

/** Reads what is at a place below an object, and gives it to the object as one of its parts. */
function compileGrow(type: GraphQLOutputType, spine: Spine, read: Read, part: number): Read {
  const pick = compilePick(type, spine, read)
  return (told, at, into) => {
    const found: Grown[] = []
    const end = pick(told, at, found)
    if (end !== no) into.parts[part] = found[0] as Grown
    return end
  }
}

function compilePick(wrapped: GraphQLOutputType, spine: Spine, read: Read) {
  const type = getNullableType(wrapped)
  const element = isListType(type) ? compilePick(type.ofType, spine, read) : undefined
  const nullable = !isNonNullType(wrapped)
  return (told: Told, at: number, found: Grown[]): number => {
    if (nullable && goesOn(told, at, nothing)) {
      found.push(null)
      return at + 4
    }
    if (element) {
      const list: Grown[] = []
      found.push(list)
      return listOf((of, from) => element(of, from, list))(told, at)
    }
    const growing = spine.begin()
    found.push(growing)
    return read(told, at, growing)
  }
}

function writeGrown(grown: Grown, spine: Spine): string {
  if (grown === null) return 'null'
  if (!Array.isArray(grown)) return spine.write(grown)
  let text = ''
  for (const element of grown) text += (text === '' ? '' : ',') + writeGrown(element, spine)
  return `[${text}]`
}
