import { BREAK, type ASTNode, type ASTVisitFn, type ASTVisitor, type ValidationRule } from 'graphql'

type Visit = ASTVisitFn<ASTNode>
type Handler = { rule: number; visitor: ASTVisitor; visit: Visit }

/**
 * Many rules as one that says the same. graphql-js makes ready, for each document, what every rule does at every kind of
 * node, which for the usual operation takes longer than to look at it: this asks a rule only about what it names.
 * What a visitor may answer is theirs (https://graphql.org/graphql-js/language/#visit): `false` leaves out what is below,
 * for that rule alone, and `BREAK` ends it. Rules of validation change nothing.
 */
export const inOneWalk =
  (rules: readonly ValidationRule[]): ValidationRule =>
  (context) => {
    const visitors = rules.map((rule) => rule(context))
    const skipping = visitors.map((): unknown => undefined)
    let skipped = 0
    const everywhere = { enter: [] as Handler[], leave: [] as Handler[] }
    const byKind = new Map<string, typeof everywhere>()
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

    const entering =
      (handlers: readonly Handler[]): Visit =>
      (node, key, parent, path, ancestors) => {
        for (const { rule, visitor, visit } of handlers) {
          if (skipping[rule] !== undefined) continue
          const said = visit.call(visitor, node, key, parent, path, ancestors)
          if (said !== false && said !== BREAK) continue
          skipping[rule] = said === BREAK ? BREAK : node
          skipped += 1
        }
      }
    const leaving =
      (handlers: readonly Handler[]): Visit =>
      (node, key, parent, path, ancestors) => {
        for (const { rule, visitor, visit } of handlers) {
          if (skipping[rule] !== undefined) continue
          if (visit.call(visitor, node, key, parent, path, ancestors) !== BREAK) continue
          skipping[rule] = BREAK
          skipped += 1
        }
        if (skipped === 0) return
        for (const [rule, at] of skipping.entries())
          if (at === node) {
            skipping[rule] = undefined
            skipped -= 1
          }
      }
    const walk = ({ enter, leave }: typeof everywhere) => ({ enter: entering(enter), leave: leaving(leave) })
    return Object.assign(
      walk(everywhere),
      Object.fromEntries([...byKind].map(([kind, named]) => [kind, walk(named)])),
    ) as ASTVisitor
  }

/** Rules have their say in the order they were given in. */
function placeFor(rule: number, handlers: readonly Handler[]) {
  const at = handlers.findIndex((other) => other.rule > rule)
  return at < 0 ? handlers.length : at
}
