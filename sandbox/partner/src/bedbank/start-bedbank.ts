import type { Protocol } from '../server.ts'
import { startCompany, type Partner, type PartnerOptions } from '../start-partner.ts'
import { keepBookings, sellBeds } from './bank-routes.ts'
import { fault } from './fault.ts'

const names: Readonly<Record<number, string>> = { 401: 'WHO_ARE_YOU', 404: 'UNKNOWN', 500: 'TRY_AGAIN' }

const bedbank: Protocol = {
  page: {
    title: 'Bedbank sandbox',
    says: 'A third company, Lodgebank: hotels in every populated place, some of them also sold by the partner, spoken to in a protocol of its own at <code>/b2b</code> with <code>Authorization: Bearer</code>.',
  },
  paths: '/b2b/',
  keyOf: (headers) => headers.authorization?.replace(/^Bearer /, '') ?? '',
  refusal(status, description) {
    const known = status >= 500 ? 500 : status
    return fault(known, names[known] ?? 'BAD_REQUEST', description)
  },
  open(server, desk, now) {
    sellBeds(server, desk, now)
    keepBookings(server, desk, now)
  },
}

/** Starts the bedbank's service and answers once it takes requests. */
export const startBedbank = async (options: PartnerOptions = {}): Promise<Partner> => startCompany(bedbank, options)
