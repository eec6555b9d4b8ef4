import { buildSubgraphSchema } from '@apollo/subgraph'
import {
  FieldsOnCorrectTypeRule,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { findMistakes } from '../src/policies/one-walk.ts'
import { queryLimits, standardLimits } from '../src/policies/query-limits.ts'
import { rulesFor } from '../src/policies/rules-for.ts'
import { contracts } from './executor/contracts.ts'
import { dice, writeOperation } from './executor/operations.ts'

// What is wrong with an operation is told in the same words, in the same order, as by graphql-js with its own walk.
// ONE_WALK_OPERATIONS sets another number of operations.

const wanted = Number(process.env['ONE_WALK_OPERATIONS'] ?? 1_500)
const rules = [...specifiedRules, queryLimits({ ...standardLimits, depth: 4, aliases: 3 })]

let schema: GraphQLSchema
beforeAll(() => {
  schema = buildSubgraphSchema([{ typeDefs: parse(contracts['catalog'] as string) }])
})

/** Every second text with some of its words in each other's place: most mistakes are made so. */
function operation(seed: number): DocumentNode | undefined {
  const { query } = writeOperation(schema, seed)
  const { below, oneIn, pick } = dice(seed * 31)
  const words = query.split(/(\W+)/)
  for (let times = below(4); times > 0; times -= 1) {
    const [one, other] = [below(words.length), below(words.length)]
    words[one] = oneIn(4)
      ? pick(['', 'nothing', '$v0', '@skip(if: 1)', '...F0', '__typename'])
      : (words[other] as string)
  }
  try {
    return parse(words.join(''))
  } catch {
    return undefined
  }
}

const options = { maxErrors: 4, hideSuggestions: true }
const told = (errors: readonly GraphQLError[]) => errors.map((error) => JSON.stringify(error))

describe('rules in one walk', () => {
  test('find what they find one by one', () => {
    const count = { valid: 0, wrong: 0 }
    const chosen = rulesFor(rules)
    const left = new Set<number>()
    for (let seed = 1; seed <= wanted; seed += 1) {
      const document = operation(seed)
      if (!document) continue
      const right = told(validate(schema, document, rules, options))
      const those = chosen(document.loc?.source.body ?? '')
      expect(told(findMistakes(schema, document, those, options)), `seed ${seed}`).toEqual(right)
      left.add(rules.length - those.length)
      count[right.length > 0 ? 'wrong' : 'valid'] += 1
    }
    expect(Math.min(count.valid, count.wrong)).toBeGreaterThan(wanted / 10)
    expect(left.size).toBeGreaterThan(3) // texts in which rules have no subject are among them
  })

  test('and it would be seen if one of them was not asked', () => {
    const fewer = rulesFor(rules.filter((rule) => rule !== FieldsOnCorrectTypeRule))
    const differ = Array.from({ length: 100 }, (_, seed) => operation(seed)).some((document) => {
      const those = document && fewer(document.loc?.source.body ?? '')
      return (
        those &&
        told(findMistakes(schema, document, those, options)).join() !==
          told(validate(schema, document, rules, options)).join()
      )
    })
    expect(differ).toBe(true)
  })

  test('leave out what one of them does not want to see, for that one alone', () => {
    const seen: string[] = []
    const says =
      (name: string, stopsAt?: string): ValidationRule =>
      (context) => ({
        Field(node) {
          seen.push(`${name} ${node.name.value}`)
          if (node.name.value === stopsAt) return false
          if (node.name.value === 'b') context.reportError(new GraphQLError(`${name} met b`))
          return undefined
        },
        leave(node) {
          if (node.kind === 'Field') seen.push(`${name} leaves ${node.name.value}`)
        },
      })
    const by = [says('one', 'a'), says('other')]
    const document = parse('{ a { b } c }')
    const right = [told(validate(schema, document, by, options)), [...seen]]
    seen.length = 0
    expect([told(findMistakes(schema, document, by, options)), seen]).toEqual(right)
    expect(seen).toContain('other b')
    expect(seen).not.toContain('one b')
  })
})
