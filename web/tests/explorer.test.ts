import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { launch, shoot, visitor } from './browser.ts'
import { untilAnswered } from './traffic.ts'

// GraphiQL as the gateway serves it: its examples of what is told as it happens, and of what comes in parts.

const LONG = { timeout: 90_000 }
/** As `npm start` has it, where nobody names another. */
const GATEWAY_URL = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:4000'

describe('the explorer', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  const open = async (example: string) => {
    const visit = await visitor(browser)
    await visit.page.goto(`${GATEWAY_URL}/explorer`)
    await untilAnswered(visit.page) // it asks for the schema first
    await visit.page.getByRole('tab', { name: example }).click()
    await visit.page.locator('.graphiql-query-editor', { hasText: example }).waitFor()
    await visit.page.locator('.graphiql-execute-button').click()
    return visit
  }
  const answer = async (page: Page) => (await page.locator('.result-window').innerText()).replaceAll(/\s/g, ' ')

  test('gives what is slow later: the answer of @defer grows', LONG, async () => {
    const { page, context } = await open('SlowThingsLater')
    await expect.poll(() => answer(page), { timeout: 30_000 }).toContain('"similar": [')
    await shoot(page, 'explorer-defer', false)
    await context.close()
  })

  test('follows how many rooms are free, until it is stopped', LONG, async () => {
    const { page, context } = await open('FollowFreeRooms')
    await expect.poll(() => answer(page), { timeout: 30_000 }).toContain('"availabilityChanged"')
    await shoot(page, 'explorer-follow', false)
    const stop = page.locator('.graphiql-execute-button')
    expect(await stop.getAttribute('aria-label')).toMatch(/^Stop/)
    await stop.click()
    await expect.poll(() => stop.getAttribute('aria-label')).toMatch(/^Execute/)
    await context.close()
  })
})
