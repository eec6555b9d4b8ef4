import { readFileSync } from 'node:fs'

import { seal, sealCode } from '@staygraph/illustration/seal'
import type { CreditNoteDocument, ReceiptDocument } from '@staygraph/payments/contract/receipt-document'
import { formatMoney } from '@staygraph/subgraph-kit/money'
import QRCode from 'qrcode'

import type { Site } from '../context.ts'
import type { TypesetData, TypesetOptions } from '../typesetting/typeset.ts'
import {
  asLine,
  boardInWords,
  fullDate,
  localTime,
  nightsInWords,
  partyInWords,
  stayInWords,
  zoneInWords,
} from '../wording/stay.ts'
import { rateInWords, spread, vatByRate, vatWithin } from './sums.ts'

const template = readFileSync(new URL('receipt.typ', import.meta.url), 'utf8')
const logo = readFileSync(new URL('../mail/logo.svg', import.meta.url), 'utf8')

const brand = '#005b4d'
/** The brand's green at 7.5 % on white, as one colour: a transparent one would not be allowed in archived PDFs. */
const watermarkInk = '#ecf3f2'

type Line = ReceiptDocument['details']['lines'][number]
type Tax = ReceiptDocument['details']['taxesWithin'][number]

/** The receipt's texts, in the order they are read; the template only places them. */
export async function receiptPage(receipt: ReceiptDocument, site: Site): Promise<TypesetOptions> {
  const { details, currency } = receipt
  const zone = details.timeZone
  const sum = (amount: number) => formatMoney({ amount, currency })
  const paid = localTime(receipt.paidAt, zone)
  const accepted = localTime(details.acceptedAt, zone)
  const expired = localTime(details.offerExpiresAt, zone)
  const issued = localTime(receipt.issuedAt, zone).date
  return page(receipt, site, {
    kind: 'RECEIPT',
    title: `Receipt ${receipt.number}`,
    heading: 'Receipt',
    number: `No. ${receipt.number}`,
    under: [fullDate(issued)],
    date: dateParts(issued),
    ...table(details.lines, details.taxesWithin, 'Total paid', receipt.amount, currency),
    aside:
      details.payAtHotel > 0
        ? `To pay at the hotel's desk, not part of this receipt: ${sum(details.payAtHotel)}.`
        : null,
    notes: [
      {
        title: 'Payment',
        lines: [
          receipt.card ? `Card ending ${receipt.card.last4}, approved by the bank` : 'Approved by the bank',
          `${fullDate(paid.date)}, ${paid.clock} (${zoneInWords(zone)})`,
          `Bank reference ${receipt.bankReference}`,
        ],
      },
      vatNote(details.lines, details.taxesWithin, currency),
    ],
    statement: {
      title: 'The price shown was the price paid.',
      text: `This seal is drawn from the signature of the offer you accepted at ${accepted.clock}, valid until ${expired.clock}. It is the one you saw before paying. A cancellation is documented by a credit note; this receipt is never changed.`,
    },
  })
}

/** A credit note: the same page, naming the receipt it corrects and what of it was given back. */
export async function creditNotePage(note: CreditNoteDocument, site: Site): Promise<TypesetOptions> {
  const { receipt } = note
  const { details, currency } = receipt
  const zone = details.timeZone
  const issued = localTime(note.issuedAt, zone).date
  const receiptDate = fullDate(localTime(receipt.issuedAt, zone).date)
  const lines = spread(note.amount, details.lines).filter(({ amount }) => amount !== 0)
  const share = (whole: number) => Number((BigInt(whole) * BigInt(note.amount)) / BigInt(receipt.amount))
  const taxesWithin = details.taxesWithin.map((tax) => ({ ...tax, amount: share(tax.amount) }))
  return page(receipt, site, {
    kind: 'CREDIT_NOTE',
    title: `Credit note ${note.number}`,
    heading: 'Credit note',
    number: `No. ${note.number}`,
    under: [fullDate(issued), `for receipt ${receipt.number} of ${receiptDate}`],
    date: dateParts(issued),
    ...table(lines, taxesWithin, 'Total given back', note.amount, currency),
    aside: null,
    notes: [
      {
        title: 'Refund',
        lines: [
          asLine(note.reason),
          receipt.card ? `To the card ending ${receipt.card.last4}` : 'By the way it was paid',
          `Refund ${note.refundId}`,
        ],
      },
      vatNote(lines, taxesWithin, currency),
    ],
    statement: {
      title: 'What was paid, and what was given back.',
      text: `This seal is drawn from the signature of the offer that was paid with receipt ${receipt.number}. That receipt stands as it is; this credit note corrects it.`,
    },
  })
}

/** What both documents have: who, where, when, the seal, the code to the reservation, whose document it is. */
async function page(receipt: ReceiptDocument, site: Site, own: TypesetData): Promise<TypesetOptions> {
  const { details, reference, legalEntity } = receipt
  const url = site.reservation(reference)
  const { offerSignature } = details
  return {
    template,
    timeZone: details.timeZone,
    data: {
      lang: 'en',
      author: legalEntity.name,
      columns: [
        column('Billed to', [details.guestName, details.guestEmail]),
        column('Stay', [
          details.hotelName,
          ...details.hotelAddress,
          stayInWords(details.stay, { year: true }).replace(/ (\d{4})$/, '\u00a0$1'), // no year on a line of its own
          nightsInWords(details.stay),
        ]),
        column('Reservation', [reference, details.roomName, partyInWords(details.rooms), boardInWords(details.board)]),
      ],
      head: ['What', 'Net', 'VAT', 'Amount'],
      logo: logo.replace('INK', '#11211f'),
      seal: seal(offerSignature, { size: 112, color: brand }),
      sealAlt: `Seal of the offer, code ${sealCode(offerSignature)}`,
      watermark: seal(offerSignature, { size: 520, color: watermarkInk }),
      qr: await QRCode.toString(url, { type: 'svg', margin: 0, errorCorrectionLevel: 'M', color: { light: '#0000' } }),
      qrAlt: `QR code: the page of reservation ${reference}`,
      url,
      legal: `${legalEntity.name}, ${legalEntity.address}. VAT ${legalEntity.vatId}.`,
      ...own,
    },
  }
}

function column(label: string, lines: string[]) {
  const [first = '', ...rest] = lines.map(breakable)
  return { label, first, rest }
}

/** A tax within the price whose rate the seller keeps to himself: nothing can be worked out of it, and nothing is exempt. */
const untold = '–'

function table(lines: Line[], taxesWithin: Tax[], totalName: string, total: number, currency: string) {
  const sum = (amount: number) => formatMoney({ amount, currency })
  return {
    rows: lines.map((line) => [
      line.text,
      taxesWithin.length > 0 && !line.rateBps ? untold : sum(line.amount - vatWithin(line)),
      line.rateBps ? rateInWords(line.rateBps) : taxesWithin.length > 0 ? 'included' : 'exempt',
      sum(line.amount),
    ]),
    total: [totalName, sum(total)],
  }
}

function vatNote(lines: Line[], taxesWithin: Tax[], currency: string) {
  const sum = (amount: number) => formatMoney({ amount, currency })
  if (taxesWithin.length > 0)
    return { title: 'Taxes within the price', lines: taxesWithin.map(({ text, amount }) => `${text}: ${sum(amount)}`) }
  const taxed = vatByRate(lines).map(({ rateBps, net, vat }) => `${rateInWords(rateBps)} on ${sum(net)}: ${sum(vat)}`)
  const exempt = lines.some(({ rateBps }) => !rateBps)
  return {
    title: taxed.length > 0 ? 'Of which VAT' : 'VAT',
    lines: [
      ...taxed,
      ...(exempt ? [taxed.length > 0 ? 'Lines marked exempt carry no VAT.' : 'No VAT is due on this stay.'] : []),
    ],
  }
}

const dateParts = (date: string) => date.split('-').map(Number)

/**
 * Words longer than a column may break: after their punctuation, else after every 20 letters. Not in scripts whose
 * letters join, where a break inside a word would change its letters.
 */
export const breakable = (text: string) =>
  text.replaceAll(/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d\p{P}\p{S}]{24,}/gu, (word) =>
    word.replaceAll(/[@.\-_+/]|[^@.\-_+/]{20}/gu, '$&\u200b'),
  )
