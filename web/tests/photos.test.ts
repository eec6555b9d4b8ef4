import { randomBytes } from 'node:crypto'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { audit, launch, MODES, overflow, settled, shoot, type Visitor, visitor } from './browser.ts'
import { anOffer, CITIES } from './graph.ts'
import { makeStaff } from './operator.ts'

const LONG = { timeout: 180_000 }

async function register(page: Page, email: string, next: string) {
  await page.goto(`/register?next=${next}`)
  await page.getByLabel('First name').fill('Vivian')
  await page.getByLabel('Surname').fill('Maier')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill('a twin lens and a quiet street')
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.waitForURL(new RegExp(`${next}$`))
}

describe('the photographs of a hotel', () => {
  let browser: Browser
  let staff: Visitor
  let hotel: { id: string; name: string }
  /** What was sent to the graph, and where files were sent. */
  const sent: { graph: number[]; files: { url: string; status: number }[] } = { graph: [], files: [] }
  beforeAll(async () => {
    browser = await launch()
    staff = await visitor(browser)
    hotel = (await anOffer({ days: 40, nights: 1, cities: CITIES.toReversed() })).hotel // one that others seldom look at
    const email = `photos.${Date.now()}@example.com`
    await register(staff.page, email, '/desk')
    await makeStaff(hotel.id, email)
    staff.page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) sent.graph.push(request.postData()?.length ?? 0)
    })
    staff.page.on('response', (response) => {
      if (response.request().method() === 'PUT') sent.files.push({ url: response.url(), status: response.status() })
    })
  })
  afterAll(() => browser.close())

  test(
    'its people choose files, see them sent, say what they show, and put them in order; guests see them',
    LONG,
    async () => {
      const { page } = staff
      await page.goto(`/desk/${hotel.id}`)
      await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Photographs' }).click()
      await page.getByText('until you add photographs of your own').waitFor()
      // Pictures of this size are what a camera gives: what the page shows will do for one.
      const [terrace, stairs] = [await page.screenshot(), await page.screenshot({ clip: { x: 0, y: 0, width: 700, height: 900 } })] // prettier-ignore
      await page.locator('input[type=file]').setInputFiles([
        { name: 'terrace.png', mimeType: 'image/png', buffer: terrace },
        { name: 'stairs.png', mimeType: 'image/png', buffer: stairs },
        { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('This is no picture.') },
        { name: 'poster.png', mimeType: 'image/png', buffer: randomBytes(12_000_001) },
      ])
      const form = (name: string) => page.getByRole('form', { name })
      for (const name of ['terrace.png', 'stairs.png', 'notes.png']) await form(name).getByText('Arrived').waitFor()
      await form('poster.png').getByRole('alert').getByText('A photograph may have 12 MB').waitFor()
      await form('poster.png').getByRole('button', { name: 'Leave it' }).click()
      await form('terrace.png').getByRole('button', { name: 'Add it' }).click()
      await form('terrace.png').getByText('Say what it shows').waitFor()
      await form('notes.png').getByLabel('What it shows').fill('Notes')
      await form('notes.png').getByRole('button', { name: 'Add it' }).click()
      await form('notes.png').getByRole('alert').getByText('not a JPEG, PNG or WebP picture').waitFor()
      await settled(page)
      expect(await audit(page)).toEqual([])
      await shoot(page, 'desk-photos-adding')
      await form('notes.png').getByRole('button', { name: 'Leave it' }).click()

      await form('terrace.png').getByLabel('What it shows').fill('The terrace over the lake')
      await form('terrace.png').getByRole('button', { name: 'Add it' }).click()
      await page.getByRole('img', { name: 'The terrace over the lake' }).waitFor()
      await form('stairs.png').getByLabel('What it shows').fill('The stares')
      await form('stairs.png').getByRole('button', { name: 'Add it' }).click()
      await page.getByRole('img', { name: 'The stares' }).waitFor()
      await page.getByRole('button', { name: 'Words… (The stares)' }).click()
      const words = page.getByRole('dialog', { name: 'What it shows' })
      await words.getByLabel('In a few words').fill('The stairs of 1911')
      await words.getByRole('button', { name: 'Say it so' }).click()
      await page.getByRole('button', { name: 'Earlier: The stairs of 1911' }).click()
      const shown = page.getByRole('main').getByRole('listitem').getByRole('img')
      await expect.poll(async () => shown.first().getAttribute('alt')).toBe('The stairs of 1911')
      for (const { name, width, height, colorScheme } of MODES) {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme })
        await settled(page)
        expect(await overflow(page)).toBe(0)
        expect(await audit(page)).toEqual([])
        await shoot(page, `desk-photos-${name}`)
      }
      await page.setViewportSize({ width: 1440, height: 1000 })

      // No file came by the graph, and each address took one file once.
      expect(Math.max(...sent.graph)).toBeLessThan(10_000)
      expect(sent.files.map(({ status }) => status)).toEqual([200, 200, 200])
      const again = async (type: string) =>
      page.evaluate(async ({ url, as }) => (await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': as } }).catch(() => ({ status: 0 }))).status, { url: sent.files[0]?.url ?? '', as: type }) // prettier-ignore
      expect(await again('image/png')).toBe(403)

      const guest = await visitor(browser)
      const first = guest.page.getByRole('img', { name: 'The stairs of 1911' }).first()
      // What another guest was shown of the hotel just now is kept for a minute.
      const opens = async () => {
        await guest.page.goto(`/hotel/${hotel.id}`)
        await settled(guest.page)
        return first.isVisible()
      }
      await expect.poll(opens, { timeout: 75_000, interval: 3_000 }).toBe(true)
      expect(await first.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(700)
      await guest.page.getByRole('button', { name: /pictures$/ }).click()
      await guest.page.getByRole('dialog').getByRole('img', { name: 'The terrace over the lake' }).waitFor()
      await shoot(guest.page, 'hotel-photographs', false)
      await guest.context.close()

      // Their pages stay open while the photographs go: one that they had not seen yet cannot be shown any more.
      const late = await visitor(browser)
      await late.page.goto(`/hotel/${hotel.id}`)
      await late.page.getByRole('img', { name: 'The stairs of 1911' }).waitFor()
      const colleague = await staff.context.newPage()
      await colleague.goto(`/desk/${hotel.id}/photos`)
      await colleague.getByRole('img', { name: 'The terrace over the lake' }).waitFor()

      for (const alt of ['The stairs of 1911', 'The terrace over the lake']) {
        await page.getByRole('button', { name: `Take away… (${alt})` }).click()
        const sheet = page.getByRole('dialog', { name: 'Take the photograph away' })
        await sheet.getByRole('button', { name: 'Take it away' }).click()
        await page.getByRole('main').getByRole('img', { name: alt }).waitFor({ state: 'detached' })
      }
      await page.getByText('until you add photographs of your own').waitFor()

      await late.page.getByRole('button', { name: /pictures$/ }).click()
      const gallery = late.page.getByRole('dialog')
      await gallery.getByText('This picture cannot be shown').waitFor()
      expect(await gallery.locator('img').evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).complete && (one as HTMLImageElement).naturalWidth === 0).length)).toBe(0) // prettier-ignore
      expect(await audit(late.page, { overlay: true })).toEqual([])
      await shoot(late.page, 'hotel-photograph-gone', false)
      await late.context.close()

      // A colleague's page that asks for one of them learns what there is now.
      await colleague.locator('main li img').first().evaluate((image: HTMLImageElement) => image.dispatchEvent(new Event('error'))) // prettier-ignore
      await colleague.getByText('until you add photographs of your own').waitFor()
      await colleague.close()
    },
  )
})
