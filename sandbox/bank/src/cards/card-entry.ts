import { testCardByNumber, type TestCard } from './test-cards.ts'

/** What a cardholder typed on the card page. It lives for the length of one request and is never kept. */
export type CardEntry = { number: string; expiry: string; cvc: string; name: string }
export type CardFault = Partial<Record<keyof CardEntry, string>>
export type ReadCard = { card: TestCard; expMonth: number; expYear: number; name: string }

/** Read a typed card, or say beside which field something is wrong. */
export function readCard(entry: CardEntry, today: Date): { card: ReadCard } | { faults: CardFault } {
  const number = entry.number.replaceAll(/[\s-]/g, '')
  const card = testCardByNumber(number)
  const expiry = readExpiry(entry.expiry)
  const name = entry.name.trim()
  const faults: CardFault = {
    ...fault('number', numberFault(number, card)),
    ...fault('expiry', expiryFault(expiry, today)),
    ...fault('cvc', cvcFault(entry.cvc.trim(), card)),
    ...fault('name', name === '' ? 'Enter the name on the card.' : name.length > 120 ? 'That name is too long.' : null),
  }
  if (!card || !expiry || Object.keys(faults).length > 0) return { faults }
  return { card: { card, expMonth: expiry.month, expYear: expiry.year, name } }
}

const fault = (field: keyof CardEntry, message: string | null) => (message ? { [field]: message } : {})

function numberFault(number: string, card: TestCard | undefined) {
  if (number === '') return 'Enter the card number.'
  if (!/^\d{12,19}$/.test(number)) return 'A card number has 12 to 19 digits.'
  if (!passesLuhn(number)) return 'This is not a valid card number. Check for a mistyped digit.'
  // A real card must never be typed here: refuse it rather than pretend.
  return card ? null : 'This sandbox takes only its own test cards. Use one of those listed below.'
}

export function passesLuhn(number: string): boolean {
  const sum = number
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}

function readExpiry(typed: string): { month: number; year: number } | null {
  const match = /^\s*(\d{1,2})\s*[/\s-]\s*(\d{2}|\d{4})\s*$/.exec(typed) ?? /^\s*(\d{2})(\d{2})\s*$/.exec(typed)
  if (!match) return null
  const [month, year] = [Number(match[1]), Number(match[2])]
  return month >= 1 && month <= 12 ? { month, year: year < 100 ? 2000 + year : year } : null
}

function expiryFault(expiry: { month: number; year: number } | null, today: Date) {
  if (!expiry) return 'Enter the expiry as month and year, like 08 / 29.'
  const months = (expiry.year - today.getUTCFullYear()) * 12 + expiry.month - (today.getUTCMonth() + 1)
  if (months < 0) return 'This card has expired.'
  return months > 12 * 50 ? 'That year is too far away.' : null
}

function cvcFault(cvc: string, card: TestCard | undefined) {
  const digits = card?.brand === 'amex' ? 4 : 3
  if (cvc === '') return 'Enter the security code.'
  if (!/^\d{3,4}$/.test(cvc) || (card && cvc.length !== digits)) return `The security code has ${digits} digits.`
  return null
}
