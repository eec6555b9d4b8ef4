import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { audit, launch, overflow, settled, visitor } from './browser.ts'
import { anOffer } from './graph.ts'

/** What has the focus: how it is called, and whether it or the box that stands for it shows a ring. */
type Focused = { name: string; ring: boolean }

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement
    const labels = [...(at.labels ?? [])].map((label) => label.innerText)
    const name = at.getAttribute('aria-label') ?? (labels.join(' ') || at.innerText)
    // A box that was drawn instead of the browser's own wraps or follows it.
    const boxes = [at, at.nextElementSibling, at.parentElement, at.closest('label'), at.closest('[data-focus-visible]')]
    const ring = boxes.some((box) => {
      if (!box) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box)
      const colour = getComputedStyle(box).getPropertyValue('--focus').trim()
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow.includes(colour)
    })
    return { name: name.trim(), ring }
  })

/** Tab by Tab to what is called so; whatever is met on the way shows that it has the focus. */
async function tabTo(page: Page, wanted: RegExp, within = 80) {
  for (let step = 0; step < within; step++) {
    await page.keyboard.press('Tab')
    const { name, ring } = await focused(page)
    expect(ring, `${name || 'something without a name'} has the focus and shows it`).toBe(true)
    if (wanted.test(name)) return
  }
  throw new Error(`${within} times Tab did not lead to ${wanted}`)
}

describe('without a pointer', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  test('a room is chosen, paid and confirmed, and the focus is seen at every step', { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await visitor(browser)
    const { hotel, stay } = await anOffer({ days: 71, nights: 2 })
    await page.goto(`/hotel/${hotel.id}?checkIn=${stay.checkIn}&checkOut=${stay.checkOut}&rooms=2`)
    await page.getByRole('heading', { name: 'Choose a room' }).waitFor()
    await settled(page)
    await tabTo(page, /^Book for/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Check and pay' }).waitFor()
    for (const [field, words] of [
      [/^First name/, 'Alex'],
      [/^Surname/, 'Sample'],
      [/^Email/, 'alex@example.com'],
    ] as const) {
      await tabTo(page, field)
      await page.keyboard.type(words)
    }
    await tabTo(page, /^Pay .* at my bank$/)
    await page.keyboard.press('Enter')
    const number = page.getByLabel('Card number')
    await number.waitFor()
    await number.focus() // the bank's page is another company's
    await page.keyboard.type('4242424242424242')
    for (const words of ['12 / 34', '123', 'Alex Sample']) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(words)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/trips\/[^/]+\/confirmed/)
    await page.getByText('Confirmed and paid').waitFor()
    await tabTo(page, /^See the reservation/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/trips\/[\w-]+$/)
    expect(complaints).toEqual([])
    await context.close()
  })

  test(
    'whoever has a long name and address reads them whole, in a window of 320 pixels',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visitor(browser, { name: 'least', width: 320, height: 640, colorScheme: 'light' })
      const email = `wolfgang.${Date.now()}@donaudampfschifffahrtsgesellschaft.kapitaensverein.example.com`
      await page.goto('/register')
      await page.getByLabel('First name').fill('Wolfgang-Amadeus-Maximilian')
      await page.getByLabel('Surname').fill('Freiherr von Donaudampfschifffahrtsgesellschaftskapitän')
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill('correct horse battery 7')
      await page.getByRole('button', { name: 'Create an account' }).click()
      await page.waitForURL('**/trips')
      for (const address of ['/trips', '/account', '/account/keys']) {
        await page.goto(address)
        await settled(page)
        expect([address, await overflow(page)]).toEqual([address, 0])
      }
      await page.goto('/account')
      const shown = await page.getByText(email).boundingBox()
      expect((shown?.x ?? 0) + (shown?.width ?? 999)).toBeLessThanOrEqual(320)
      expect(await audit(page)).toEqual([])
      await context.close()
    },
  )
})
