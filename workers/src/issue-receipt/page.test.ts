import { spawnSync } from 'node:child_process'

import { createLogger } from '@staygraph/subgraph-kit/log'
import { afterAll, expect, test } from 'vitest'

import { sampleCreditNote, sampleReceipt } from '../testing/samples.ts'
import { readPdf } from '../testing/setting.ts'
import { createRenderer } from '../typesetting/renderer.ts'
import { creditNotePage, receiptPage } from './page.ts'

const site = { reservation: (reference: string) => `https://staygraph.example/trips/${reference}` }
const renderer = createRenderer({ logger: createLogger('test', 'silent') })
afterAll(() => renderer.close())

const receiptPdf = async (changes: Parameters<typeof sampleReceipt>[0] = {}) =>
  renderer.pdf(await receiptPage(sampleReceipt(changes), site))

test('a receipt says who paid what for which stay, with its number, VAT and total', async () => {
  const { text, pages } = await readPdf(await receiptPdf())
  for (const words of [
    'Receipt No. 2026-000482 14 May 2026',
    'Alex Sample alex@example.com',
    'Casa do Tejo Rua do Sol 14 1100 Lisbon, Portugal Fri 12 – Mon 15 June 2026 3 nights',
    'LX7-4KQ9 Double room, river view 2 adults, 1 child (6) Breakfast included',
    'Night of Fri 12 June €150.00 6 % €159.00',
    'City tax, 2 adults × 3 nights × €3.00 €18.00 exempt €18.00',
    'Total paid €495.00',
    'Card ending 4242, approved by the bank 14 May 2026, 14:16 (Lisbon time) Bank reference 7F2A-9910',
    '6 % on €450.00: €27.00',
    'accepted at 14:12, valid until 14:32',
    'Staygraph, example company, 1 Example Street, Lisbon. VAT PT000000000.',
    'Page 1 of 1',
  ]) {
    expect(text).toContain(words)
  }
  expect(pages).toBe(1)
})

test('words that others keep without a capital begin a line with one, and a year stands beside its month', async () => {
  const { details } = sampleReceipt()
  const { text } = await readPdf(await receiptPdf({ details: { ...details, board: 'breakfast', stay: { checkIn: '2026-11-22', checkOut: '2026-11-24' } } })) // prettier-ignore
  expect(text).toContain('Breakfast included')
  expect(text).toContain('November 2026 2 nights')
  const note = await renderer.pdf(
    await creditNotePage({ ...sampleCreditNote(), reason: 'cancelled by the guest' }, site),
  )
  expect((await readPdf(note)).text).toContain('Cancelled by the guest')
})

test('a receipt can be read aloud: tagged, titled, in a language, its pictures described (PDF/UA-1)', async () => {
  const pdf = await readPdf(await receiptPdf())
  expect(pdf).toMatchObject({ tagged: true, title: 'Receipt 2026-000482', language: 'en', accessibility: '1' })
  for (const tag of [
    '"H1"',
    '"H2"',
    '"Table"',
    '"TH"',
    '"TD"',
    '"Figure"',
    'Seal of the offer, code ',
    'QR code: the page of reservation LX7-4KQ9',
  ]) {
    expect(pdf.tree).toContain(tag)
  }
})

test('the same receipt has the same bytes, on another day and in another process', async () => {
  const first = await receiptPdf()
  const other = createRenderer({ logger: createLogger('test', 'silent') })
  await new Promise((resolve) => setTimeout(resolve, 1_100)) // a clock read in seconds would have moved
  const second = await other.pdf(await receiptPage(sampleReceipt(), site))
  await other.close()
  expect(second.equals(first)).toBe(true)
})

test('what a guest calls themselves is printed, never run', async () => {
  const names = ['#evil[] $x$ *bold* _it_', '`raw` @ref <label> // comment', '\\u{41} = "quoted" ~']
  for (const guestName of names) {
    expect((await readPdf(await receiptPdf({ details: { guestName } }))).text).toContain(guestName)
  }
})

test.each([
  ['Japanese', '山田 太郎', '東京駅前ホテル', 'Asia/Tokyo'],
  ['Chinese', '王小明', '上海外滩酒店', 'Asia/Shanghai'],
  ['Korean', '김민준', '서울 호텔', 'Asia/Seoul'],
  ['Greek', 'Νίκος Παπαδόπουλος', 'Ξενοδοχείο', 'Europe/Athens'],
  ['Cyrillic', 'Ольга Петровна Щукина', 'Гостиница', 'Europe/Sofia'],
  ['Vietnamese', 'Nguyễn Thị Hương', 'Khách sạn', 'Asia/Ho_Chi_Minh'],
  ['Thai', 'สมชาย ใจดี', 'โรงแรม', 'Asia/Bangkok'],
])('a %s name is printed in letters that can be read back', async (_script, guestName, hotelName, timeZone) => {
  const { text } = await readPdf(await receiptPdf({ details: { guestName, hotelName, timeZone } }))
  const letters = (words: string) => words.normalize('NFKC').replaceAll(/\s/g, '')
  expect(letters(text)).toContain(letters(guestName))
  expect(letters(text)).toContain(letters(hotelName))
})

test.each([
  ['Arabic', 'محمد راشد', 'فندق النيل', 'Africa/Cairo'],
  ['Hebrew', 'דוד כהן', 'מלון הים', 'Asia/Jerusalem'],
])('an %s name is printed from right to left, each letter once', async (_script, guestName, hotelName, timeZone) => {
  const bytes = await receiptPdf({ details: { guestName, hotelName, timeZone } })
  // This reader gives the words of a line in the order they stand, from left to right.
  const asTheyStand = (words: string) => words.split(' ').toReversed().join(' ')
  const { text } = await readPdf(bytes)
  expect(text.normalize('NFKC')).toContain(asTheyStand(guestName))
  expect(text.normalize('NFKC')).toContain(asTheyStand(hotelName))
  // Poppler gives them in the order they are read. A machine without it has the assertions above.
  const poppler = spawnSync('pdftotext', ['-', '-'], { input: bytes })
  if (poppler.error) return
  expect(poppler.stdout.toString().normalize('NFKC')).toContain(guestName)
})

test('a letter that no font of ours has is a box, and the receipt is made all the same', async () => {
  const { text } = await readPdf(await receiptPdf({ details: { guestName: 'Alex 🎉 Sample', roomName: 'தமிழ்' } }))
  expect(text).toContain('Alex □ Sample')
})

test('yen have no decimals and dinars three', async () => {
  const yen = await readPdf(
    await receiptPdf({
      currency: 'JPY',
      amount: 54_000,
      details: { lines: [{ text: 'Night of Fri 12 June', amount: 54_000, rateBps: 1_000 }] },
    }),
  )
  expect(yen.text).toContain('¥49,091 10 % ¥54,000')
  const dinars = await readPdf(
    await receiptPdf({
      currency: 'KWD',
      amount: 123_450,
      details: { lines: [{ text: 'Night', amount: 123_450, rateBps: null }], payAtHotel: 1_500 },
    }),
  )
  expect(dinars.text.replaceAll('\u00a0', ' ')).toContain('KWD 123.450 exempt KWD 123.450')
  expect(dinars.text.replaceAll('\u00a0', ' ')).toContain('not part of this receipt: KWD 1.500')
})

test('a tax within the price whose rate a partner does not tell is named, and nothing is called exempt', async () => {
  const { text } = await readPdf(
    await receiptPdf({
      amount: 30_288,
      details: {
        lines: [{ text: 'Sun 10 January 2027, Standard Double Room', amount: 30_288, rateBps: null }],
        taxesWithin: [{ text: 'VAT', amount: 4_836 }],
      },
    }),
  )
  expect(text).toContain('– included €302.88')
  expect(text).toContain('Taxes within the price VAT: €48.36')
  expect(text).not.toMatch(/exempt|No VAT/)
})

test('many nights go over to a second page, under the same heads, and the total is on the last', async () => {
  const lines = Array.from({ length: 30 }, (_, night) => ({
    text: `Night number ${night + 1}`,
    amount: 10_600,
    rateBps: 600,
  }))
  const pdf = await readPdf(await receiptPdf({ amount: 318_000, details: { lines } }))
  expect(pdf.pages).toBe(2)
  expect(pdf.text).toContain('Page 1 of 2')
  expect(pdf.text).toMatch(/Page 1 of 2.*What Net VAT Amount.*Night number 30.*Total paid €3,180\.00.*Page 2 of 2/)
})

test('a name longer than its column breaks inside it', async () => {
  const guestName = `${'Wolfeschlegelsteinhausen'.repeat(4)} ${'von '.repeat(20)}Berg`
  const hotelName = 'Kurhaus am Donaudampfschifffahrtsgesellschaftskapitänskai'
  const guestEmail = `${'a-long-part.'.repeat(12)}x@example.com`
  const { text, spans } = await readPdf(await receiptPdf({ details: { guestName, guestEmail, hotelName } }))
  expect(text.replaceAll(/[\s-]/g, '')).toContain('Wolfeschlegelsteinhausen'.repeat(4))
  // Three columns of 150 points with 21 between them, in margins of 51.
  const ends = [201.5, 373, 545]
  const columns = spans.slice(
    0,
    spans.findIndex(({ words }) => words === 'What'),
  )
  expect(columns.length).toBeGreaterThan(12)
  expect(
    columns.filter(({ from, to }) => to > (ends.find((end) => from < end) ?? 0)).map(({ words }) => words),
  ).toEqual([])
})

test('a credit note names the receipt it corrects and spreads what was given back over its lines', async () => {
  const { text, title } = await readPdf(await renderer.pdf(await creditNotePage(sampleCreditNote(), site)))
  expect(title).toBe('Credit note 2026-C00017')
  for (const words of [
    'Credit note No. 2026-C00017 1 June 2026 for receipt 2026-000482 of 14 May 2026',
    '€75.00 6 % €79.50',
    'Total given back €247.50',
    'Cancelled by the guest To the card ending 4242',
    '6 % on €225.00: €13.50',
  ]) {
    expect(text).toContain(words)
  }
})
