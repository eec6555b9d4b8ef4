import { expect, test } from 'vitest'

import { seal, sealCode } from './seal.ts'

const signature = 'q7cQ9mYk0w1RZb3n5xTtUe8vJpLhSfGd2oAiXyVuWrE'

test('a signature and the token that ends in it have the same seal and the same code', () => {
  expect(seal(`eyJhbGciOiJFZERTQSJ9.eyJob3RlbCI6ImgxIn0.${signature}`)).toBe(seal(signature))
  expect(sealCode(`eyJhbGciOiJFZERTQSJ9.eyJob3RlbCI6ImgxIn0.${signature}`)).toBe(sealCode(signature))
})

test('one changed character is another seal with another code', () => {
  const other = `${signature.slice(0, -1)}F`
  expect(seal(other)).not.toBe(seal(signature))
  expect(sealCode(other)).not.toBe(sealCode(signature))
})

test('the code is four characters that cannot be misheard for each other', () => {
  const codes = Array.from({ length: 2000 }, (_, i) => sealCode(`s${i}`))
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(codes).size).toBeGreaterThan(1980)
})

test('a thousand seals are whole numbers only, under 20 KB', () => {
  for (let i = 0; i < 1000; i++) {
    const svg = seal(`seed ${i}`, { size: 24 + (i % 3) * 40 })
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    expect(svg.length).toBeLessThan(20_000)
  }
})

test('a label names it and cannot break out of it', () => {
  expect(seal(signature, { label: 'Seal "7K3Q" <b>' })).toContain('role="img" aria-label="Seal 7K3Q b"')
})
