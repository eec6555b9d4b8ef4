import { serverAudits } from 'graphql-http'
import { describe, expect, test } from 'vitest'

import { stageGraph } from './staged-graph.ts'

const { url } = await stageGraph()
const audits = serverAudits({ url: `${url}/graphql`, fetchFn: fetch })

describe('the audit of GraphQL over HTTP', () => {
  test('has 61 questions', () => expect(audits).toHaveLength(61))

  test.each(audits.map(({ name, fn }) => ({ name, fn })))('$name', async ({ fn }) => {
    const { status, ...told } = await fn()
    expect({ status, reason: 'reason' in told ? told.reason : undefined }).toEqual({ status: 'ok' })
  })
})

describe('and a page of another site still cannot ask', () => {
  const query = '{"query":"{ __typename }"}'
  test.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' }, 'query={a}'],
    ['a form with JSON in it', { 'content-type': 'text/plain' }, query],
    ['an upload', { 'content-type': 'multipart/form-data; boundary=a' }, query],
    ['a script', { 'content-type': 'application/json', origin: 'https://evil.example' }, query],
    ['a browser', { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, query],
  ])('as %s', async (_, headers, body) => {
    const { status } = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
    expect([403, 415]).toContain(status)
  })

  test('as an image', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', accept: 'image/*' }
    expect((await fetch(`${url}/graphql?query={__typename}`, { headers })).status).toBe(403)
  })
})
