import { randomBytes } from 'node:crypto'

import { formatMoney } from '@staygraph/subgraph-kit/money'
import { eq } from 'drizzle-orm'

import { openAtBank, readAtBank, type PageNews } from '../bank/card-pages.ts'
import type { Service } from '../context.ts'
import { cardPages, type CardPageRow } from '../database/tables.ts'
import { returnAddress } from '../domain/return-url.ts'

type Input = { returnUrl: string; amount?: number | null | undefined; currency?: string | null | undefined }

/** Opens the bank's own page for typing a card: its number never reaches us. */
export async function openCardPage(input: Input, { db, bank, returnOrigins }: Service) {
  const id = `cp_${randomBytes(16).toString('base64url')}`
  const returnUrl = returnAddress(input.returnUrl, returnOrigins, id)
  if (!returnUrl) {
    const message = 'That address is not on our list. Send the browser back to a page of a registered site.'
    return { __typename: 'ReturnUrlNotAllowed', message } as const
  }
  const { amount, currency } = input
  const sum = amount && amount > 0 && currency ? formatMoney({ amount, currency }) : null
  const message = sum && `You will pay ${sum} when you book. Nothing is charged on this page.`
  const opened = await bankPage(bank, { id, returnUrl, message })
  if (!opened) {
    const words = 'The bank does not answer. Nothing was charged; try again in a few minutes.'
    return { __typename: 'BankUnavailable', message: words } as const
  }
  const { session, url, expiresAt } = opened
  const [page] = await db.insert(cardPages).values({ id, bankSession: session, url, expiresAt }).returning()
  if (!page) throw new Error('the card page was not kept')
  return { __typename: 'CardPage', ...page } as const
}

async function bankPage(bank: Service['bank'], page: Parameters<typeof openAtBank>[1]) {
  const answer = await openAtBank(bank, page)
  if (answer.kind === 'ANSWERED') return answer.value
  if (answer.kind === 'UNKNOWN' || answer.kind === 'UNREACHABLE') return null
  throw new Error(`the bank refused a card page: ${answer.kind === 'REFUSED' ? answer.message : answer.kind}`)
}

/** A page opened before: when it is still open here, the bank is asked what became of it. */
export async function readCardPage(id: string, service: Service): Promise<CardPageRow | null> {
  const [page] = await service.db.select().from(cardPages).where(eq(cardPages.id, id))
  if (!page) return null
  if (page.status !== 'OPEN') return page
  const answer = await readAtBank(service.bank, page.bankSession)
  return answer.kind === 'ANSWERED' ? keep(service, page, answer.value) : page
}

/** The bank tells that the card was typed. */
export async function hearOfCardPage(session: string, service: Service) {
  const [page] = await service.db.select().from(cardPages).where(eq(cardPages.bankSession, session))
  if (page) await readCardPage(page.id, service)
}

async function keep({ db }: Service, page: CardPageRow, said: PageNews): Promise<CardPageRow> {
  if (said.status === 'OPEN') return page
  const typed =
    said.status === 'COMPLETE'
      ? {
          paymentMethodId: said.paymentMethodId,
          bankCustomer: said.bankCustomer,
          cardBrand: said.card?.brand ?? null,
          cardLast4: said.card?.last4 ?? null,
        }
      : {}
  const changed = { status: said.status, ...typed }
  await db.update(cardPages).set(changed).where(eq(cardPages.id, page.id))
  return { ...page, ...changed }
}
