import {
  defaultTypeResolver,
  getArgumentValues,
  getNullableType,
  getOperationAST,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  locatedError,
  responsePathAsArray,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

import { isPromise, joined, leafOf, thrownAfter, type Later, type Parts } from './json-text.ts'
import { KeptText } from './kept-text.ts'
import { isOfItself } from './of-itself.ts'

// graphql-js reads a document anew for every object of every answer: which fields it asks for, of what type they are,
// which arguments they have. Here that is done once, and leaves functions. What they answer is what graphql-js answers
// (`compiled-operation.test.ts` compares), written as JSON at once: no object is made of it first. What is not known here
// is left to graphql-js.

/** Only graphql-js executes this. */
export class NotCompiled extends Error {
  override name = 'NotCompiled'
}

/** `data` is JSON, one character a byte. */
export type Result = { data: string; errors?: GraphQLError[] }
export type CompiledOperation = {
  definition: OperationDefinitionNode
  execute(context: unknown, variables: Record<string, unknown>): Result | Promise<Result>
}

type Path = GraphQLResolveInfo['path']
type Run = {
  context: unknown
  variables: Record<string, unknown>
  errors: GraphQLError[]
  /** Where an error made the answer null: what happens below is of no interest any more. */
  nulled: Set<Path | undefined>
  /** Arguments by field: they are the same for every object. */
  args: Map<Field, Record<string, unknown>>
  /** How often something else than the object told of was looked at, or may have been: a resolver, a method, a type by its value. */
  elsewhere: number
}
/** JSON, or null where that is the answer: whoever is asked for more than null then knows. */
type Written = Later<string | null>
type Complete = (run: Run, value: unknown, path: Path) => Written
type Place = { nodes: readonly FieldNode[]; nonNull: boolean }
type Field = Place & {
  key: string
  definition: GraphQLField<unknown, unknown>
  on: GraphQLObjectType
  hasArguments: boolean
  /** What stands before its value. */
  before: string
  /** Its resolver reads nothing but its object. */
  ofItself: boolean
  /** What it answers is made of more: its path is needed there. */
  deep: boolean
  complete: Complete
}
/** A field, or the name of the type as it is written. */
type Asked = Field | { typename: string }
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** Compiles the operation of a document that was found valid. Throws `NotCompiled`. */
export function compileOperation(schema: GraphQLSchema, document: DocumentNode, name?: string): CompiledOperation {
  const found = getOperationAST(document, name)
  const rootType = found && schema.getRootType(found.operation)
  if (!found || !rootType || found.operation === 'subscription') throw new NotCompiled('operation')
  const definition = found
  refuseUnknown(schema, document)
  const fragments: Fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  )

  /** What a resolver may ask about its field. */
  class Info implements GraphQLResolveInfo {
    readonly #field: Field
    readonly #run: Run
    readonly path: Path
    readonly schema = schema
    readonly operation = definition
    readonly rootValue = undefined
    constructor(field: Field, run: Run, path: Path) {
      this.#field = field
      this.#run = run
      this.path = path
    }
    get fieldName() {
      return this.#field.definition.name
    }
    get fieldNodes() {
      return this.#field.nodes
    }
    get returnType() {
      return this.#field.definition.type
    }
    get parentType() {
      return this.#field.on
    }
    get fragments() {
      return Object.fromEntries(fragments)
    }
    get variableValues() {
      return this.#run.variables
    }
  }

  const compileFields = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Asked[] =>
    [...collect(schema, fragments, type, sets)].map(([key, nodes], at): Asked => {
      const fieldName = nodes[0]?.name.value ?? ''
      const before = `${at === 0 ? '{' : ','}"${key}":`
      if (fieldName === '__typename') return { typename: `${before}"${type.name}"` }
      const field = type.getFields()[fieldName]
      if (!field) throw new NotCompiled('introspection')
      const made: Field = {
        key,
        nodes,
        before,
        definition: field,
        on: type,
        ofItself: !field.resolve || isOfItself(field.resolve),
        hasArguments: field.args.length > 0,
        nonNull: isNonNullType(field.type),
        deep: !isLeafType(getNullableType(field.type)),
        complete: () => null,
      }
      made.complete = compileValue(made, field.type)
      return made
    })

  const compileValue = (field: Field, type: GraphQLOutputType): Complete => {
    if (isNonNullType(type)) {
      const complete = compileValue(field, type.ofType)
      return (run, value, path) => {
        const done = complete(run, value, path)
        if (done === null) throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`)
        return done
      }
    }
    if (isLeafType(type)) return leafOf(type)
    const complete = isListType(type)
      ? compileList(field, type.ofType)
      : isAbstractType(type)
        ? compileAbstract(field, type)
        : compileObject(field, type)
    return (run, value, path) => {
      if (value instanceof Error) throw value
      return value === null || value === undefined ? null : complete(run, value, path)
    }
  }

  const compileList = (field: Field, item: GraphQLOutputType): Complete => {
    const complete = compileValue(field, item)
    const place: Place = { nodes: field.nodes, nonNull: isNonNullType(item) }
    return (run, value, path) => {
      if (typeof value !== 'object' || !(Symbol.iterator in (value as object)))
        throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`)
      const items: unknown[] = Array.isArray(value) ? value : Array.from(value as Iterable<unknown>)
      let text = '['
      let parts: Parts | undefined
      for (let at = 0; at < items.length; at += 1) {
        const here: Path = { prev: path, key: at, typename: undefined }
        if (at > 0) text += ','
        let done: Written
        try {
          const one = items[at]
          done = isPromise(one) ? one.then((given) => complete(run, given, here)) : complete(run, one, here)
          if (isPromise(done)) {
            parts ??= { texts: [], later: [] }
            parts.texts.push(text)
            parts.later.push(done.then(undefined, (error: unknown) => failed(run, place, error, here)))
            text = ''
            continue
          }
        } catch (error) {
          try {
            done = failed(run, place, error, here)
          } catch (located) {
            if (!parts) throw located
            return thrownAfter(parts, located)
          }
        }
        text += done ?? 'null'
      }
      text += ']'
      return parts ? joined(parts, text) : text
    }
  }

  const compileObject = (field: Field, type: GraphQLObjectType): Complete => {
    const fields = compileFields(type, setsOf(field))
    if (!fields.every((one) => 'typename' in one || one.ofItself))
      return (run, value, path) => executeFields(run, fields, value, path)
    const kept = new KeptText()
    return (run, value, path) => {
      if (typeof value !== 'object' || value === null || !Object.isFrozen(value))
        return executeFields(run, fields, value, path)
      const known = kept.of(value)
      if (known !== undefined) return known
      const [errors, elsewhere] = [run.errors.length, run.elsewhere]
      const text = executeFields(run, fields, value, path)
      // What is below may look elsewhere, for some objects: an empty list has nothing that does.
      if (!isPromise(text) && run.errors.length === errors && run.elsewhere === elsewhere) kept.keep(value, text)
      return text
    }
  }

  const compileAbstract = (field: Field, type: GraphQLAbstractType): Complete => {
    const cases = new Map<string, Complete>()
    const caseOf = (named: unknown): Complete => {
      const known = cases.get(named as string)
      if (known) return known
      const told = typeof named === 'string' ? schema.getType(named) : undefined
      if (!isObjectType(told) || !schema.isSubType(type, told))
        throw new GraphQLError(`"${type.name}" at ${nameOf(field)} is of no type that it may be.`, {
          nodes: field.nodes,
        })
      const complete = compileObject(field, told)
      cases.set(told.name, complete)
      return complete
    }
    const resolveType = type.resolveType ?? defaultTypeResolver
    return (run, value, path) => {
      run.elsewhere += 1
      const named = resolveType(value, run.context, new Info(field, run, path), type)
      if (isPromise(named)) return named.then((later) => caseOf(later)(run, value, path))
      return caseOf(named)(run, value, path)
    }
  }

  const executeField = (run: Run, field: Field, source: unknown, parent: Path | undefined): Written => {
    const { key, definition: is, on, complete } = field
    const pathHere = (): Path => ({ prev: parent, key, typename: on.name })
    let path: Path | undefined
    try {
      const args = field.hasArguments ? argumentsOf(run, field) : {}
      let value: unknown
      if (is.resolve) {
        if (!field.ofItself) run.elsewhere += 1
        path = pathHere()
        value = is.resolve(source, args, run.context, new Info(field, run, path))
      } else if ((typeof source === 'object' && source !== null) || typeof source === 'function') {
        value = (source as Record<string, unknown>)[is.name]
        if (typeof value === 'function') {
          run.elsewhere += 1
          path = pathHere()
          value = (value as (...given: unknown[]) => unknown).call(
            source,
            args,
            run.context,
            new Info(field, run, path),
          )
        }
      }
      if (isPromise(value)) {
        const here = (path ??= pathHere())
        return value
          .then((given) => complete(run, given, here))
          .then(undefined, (error: unknown) => failed(run, field, error, here))
      }
      if (!field.deep) return complete(run, value, undefined as unknown as Path)
      const here = (path ??= pathHere())
      const done = complete(run, value, here)
      return isPromise(done) ? done.then(undefined, (error: unknown) => failed(run, field, error, here)) : done
    } catch (error) {
      return failed(run, field, error, path ?? pathHere())
    }
  }

  const executeFields = (
    run: Run,
    fields: readonly Asked[],
    source: unknown,
    path: Path | undefined,
  ): Later<string> => {
    if (fields.length === 0) return '{}'
    let text = ''
    let parts: Parts | undefined
    try {
      for (const field of fields) {
        if ('typename' in field) {
          text += field.typename
          continue
        }
        text += field.before
        const done = executeField(run, field, source, path)
        if (isPromise(done)) {
          parts ??= { texts: [], later: [] }
          parts.texts.push(text)
          parts.later.push(done)
          text = ''
        } else text += done ?? 'null'
      }
    } catch (error) {
      if (!parts) throw error
      return thrownAfter(parts, error)
    }
    text += '}'
    return parts ? joined(parts, text) : text
  }

  /** A mutation's fields, one after the other. */
  const executeSerially = async (run: Run, fields: readonly Asked[]) => {
    let text = ''
    for (const field of fields)
      text +=
        'typename' in field
          ? field.typename
          : field.before + ((await executeField(run, field, undefined, undefined)) ?? 'null')
    return `${text}}`
  }

  const rootFields = compileFields(rootType, [definition.selectionSet])
  const serially = definition.operation === 'mutation'
  return {
    definition,
    execute(context, variables) {
      const run: Run = { context, variables, errors: [], nulled: new Set(), args: new Map(), elsewhere: 0 }
      const answer = (data: string): Result => (run.errors.length > 0 ? { errors: [...run.errors], data } : { data })
      const nothing = (error: unknown) => {
        add(run, error as GraphQLError, undefined)
        return answer('null')
      }
      try {
        const data = serially ? executeSerially(run, rootFields) : executeFields(run, rootFields, undefined, undefined)
        return isPromise(data) ? data.then(answer, nothing) : answer(data)
      } catch (error) {
        return nothing(error)
      }
    },
  }
}

const nameOf = ({ on, definition }: Field) => `${on.name}.${definition.name}`
const setsOf = ({ nodes }: Field) => nodes.flatMap(({ selectionSet }) => selectionSet ?? [])

function argumentsOf(run: Run, field: Field): Record<string, unknown> {
  const known = run.args.get(field)
  if (known) return known
  const read = getArgumentValues(field.definition, field.nodes[0] as FieldNode, run.variables)
  run.args.set(field, read)
  return read
}

/** Null in its place, and an error that says where; or, where null may not be, thrown to what it is in. */
function failed(run: Run, { nodes, nonNull }: Place, raw: unknown, path: Path): null {
  const error = locatedError(raw, nodes, responsePathAsArray(path))
  if (nonNull) throw error
  add(run, error, path)
  return null
}

function add({ errors, nulled }: Run, error: GraphQLError, path: Path | undefined) {
  if (nulled.has(undefined)) return
  for (let at = path; at; at = at.prev) if (nulled.has(at)) return
  nulled.add(path)
  errors.push(error)
}

/** Looked for at once, since types that depend on the data are compiled when they are first met. */
function refuseUnknown(schema: GraphQLSchema, document: DocumentNode) {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && type.isTypeOf) throw new NotCompiled('isTypeOf')
  visit(document, {
    enter(node) {
      // What depends on variables would have to be compiled for each of their settings.
      const chooses =
        node.kind === Kind.FIELD || node.kind === Kind.INLINE_FRAGMENT || node.kind === Kind.FRAGMENT_SPREAD
      if (chooses && node.directives?.length) throw new NotCompiled('directive')
      if (node.kind === Kind.FIELD && node.alias?.value === '__proto__') throw new NotCompiled('alias')
    },
  })
}

/** The fields asked of a type, in the order of their first mention. */
function collect(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  const take = (set: SelectionSetNode) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value
        const known = fields.get(key)
        if (known) known.push(selection)
        else fields.set(key, [selection])
        continue
      }
      const named = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined
      if (named !== undefined && spread.has(named)) continue
      if (named !== undefined) spread.add(named)
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      if (!fragment) continue
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value)
      const applies =
        !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))
      if (applies) take(fragment.selectionSet)
    }
  }
  sets.forEach(take)
  return fields
}
