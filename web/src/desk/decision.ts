import { t } from '../language/i18n.ts'
import { minorUnits } from '../language/money.ts'

export type Decision = 'ALLOTMENT' | 'CLOSE' | 'OPEN' | 'PRICE' | 'SHARE' | 'STANDARD'

/** What can be decided for nights: its name, the figure it needs, and what is said when it is done. */
export const DECISIONS: Record<Decision, { name: string; field: string | null; done: string }> = {
  ALLOTMENT: { name: 'Rooms on sale', field: 'Rooms a night', done: 'Done: so many rooms are on sale.' },
  CLOSE: { name: 'Close: sell no more', field: null, done: 'Done: these nights are closed. Bookings stand.' },
  OPEN: { name: 'Open: sell again', field: null, done: 'Done: these nights are on sale again.' },
  PRICE: {
    name: 'A price',
    field: 'Price a night in {currency}, for two',
    done: 'Done: searches show the price within a second.',
  },
  SHARE: {
    name: 'A share of the standard price',
    field: 'Per cent of the standard price',
    done: 'Done: searches show the price within a second.',
  },
  STANDARD: {
    name: 'The standard price again',
    field: null,
    done: 'Done: the standard price counts again.',
  },
}

type Rate = { price: { amount: number; currency: string } } | { ofStandardBps: number } | { standard: true }
type Read =
  | { kind: 'ALLOTMENT'; rooms: number }
  | { kind: 'CLOSE' }
  | { kind: 'OPEN' }
  | { kind: 'RATE'; rate: Rate }
  | { wrong: string }

/** The decision as the graph takes it, or what is wrong with its figure. */
export function readDecision(decision: Decision, figure: string, currency: string | null): Read {
  switch (decision) {
    case 'ALLOTMENT':
      return /^\d{1,5}$/.test(figure.trim())
        ? { kind: 'ALLOTMENT', rooms: Number(figure) }
        : { wrong: t('Type a number of rooms, such as 8.') }
    case 'CLOSE':
    case 'OPEN':
      return { kind: decision }
    case 'STANDARD':
      return { kind: 'RATE', rate: { standard: true } }
    case 'SHARE': {
      const bps = minorUnits(figure.trim().replace(/\s*%$/, ''), 'EUR') // hundredths, as cents are
      return bps && bps >= 100 && bps <= 100_000
        ? { kind: 'RATE', rate: { ofStandardBps: bps } }
        : { wrong: t('Type 1 to 1000, such as 120 for a fifth more.') }
    }
    case 'PRICE': {
      if (!currency) return { wrong: t('The hotel’s currency cannot be read at the moment. Try again in a minute.') }
      const amount = minorUnits(figure, currency)
      return amount
        ? { kind: 'RATE', rate: { price: { amount, currency } } }
        : { wrong: t('Type a price, such as 120.') }
    }
  }
}
