import { buildSchema, parse, print, validate } from 'graphql'
import { describe, expect, test } from 'vitest'

import { refuseText } from '../src/policies/text-bounds.ts'
import { contracts } from './executor/contracts.ts'
import { dice, writeOperation } from './executor/operations.ts'
import { stage } from './executor/stage.ts'

const bounds = { tokens: 40, nesting: 4, aliases: 3, directives: 2, fragments: 2, spreads: 3 }
const refusal = (text: string) => refuseText(text, bounds)?.message

describe('the text of an operation', () => {
  test.each([
    ['tokens', '{ a b c }', `{ ${'a '.repeat(40)} }`, 'tokens'],
    ['tokens within brackets', '{ a(b: [1, 2]) }', `{ a(b: [${'1,'.repeat(40)}]) }`, 'tokens'],
    ['brackets', '{ a { b { c { d } } } }', '{ a { b { c { d { e } } } } }', 'brackets'],
    ['brackets of values', '{ a(b: [[1]]) }', '{ a(b: [[[[1]]]]) }', 'brackets'],
    ['aliases', '{ a:b c:d e:f }', '{ a:b c:d e:f g:h }', 'aliases'],
    ['directives', '{ a @x @y }', '{ a @x @y @z }', 'directives'],
    [
      'fragments',
      'fragment A on B {c} fragment D on E {f}',
      'fragment A on B {c} fragment D on E {f} fragment G on H {i}',
      'fragments',
    ],
    ['spreads', '{ ...A ...B ...C }', '{ ...A ...B ...C ...D }', 'spreads'],
  ])('is refused for its %s', (_, good, bad, words) => {
    expect(refusal(good)).toBeUndefined()
    expect(refusal(bad)).toContain(words)
  })

  test.each([
    ['arguments are no aliases', '{ a(b: 1, c: 2, d: { e: 3, f: 4 }) }'],
    ['nor are variables and their types', 'query ($a: Int, $b: Int, $c: Int, $d: Int) { e }'],
    ['what stands in a string is not counted', '{ a(b: "{{{{{ @ @ @ : : : : \\" ... ((((((") }'],
    ['nor in a block string', '{ a(b: """ {{{{{ \\""" " "" @@@ : : : : """) }'],
    ['nor in a comment', '# {{{{{ @ @ @ : : : : "\n{ a }'],
    ['an inline fragment is no spread', '{ ... on A { a } ... on B { b } ... @x { c } ... { d } }'],
    ['an operation after a fragment is not the fragment', 'fragment A on B { c } { ...A }'],
  ])('%s', (_, text) => {
    expect(refusal(text)).toBeUndefined()
  })

  test.each([
    ['itself', 'fragment A on B { ...A } { a }', 'A'],
    [
      'another that spreads it',
      '{ a { ...A } } fragment A on B @x { b { ...C } } fragment C on B { ... on B { ...A } }',
      'A',
    ],
  ])('is refused for a fragment that spreads %s', (_, text, name) => {
    expect(refuseText(text)?.message).toBe(`Cannot spread fragment "${name}" within itself.`)
  })

  test('is never refused when it is an operation that is answered, however it is written', async () => {
    const { schema } = await stage(contracts)
    let seen = 0
    for (let seed = 1; seed <= 100; seed += 1) {
      const { query } = writeOperation(schema, seed)
      if (validate(schema, parse(query)).length > 0) continue
      seen += 1
      const chance = dice(seed)
      const written = query.replaceAll(' ', () => chance.pick([' ', ',', '\n', '\t', ' # } {\n', '\ufeff']))
      for (const text of [query, print(parse(query)), written]) expect(refuseText(text)).toBeUndefined()
    }
    expect(seen).toBeGreaterThan(50)
  })

  test('is refused for a cycle exactly when graphql-js would refuse it', () => {
    const schema = buildSchema('type Query { a: Query b: Int }')
    for (let seed = 1; seed <= 200; seed += 1) {
      const { below } = dice(seed)
      const count = 1 + below(5)
      const fragments = Array.from(
        { length: count },
        (_, n) =>
          `fragment F${n} on Query { b ${Array.from({ length: below(3) }, () => `...F${below(count)}`).join(' ')} }`,
      )
      const text = `${fragments.join('\n')} { a { ${fragments.map((_, n) => `...F${n}`).join(' ')} } }`
      const theirs = validate(schema, parse(text)).some(({ message }) => message.includes('within itself'))
      expect({ text, refused: refuseText(text) !== undefined }).toEqual({ text, refused: theirs })
    }
  })
})
