import { expect, test } from 'vitest'

import { foldName, nearNames } from './place-name.ts'

test('case, accents and punctuation are ignored, in any script', () => {
  expect(foldName('MÜNCHEN')).toBe('munchen')
  expect(foldName(' Saint-Étienne ')).toBe('saint etienne')
  expect(foldName('Łódź')).toBe('lodz')
  expect(foldName('København')).toBe('kobenhavn')
  expect(foldName('Straße')).toBe('strasse')
  expect(foldName('İSTANBUL')).toBe('istanbul')
  expect(foldName('Θεσσαλονίκη')).toBe('θεσσαλονικη')
  expect(foldName('Xi’an')).toBe('xian')
})

test('signs that are letters of their script stay: kana with voicing, Devanagari vowels', () => {
  expect(foldName('ミュンヘン')).toBe('ミュンヘン')
  expect(foldName('パリ')).not.toBe(foldName('ハリ'))
  expect(foldName('दिल्ली')).toBe('दिल्ली')
})

test('a slip is a letter forgotten, added, wrong, or swapped with its neighbour', () => {
  expect(nearNames('lisbn')).toContain('lisbon')
  expect(nearNames('lisbbon')).toContain('lisbon')
  expect(nearNames('lizbon')).toContain('lisbon')
  expect(nearNames('libson')).toContain('lisbon')
  expect(nearNames('мосва')).toContain('москва')
  expect(nearNames('lisbon')).not.toContain('lisbon')
})
