import { expect, test } from 'vitest'

import { visitorCountry } from './visitor-country.ts'

test.each([
  ['Europe/Lisbon', 'pt-PT', 'PT'],
  ['Europe/Lisbon', 'en-US', 'PT'],
  ['America/Toronto', 'en', 'CA'],
  ['Europe/Berlin', 'de', 'DE'],
  ['Europe/Paris', 'fr-CA', 'FR'],
  ['Europe/London', 'en-GB', 'GB'],
  ['UTC', 'en-GB', 'GB'],
  ['UTC', 'pt-Latn-BR', 'BR'],
  ['UTC', 'en', null],
  ['Mars/Olympus', 'es-419', null],
])('whose device keeps %s and whose browser speaks %s is in %s', (timeZone, language, country) => {
  expect(visitorCountry(timeZone, language)).toBe(country)
})
