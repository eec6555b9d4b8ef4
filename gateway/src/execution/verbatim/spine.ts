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
import { bounded, cutByPattern, literally, type Pattern } from './patterns.ts'
import { no, type Read, type Told } from './read.ts'
import {
  compileValue,
  exactly,
  goesOn,
  key as keyValue,
  listOf,
  nothing,
  signs,
  utf8,
  type Value,
} from './skip-value.ts'
import { belowOf, fieldsOf, type Asked } from './told.ts'

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
        before: `${at === 0 ? '{' : ','}${JSON.stringify(key)}:`,
        begins,
        ends,
        keyIndex,
        read: child?.grow(fetch, child.part),
        value: child ? undefined : valueOf(key, nodes, told),
      }
    })
    reads.set(fetch, readerOf(steps))
    writes.set(fetch, written)
  }

  function valueOf(key: string, nodes: readonly FieldNode[], told: Asked): Value {
    const name = nodes[0]?.name.value ?? ''
    if (name === '__typename') return exactly(JSON.stringify(type.name))
    const wanted = asked.get(key)
    const field = type.getFields()[name]
    if (wanted?.[0]?.name.value === name && field)
      return compileValue(field.type, belowOf(asking, wanted), belowOf(told, nodes))
    if (nodes[0]?.selectionSet) throw new UnknownShape('a key with objects in it')
    return keyValue
  }
}

type Step = {
  /** What is before the value, a brace or comma first. */
  before: string
  /** The part of the text that begins with it, and the one that ends with it. */
  begins: number
  ends: number
  keyIndex: number
  read: Read | undefined
  value: Value | undefined
}

/** By pattern where all of it is only cut out, else by hand. */
function readerOf(steps: readonly Step[]): Read {
  const byHand = readByHand(steps)
  const pattern = patternOf(steps)
  if (pattern === undefined) return byHand
  const cuts = steps.flatMap(({ begins, keyIndex }) => [
    ...(begins === no ? [] : [{ at: begins, isKey: false }]),
    ...(keyIndex === no ? [] : [{ at: keyIndex, isKey: true }]),
  ])
  return cutByPattern(pattern, byHand, (found, into) => {
    for (let index = 0; index < cuts.length; index += 1) {
      const { at, isKey } = cuts[index] as (typeof cuts)[number]
      if (isKey) into.keys[at] = found[index + 1] as string
      else into.parts[at] = found[index + 1] as string
    }
  })
}

/** With a group for each part and each key, in the order in which they begin. */
function patternOf(steps: readonly Step[]): Pattern {
  let pattern = ''
  for (const { before, begins, ends, keyIndex, value } of steps) {
    if (value?.pattern === undefined) return undefined
    pattern += literally(before.slice(0, 1)) + (begins === no ? '' : '(') + literally(before.slice(1))
    pattern += keyIndex === no ? value.pattern : `(${value.pattern})`
    if (ends !== no) pattern += ')'
  }
  return bounded(`${pattern}\\}`)
}

function readByHand(steps: readonly Step[]): Read {
  const literals = steps.map(({ before }) => utf8(before))
  return (told, from, into) => {
    let [at, begun] = [from, from]
    for (let index = 0; index < steps.length; index += 1) {
      const { begins, ends, keyIndex, read, value } = steps[index] as Step
      const literal = literals[index] as Uint8Array
      if (!goesOn(told, at, literal)) return no
      if (begins !== no) begun = at + 1
      const from = at + literal.length
      at = read ? read(told, from, into) : (value as Value).skip(told, from)
      if (at === no) return no
      if (ends !== no) into.parts[ends] = told.text.slice(begun, at)
      if (keyIndex !== no) into.keys[keyIndex] = told.text.slice(from, at)
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
