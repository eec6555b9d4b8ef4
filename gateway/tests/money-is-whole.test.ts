import fs from 'node:fs'

import { isInterfaceType, isObjectType, buildSchema, getNamedType } from 'graphql'
import { expect, test } from 'vitest'

// Airlock's prices are floats: 0.1 + 0.2 nights.

const schema = buildSchema(fs.readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'))
/** What is measured, not counted. */
const measured = /^(latitude|longitude|distanceKm|radiusKm|searchRadiusKm|score|north|south|east|west)$/i

test('no sum of the public graph is a float: fractions are only of places and scores', () => {
  const floats = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name === 'Float')
          .map((field) => `${type.name}.${field.name}`)
      : [],
  )
  const scores = new Set(['GuestRatingFacet.from'])
  expect(floats.filter((name) => !measured.test(name.split('.')[1]!) && !scores.has(name))).toEqual([])
  const { amount } = (schema.getType('Money') as ReturnType<typeof schema.getQueryType> & object).getFields()
  expect(String(amount!.type)).toBe('MinorUnits!')
})
