import type { Page } from 'playwright-core'

import type { TestOffer } from './graph.ts'

export const guest = { givenName: 'Alex', familyName: 'Sample', email: 'alex@example.com' }

export const openCheckout = async (page: Page, offer: TestOffer) => {
  await page.goto(`/book?offer=${offer.id}`)
  await page.getByRole('heading', { level: 1, name: 'Check and pay' }).waitFor()
}

export async function fillGuest(page: Page) {
  await page.getByLabel('First name').fill(guest.givenName)
  await page.getByLabel('Surname').fill(guest.familyName)
  await page.getByLabel('Email').fill(guest.email)
}

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay .* at my bank$/ })

export const confirmation = (page: Page) => page.waitForURL(/\/trips\/[\w-]+\/confirmed$/)
