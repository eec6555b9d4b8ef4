import type { GraphQLError } from 'graphql'

import { copy, isObject, type Json, type JsonObject, type Path } from '../json.ts'
import type { Kinds } from '../kinds.ts'
import type { Lost, Run } from '../run.ts'
import type { Flaw } from '../shape.ts'
import { addFlaw, asSeen } from '../told-errors.ts'
import type { Block, Deferral } from './compile-deferral.ts'
import type { Deferred } from './split.ts'

/** A fragment that is still to come, at one place of the answer. */
export type Pending = { id: string; path: Path; label: string | undefined }
/** What came of one. Null: something in it may not be null and is. */
export type Part = Pending & { data: Json; errors: readonly GraphQLError[] }
/** Told at once: what came, and what in it is still to come. */
export type Parts = {
  parts: readonly Part[]
  pending: readonly Pending[]
  isLast: boolean
  /** Of the whole answer, with its last part. */
  extensions: Extensions
}
/** What comes at once; `rest` is undefined if it is all. */
export type First = {
  data: JsonObject | null
  errors: readonly GraphQLError[]
  pending: readonly Pending[]
  extensions: Extensions
  rest: AsyncGenerator<Parts> | undefined
}
export type Extensions = Record<string, unknown> | undefined
/** All that was answered, put together. */
export type All = { data: JsonObject | null; errors: GraphQLError[]; lost: Lost[] }

type Place = Pending & { source: Json }
/** One deferred fragment on its way. */
type Stage = {
  deferred: Deferred
  run: Run
  /** So many errors of its run were told before. */
  before: number
  done: Promise<void>
  /** It was put together: what is deferred in it may go on. */
  ready: () => void
  places: Place[]
  /** There is no place for it in the answer. */
  needless: boolean
}

/**
 * Executes a plan in parts: what is deferred begins as soon as what it goes on from is there, and is told when what it is
 * in was told. All parts are made of the same objects; errors are told with the part they belong to. `finish`: what is
 * told at the end, of all together.
 */
export async function giveParts(
  deferral: Deferral,
  kinds: Kinds,
  run: Run,
  finish: (all: All) => Extensions,
): Promise<First> {
  const { primary, blocks } = deferral
  const { layout } = deferral
  const fetched = waiting([...primary.ids, ...[...blocks.values()].flatMap(({ ids }) => ids)])
  const stages = new Map<Deferred, Stage>()
  const outstanding = new Set<Stage>()
  const finished: Stage[] = []
  const held: GraphQLError[] = []
  let wake = Promise.withResolvers<void>()
  let met = 0

  const whole: Run = { ...run, data: {}, fetched: fetched.done }
  const told = Promise.withResolvers<void>()
  for (const one of deferral.deferred) begin(one, whole, told.promise)
  await perform(primary, whole)
  const source = whole.data ?? {}
  const flaws: Flaw[] = []
  const data = layout.primary(source, run.variables, flaws)
  for (const flaw of flaws) addFlaw(whole.errors, flaw)
  const pending = announce(deferral.deferred, [{ made: data, source, path: [] }])
  const errors = tell(whole.errors, data, [], pending)
  told.resolve()
  const all: All = { data, errors: [...errors], lost: [...whole.lost] }
  if (pending.length === 0) return { data, errors, pending, extensions: finish(all), rest: undefined }
  return { data, errors, pending, extensions: undefined, rest: rest(all) }

  async function perform({ fetch, ids }: Omit<Block, 'depends'>, of: Run) {
    await fetch(of)
    for (const id of ids) fetched.done(id) // what there was nothing to ask for is waited for no longer
  }

  function begin(deferred: Deferred, around: Run, turn: Promise<void>) {
    const block = blocks.get(deferred.id) as Block
    const own: Run = { ...around, errors: [], lost: [], heard: [], turn }
    const ready = Promise.withResolvers<void>()
    const stage: Stage = {
      deferred,
      run: own,
      before: 0,
      done: Promise.resolve(),
      ready: ready.resolve,
      places: [],
      needless: false,
    }
    stages.set(deferred, stage)
    stage.done = (async () => {
      await Promise.all(block.depends.map(fetched.of))
      // What failed before explains what is missing here: it is known, and not told again.
      own.errors.push(...around.errors)
      stage.before = own.errors.length
      if (!stage.needless && !run.client.course.left) await perform(block, own)
      for (const id of block.ids) fetched.done(id)
    })()
    stage.done.catch(() => {}) // whoever waits for it hears of it
    for (const one of deferred.nested) begin(one, own, ready.promise)
  }

  /** Finds where deferred fragments stand in what was just made: these are still to come. */
  function announce(
    deferred: readonly Deferred[],
    within: readonly { made: Json; source: Json; path: Path }[],
  ): Pending[] {
    return deferred.flatMap((one) => {
      const stage = stages.get(one) as Stage
      for (const { made, source, path } of within)
        find(one, made, source, path, run, kinds, (at, from) =>
          stage.places.push({ id: `${met++}`, path: at, label: one.label, source: from }),
        )
      if (stage.places.length === 0) leaveOut(stage)
      else {
        outstanding.add(stage)
        const tell = () => {
          finished.push(stage)
          wake.resolve()
        }
        stage.done.then(tell, tell)
      }
      return stage.places.map(({ id, path, label }) => ({ id, path, label }))
    })
  }

  function leaveOut(stage: Stage) {
    stage.needless = true
    for (const one of stage.deferred.nested) leaveOut(stages.get(one) as Stage)
  }

  async function* rest(all: All): AsyncGenerator<Parts> {
    while (outstanding.size > 0) {
      await wake.promise
      wake = Promise.withResolvers()
      const parts: Part[] = []
      const pending: Pending[] = []
      for (const stage of finished.splice(0)) {
        outstanding.delete(stage)
        await stage.done // it is over; should it have failed, that is thrown here
        const { deferred, places, run: own, before } = stage
        const waited = held.splice(0)
        const here = waited.filter((error) => places.some((place) => leadsTo(place.path, error)))
        held.push(...waited.filter((error) => !here.includes(error)))
        const theirs = [...own.errors.slice(before), ...here]
        const made = places.map((place) => ({ ...place, made: complete(deferred, place, theirs) }))
        for (const { path, made: data } of made) {
          if (all.errors.length > 0) keepNulls(valueAt(all.data, path), data)
          addPart(all.data, path, data)
        }
        const further = announce(deferred.nested, made)
        pending.push(...further)
        const still = [...further, ...[...outstanding].flatMap((other) => other.places)]
        for (const [n, { id, path, label, made: data }] of made.entries()) {
          const errors = theirs.filter((error) => placeOf(error, places) === n)
          parts.push({ id, path, label, data, errors: tell(errors, data, path, still) })
        }
        all.lost.push(...own.lost)
        stage.ready()
      }
      for (const { errors } of parts) all.errors.push(...errors)
      const extensions = outstanding.size === 0 ? finish(all) : undefined
      yield { parts, pending, isLast: outstanding.size === 0, extensions }
    }
  }

  /** Errors of what is already here but shows only in a part to come are told with that one. */
  function tell(errors: readonly GraphQLError[], data: Json, at: Path, still: readonly Pending[]): GraphQLError[] {
    return errors.flatMap((error) => {
      const seen = asSeen(error, data, at)
      if (seen === error || !still.some(({ path }) => leadsTo(path, error))) return [seen]
      held.push(error)
      return []
    })
  }

  function complete(deferred: Deferred, { source, path }: Place, errors: GraphQLError[]): Json {
    const flaws: Flaw[] = []
    const made = layout.part.get(deferred)?.(source, flaws) ?? null
    for (const flaw of flaws) addFlaw(errors, { ...flaw, path: [...path, ...flaw.path] })
    return made
  }
}

/** Every place where a deferred fragment stands, from an object that it is in. */
function find(
  { way, from: type }: Deferred,
  fromMade: Json,
  fromSource: Json,
  from: Path,
  run: Run,
  kinds: Kinds,
  found: (path: Path, source: JsonObject) => void,
) {
  const go = (made: Json | undefined, source: Json | undefined, step: number, path: Path, known: string): void => {
    if (Array.isArray(made) && Array.isArray(source)) {
      for (const [index, one] of made.entries()) go(one, source[index], step, [...path, index], known)
      return
    }
    if (!isObject(made) || !isObject(source)) return
    const next = way[step]
    if (!next) return found(path, source)
    if ('key' in next) {
      const { key } = next
      if (Object.hasOwn(made, key)) go(made[key], source[key], step + 1, [...path, key], next.type.name)
      return
    }
    const { __typename: name } = source
    const on = next.node.typeCondition?.name.value
    if (on === undefined || kinds.is(typeof name === 'string' ? name : known, on))
      go(made, source, step + 1, path, known)
  }
  go(fromMade, fromSource, 0, from, type.name)
}

const leadsTo = (path: Path, error: GraphQLError) => path.every((step, at) => error.path?.[at] === step)

/** The place that an error is told with: the first where it shows, or the first of all. */
const placeOf = (error: GraphQLError, places: readonly Place[]) =>
  Math.max(
    places.findIndex(({ path }) => leadsTo(path, error)),
    0,
  )

/** Puts a part into the whole, without changing the part. */
function addPart(whole: Json, path: Path, data: Json) {
  const target = valueAt(whole, path)
  if (isObject(target) && isObject(data)) mergeCopy(target, data)
}

function valueAt(whole: Json, path: Path): Json | undefined {
  let value: Json | undefined = whole
  for (const step of path) value = (value as Record<string | number, Json> | null | undefined)?.[step]
  return value
}

function mergeCopy(target: JsonObject, part: JsonObject) {
  for (const [key, given] of Object.entries(part)) target[key] = together(target[key], given)
}

/** What was told to be null stays so: a client could not make an object of some of its fields. */
function keepNulls(known: Json | undefined, part: Json) {
  if (typeof known !== 'object' || typeof part !== 'object' || known === null || part === null) return
  if (Array.isArray(known) !== Array.isArray(part)) return
  const before = known as JsonObject // a list has its places for names
  const now = part as JsonObject
  for (const key of Object.keys(now)) {
    if (!Object.hasOwn(before, key)) continue
    if (before[key] === null) now[key] = null
    else keepNulls(before[key], now[key] as Json)
  }
}

function together(known: Json | undefined, given: Json): Json {
  if (isObject(known) && isObject(given)) {
    mergeCopy(known, given)
    return known
  }
  if (Array.isArray(known) && Array.isArray(given) && known.length === given.length)
    return known.map((one, at) => together(one, given[at] as Json))
  return copy(given)
}

/** Fetches that others go on from. One that nobody knows is waited for by nobody. */
function waiting(ids: readonly string[]) {
  const known = new Map(ids.map((id) => [id, Promise.withResolvers<void>()]))
  return {
    of: async (id: string) => known.get(id)?.promise,
    done: (id: string) => known.get(id)?.resolve(),
  }
}
