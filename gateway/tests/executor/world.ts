import { hash } from 'node:crypto'

import {
  GraphQLError,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'

/** An object of the world as resolvers pass it on. `given`: what the gateway sent to identify it. */
export type Thing = { __typename: string; key: string; given?: Record<string, unknown> }
export type State = Map<string, number>

const number = (...parts: unknown[]) => parseInt(hash('sha256', JSON.stringify(parts), 'hex').slice(0, 8), 16)

/** What is computed from other fields of the same object, wherever it is computed. */
const computed: Record<string, Record<string, unknown>> = {
  'Hotel.tax': { stars: true, size: { area: true, side: { long: true } } },
  'Hotel.label': { open: true },
  'Hotel.deal': { price: { args: { currency: 'JPY', nights: 2 } } },
  'Hotel.bargain': { price: { args: { currency: 'EUR' } } },
  'Book.blurb': { title: true },
  'Movie.blurb': { title: true },
  'Media.blurb': { title: true },
}
/** Fields the gateway needs for itself never fail: nobody else would see that they did. */
const safe =
  /^(?:\w+\.(?:id|code|email|__typename)|Hotel\.(?:stars|size|open|price)|Size\.\w+|Side\.\w+|(?:Book|Movie)\.title)$/
const strings = ['plain', 'with "quotes" and \\', 'ünïcödé 𝄞', '', 'line\nbreak\u2028', '</script>', '__proto__']

/** A world in which every value follows from a seed, whoever asks for it: a subgraph that knows a part, or one that knows all. */
export function createWorld(supergraph: GraphQLSchema, seed: number, faultOneIn: number) {
  /** Book or Movie, for what a subgraph knows as Media only. */
  const concrete = (type: string, n: number) => (type === 'Media' ? (n % 2 === 0 ? 'Book' : 'Movie') : type)
  const entity = (type: string, n: number): Thing => ({
    __typename: concrete(type, n),
    key: `${concrete(type, n)}:${n}`,
  })

  const make = (type: GraphQLOutputType, key: string): unknown => {
    if (isNonNullType(type)) return makeSome(type.ofType, key)
    return number(seed, key, 'null') % 8 === 0 ? null : makeSome(type, key)
  }
  const makeSome = (type: GraphQLOutputType, key: string): unknown => {
    const n = number(seed, key)
    if (isListType(type)) return Array.from({ length: n % 4 }, (_, at) => make(type.ofType, `${key}/${at}`))
    if (isEnumType(type)) return type.getValues()[n % type.getValues().length]?.name
    if (isInterfaceType(type) || isUnionType(type)) {
      if (type.name === 'Media') return entity('Media', n % 5)
      const possible = supergraph.getPossibleTypes(type)
      return makeSome(possible[n % possible.length] as GraphQLOutputType, key)
    }
    if (isObjectType(type))
      return 'id' in type.getFields() ? entity(type.name, ownNumber(type.name, n)) : { __typename: type.name, key }
    return {
      Int: n % 1_000,
      Float: (n % 1_000) / 8,
      Boolean: n % 2 === 0,
      String: strings[n % strings.length],
      ID: `${n}`,
    }[(type as { name: string }).name]
  }
  /** Even books, odd movies: the number tells what a medium is. */
  const ownNumber = (type: string, n: number) =>
    type === 'Book' ? (n % 3) * 2 : type === 'Movie' ? (n % 2) * 2 + 1 : n % 5

  const read = (thing: Thing, field: string, args: object, state: State): unknown => {
    const { key } = thing
    const [type, n] = identify(thing)
    if (field === '__typename') return type
    if (field === 'id') return `${type === 'Book' || type === 'Movie' ? 'Media' : type}-${n}`
    if (field === 'code') return `code-${n}`
    if (field === 'email') return `user-${n}@example.com`
    if (field === 'revision') return state.get(key) ?? 0
    const needs = computed[`${type}.${field}`]
    const definition = supergraph.getType(type)
    if (!isObjectType(definition)) throw new Error(`no such type: ${type}`)
    const found = definition.getFields()[field]
    if (!found) throw new Error(`no such field: ${type}.${field}`)
    if (needs) {
      const known = thing.given ? pick(thing.given, needs) : own(thing, needs, state)
      return makeSome(
        isNonNullType(found.type) ? found.type.ofType : found.type,
        `${key}.${field}.${JSON.stringify(known)}`,
      )
    }
    return make(found.type, `${key}.${field}${JSON.stringify(args)}`)
  }
  const own = (thing: Thing, needs: Record<string, unknown>, state: State): unknown =>
    Object.fromEntries(
      Object.entries(needs).map(([field, below]) => {
        const { args } = below as { args?: object }
        const value = read(thing, field, args ?? {}, state)
        return [
          field,
          below === true || args || value === null
            ? value
            : own(value as Thing, below as Record<string, unknown>, state),
        ]
      }),
    )

  return {
    /** What a resolver answers: a value, or it throws. */
    resolve(thing: Thing, field: string, args: Record<string, unknown>, state: State): unknown {
      const [type] = identify(thing)
      if (type === 'Mutation') {
        const [, of = ''] = /^Hotel-(\d)$/.exec(String(args['id'])) ?? []
        if (of === '') return field === 'touch' ? entity('Hotel', 0) : null
        state.set(`Hotel:${of}`, (state.get(`Hotel:${of}`) ?? 0) + (field === 'charge' ? Number(args['amount']) : 1))
        return entity('Hotel', Number(of))
      }
      if (type === 'Query' && typeof args['id'] === 'string') {
        const thing = this.find(args['id'])
        const wanted = supergraph.getQueryType()?.getFields()[field]?.type
        return thing && (wanted?.toString() === thing.__typename || field === 'node') ? thing : null
      }
      if (!safe.test(`${type}.${field}`) && number(seed, thing.key, field, args, 'fault') % faultOneIn === 0)
        throw new GraphQLError(`${type}.${field} failed`, { extensions: { code: 'PLANNED' } })
      return read(thing, field, args, state)
    },
    /** The thing with an id, if it is one. */
    find(id: string): Thing | null {
      const [, type, n] = /^(Hotel|Review)-([0-4])$/.exec(id) ?? []
      return type === undefined ? null : entity(type, Number(n))
    },
    /** The thing that a representation means. */
    refer(type: string, given: Record<string, unknown>): Thing | null {
      const [n] = /\d+/.exec(String(given['id'] ?? given['code'] ?? given['email'])) ?? []
      return n === undefined ? null : { ...entity(type, Number(n)), given }
    },
  }
}
/** The type and number of a thing: a subgraph that knows it as something less says so in `__typename`, not in its key. */
const identify = ({ __typename, key }: Thing): [type: string, n: string] => {
  const [, type = __typename, n = ''] = /^([A-Z]\w+):(\d+)$/.exec(key) ?? []
  return [type, n]
}

export type World = ReturnType<typeof createWorld>

/** What was given of what is needed, in the order of the needs. */
const pick = (given: Record<string, unknown>, needs: Record<string, unknown>): unknown =>
  Object.fromEntries(
    Object.entries(needs).map(([field, below]) => {
      const value = given[field]
      if (value === undefined) return [field, 'MISSING']
      return [
        field,
        below === true || 'args' in (below as object) || value === null
          ? value
          : pick(value as Record<string, unknown>, below as Record<string, unknown>),
      ]
    }),
  )
