import {
  assertValidSchema,
  BREAK,
  GraphQLError,
  Kind,
  TypeInfo,
  ValidationContext,
  type ASTNode,
  type ASTVisitFn,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql'

type Visit = ASTVisitFn<ASTNode>
type Handler = { rule: number; visitor: ASTVisitor; visit: Visit }
type Handlers = { enter: Handler[]; leave: Handler[] }

/** What of a node of a document may have rules: all but names and descriptions. */
const below: Partial<Record<string, readonly string[]>> = {
  [Kind.DOCUMENT]: ['definitions'],
  [Kind.OPERATION_DEFINITION]: ['variableDefinitions', 'directives', 'selectionSet'],
  [Kind.VARIABLE_DEFINITION]: ['variable', 'type', 'defaultValue', 'directives'],
  [Kind.SELECTION_SET]: ['selections'],
  [Kind.FIELD]: ['arguments', 'directives', 'selectionSet'],
  [Kind.ARGUMENT]: ['value'],
  [Kind.FRAGMENT_SPREAD]: ['directives'],
  [Kind.INLINE_FRAGMENT]: ['typeCondition', 'directives', 'selectionSet'],
  [Kind.FRAGMENT_DEFINITION]: ['variableDefinitions', 'typeCondition', 'directives', 'selectionSet'],
  [Kind.LIST]: ['values'],
  [Kind.OBJECT]: ['fields'],
  [Kind.OBJECT_FIELD]: ['value'],
  [Kind.DIRECTIVE]: ['arguments'],
  [Kind.LIST_TYPE]: ['type'],
  [Kind.NON_NULL_TYPE]: ['type'],
}

class Enough extends Error {}

/**
 * What is wrong with an operation by some rules: as `validate` of graphql-js tells it, in the same words and order. That
 * makes ready, for each document, what every rule does at every kind of node, which for a usual operation takes longer
 * than to look at it; this asks a rule only about the kinds it names, and goes only where any of them is.
 * What a rule's visitor may answer is theirs (https://graphql.org/graphql-js/language/#visit): `false` leaves out what is
 * below, for that rule alone, and `BREAK` ends it. Rules of validation change nothing.
 */
export function findMistakes(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
  { maxErrors, hideSuggestions }: { maxErrors: number; hideSuggestions: boolean },
): readonly GraphQLError[] {
  assertValidSchema(schema)
  const mistakes: GraphQLError[] = []
  const note = (mistake: GraphQLError) => {
    if (mistakes.length >= maxErrors) throw new Enough()
    mistakes.push(mistake)
  }
  const types = new TypeInfo(schema)
  const context = new ValidationContext(schema, document, types, note, hideSuggestions)
  try {
    walk(
      document,
      rules.map((rule) => rule(context)),
      types,
    )
  } catch (error) {
    if (!(error instanceof Enough)) throw error
    mistakes.push(new GraphQLError('Too many validation errors, error limit reached. Validation aborted.'))
  }
  return mistakes
}

function walk(document: DocumentNode, visitors: readonly ASTVisitor[], types: TypeInfo) {
  const { everywhere, byKind } = handlersOf(visitors)
  /** By rule: the node below which it wants to see nothing, or `BREAK`. */
  const skipping = visitors.map((): unknown => undefined)
  let skipped = 0
  const path: (string | number)[] = []
  const ancestors: (ASTNode | readonly ASTNode[])[] = []

  const visit = (node: ASTNode, key: string | number | undefined, parent: ASTNode | readonly ASTNode[] | undefined) => {
    const { enter, leave } = byKind.get(node.kind) ?? everywhere
    types.enter(node)
    for (const { rule, visitor, visit: say } of enter) {
      if (skipping[rule] !== undefined) continue
      const said: unknown = say.call(visitor, node, key, parent, path, ancestors)
      if (said !== false && said !== BREAK) continue
      skipping[rule] = said === BREAK ? BREAK : node
      skipped += 1
    }
    visitBelow(node, parent)
    for (const { rule, visitor, visit: say } of leave) {
      if (skipping[rule] !== undefined) continue
      if (say.call(visitor, node, key, parent, path, ancestors) !== BREAK) continue
      skipping[rule] = BREAK
      skipped += 1
    }
    if (skipped > 0)
      for (const [rule, at] of skipping.entries())
        if (at === node) {
          skipping[rule] = undefined
          skipped -= 1
        }
    types.leave(node)
  }
  const visitBelow = (node: ASTNode, parent: ASTNode | readonly ASTNode[] | undefined) => {
    const keys = below[node.kind]
    if (!keys) return
    if (parent) ancestors.push(parent)
    for (const key of keys) {
      const child = node[key as keyof ASTNode] as unknown as ASTNode | readonly ASTNode[] | undefined
      if (child === undefined) continue
      path.push(key)
      if ('kind' in child) visit(child, key, node)
      else {
        ancestors.push(node)
        for (const [at, element] of child.entries()) {
          path.push(at)
          visit(element, at, child)
          path.pop()
        }
        ancestors.pop()
      }
      path.pop()
    }
    if (parent) ancestors.pop()
  }
  visit(document, undefined, undefined)
}

/** Which visitors are to be asked where, each in its turn. */
function handlersOf(visitors: readonly ASTVisitor[]) {
  const everywhere: Handlers = { enter: [], leave: [] }
  const byKind = new Map<string, Handlers>()
  for (const [rule, visitor] of visitors.entries())
    for (const name in visitor) {
      const said = visitor[name as keyof ASTVisitor] as Visit | { enter?: Visit; leave?: Visit }
      if (name === 'enter' || name === 'leave') {
        everywhere[name].push({ rule, visitor, visit: said as Visit })
        continue
      }
      let handlers = byKind.get(name)
      if (!handlers) byKind.set(name, (handlers = { enter: [], leave: [] }))
      const { enter, leave } = typeof said === 'function' ? { enter: said } : said
      if (enter) handlers.enter.push({ rule, visitor, visit: enter })
      if (leave) handlers.leave.push({ rule, visitor, visit: leave })
    }
  // What is for all kinds is not for those that its rule names.
  for (const moment of ['enter', 'leave'] as const)
    for (const handler of everywhere[moment])
      for (const [kind, { [moment]: handlers }] of byKind)
        if (!(kind in handler.visitor)) handlers.splice(placeFor(handler.rule, handlers), 0, handler)
  return { everywhere, byKind }
}

/** Rules have their say in the order they were given in. */
function placeFor(rule: number, handlers: readonly Handler[]) {
  const at = handlers.findIndex((other) => other.rule > rule)
  return at < 0 ? handlers.length : at
}
