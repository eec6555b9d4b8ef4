import { expect, test } from 'vitest'

import { originsOf, returnAddress } from './return-url.ts'

const ours = ['https://staygraph.example']

test('the browser comes back to our page with the card page added', () => {
  expect(returnAddress('https://staygraph.example/book?offer=x#pay', ours, 'cp1')).toBe(
    'https://staygraph.example/book?offer=x&card_page=cp1#pay',
  )
})

test.for([
  'https://evil.example/book',
  'https://staygraph.example.evil.example/',
  'https://staygraph.example@evil.example/',
  'https://evil.example@staygraph.example/',
  'http://staygraph.example/book',
  'javascript:alert(1)',
  '/book',
  '',
])('the browser is not sent to %s', (url) => {
  expect(returnAddress(url, ours, 'cp1')).toBeNull()
})

test('a site on one’s own machine may be opened under each of its names, another only under its own', () => {
  expect(originsOf('http://localhost:3000')).toEqual([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])
  expect(originsOf('https://staygraph.example/')).toEqual(['https://staygraph.example'])
})
