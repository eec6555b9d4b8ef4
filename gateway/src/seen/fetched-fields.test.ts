import { expect, test } from 'vitest'

import { fetchedFields } from './fetched-fields.ts'

test.each([
  ['query Search__hotels__0($where:Filter!){searchHotels(where:$where){edges{node{id}}}}', ['Query.searchHotels']],
  ['{a:hotel(id:"1"){id name} b : hotel(id:"2"){id} __typename hotels{id}}', ['Query.hotel', 'Query.hotels']],
  ['{one(text:") } {two"){id}two(text:"""a " ( {""" at:{x:{y:1}}){id}}', ['Query.one', 'Query.two']],
  ['{one(text:"\\\\\\")}{"){id}@include(if:$a) two@skip(if:$b)}', ['Query.one', 'Query.two']],
  [
    'query Q__c__1($representations:[_Any!]!){_entities(representations:$representations){...on Hotel{visits name{first}} ...on Room @include(if:$x){...on Bed{size} count}}}',
    ['Hotel.visits', 'Hotel.name', 'Bed.size', 'Room.count'],
  ],
  ['{...on Query{hotel(id:1){...on Hotel{deep}}}}', ['Query.hotel']],
])('the fields that %s brings', (text, fields) => {
  expect(fetchedFields(text, 'Query')).toEqual(fields)
})

test('a change brings fields of the mutation, and a text that is cut off does no harm', () => {
  expect(fetchedFields('mutation{rename(id:1){id}}', 'Mutation')).toEqual(['Mutation.rename'])
  for (const text of ['{a(b:"', '{a(', '{...', '{', '', '}}{a', '{a:'])
    expect(fetchedFields(text, 'Query').length).toBeLessThan(2)
})
