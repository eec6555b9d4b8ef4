import type { Page } from 'playwright-core'

// The bank's own pages, as a guest meets them: they belong to another company and know nothing of us.

export const CARDS = {
  good: '4242424242424242',
  declined: '4000000000000002',
  noMoney: '4000000000009995',
  asks: '4000002760003184',
} as const

/** Types a card on the bank's page and comes back from it. */
export async function typeCard(page: Page, number: string) {
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiry').fill('12 / 34')
  await page.getByLabel('Security code').fill('123')
  await page.getByLabel('Name on the card').fill('Alex Sample')
  await page.getByRole('button', { name: 'Use this card' }).click()
}

/** Approves or declines on the 3-D Secure page. */
export async function answerBank(page: Page, answer: 'Approve' | 'Decline') {
  await page.getByRole('button', { name: answer }).click()
}
