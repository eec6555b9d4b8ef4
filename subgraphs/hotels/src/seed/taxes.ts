import type { PriceBracket } from '../domain/tax.ts'
import { countries } from './countries.ts'
import type { Place } from './places.ts'

/** A rule as the seed writes it. `place`: a town's name; none: the whole country. `stars` 0 is a house without a class. */
export type SeedTax = {
  country: string
  place?: string
  code: string
  name: string
  kind: 'PERCENT' | 'PER_NIGHT' | 'PER_PERSON_NIGHT'
  rateBps?: number
  amount?: number
  ofNet?: boolean
  minAge?: number
  maxNights?: number
  stars?: number[]
  brackets?: PriceBracket[]
  included?: boolean
  payAtHotel?: boolean
}

type PerPerson = Omit<Partial<SeedTax>, 'country' | 'kind'>

const person = (country: string, place: string | undefined, name: string, amount: number, rest: PerPerson = {}): SeedTax => ({ country, ...(place === undefined ? {} : { place }), code: 'CITY', name, kind: 'PER_PERSON_NIGHT', amount, ...rest }) // prettier-ignore
const percent = (country: string, place: string | undefined, code: string, name: string, rateBps: number, rest: PerPerson = {}): SeedTax => ({ country, ...(place === undefined ? {} : { place }), code, name, kind: 'PERCENT', rateBps, ...rest }) // prettier-ignore
const night = (country: string, place: string | undefined, code: string, name: string, amount: number, rest: PerPerson = {}): SeedTax => ({ country, ...(place === undefined ? {} : { place }), code, name, kind: 'PER_NIGHT', amount, ...rest }) // prettier-ignore
/** One sum a class: [classes, minor units]. */
const byStars = (make: (amount: number, stars: number[]) => SeedTax, sums: [number[], number][]) =>
  sums.map(([stars, amount]) => make(amount, stars))

/** Local taxes as they are levied in the towns most asked for, as of 2026; everywhere else the country's VAT alone. */
const local: SeedTax[] = [
  person('PT', 'Lisbon', 'Lisbon tourist tax', 400, { minAge: 13, maxNights: 7 }),
  person('PT', 'Porto', 'Porto tourist tax', 300, { minAge: 13, maxNights: 7 }),
  person('PT', 'Faro', 'Faro tourist tax', 150, { minAge: 16, maxNights: 7 }),
  person('PT', 'Sintra', 'Sintra tourist tax', 200, { minAge: 13, maxNights: 3 }),
  person('PT', 'Cascais', 'Cascais tourist tax', 400, { minAge: 13, maxNights: 7 }),
  person('PT', 'Albufeira', 'Albufeira tourist tax', 200, { minAge: 13, maxNights: 7 }),
  person('PT', 'Funchal', 'Funchal tourist tax', 200, { minAge: 13, maxNights: 7 }),
  ...byStars((amount, stars) => person('FR', 'Paris', 'Paris tourist tax', amount, { minAge: 18, stars }), [[[5], 1138], [[4], 845], [[3], 553], [[2], 325], [[0, 1], 260]]), // prettier-ignore
  ...byStars((amount, stars) => person('FR', 'Nice', 'Nice tourist tax', amount, { minAge: 18, stars }), [[[5], 475], [[4], 325], [[3], 240], [[2], 145], [[0, 1], 115]]), // prettier-ignore
  ...byStars((amount, stars) => person('FR', 'Lyon', 'Lyon tourist tax', amount, { minAge: 18, stars }), [[[5], 480], [[4], 330], [[3], 240], [[2], 145], [[0, 1], 110]]), // prettier-ignore
  ...byStars((amount, stars) => person('IT', 'Rome', 'Rome city tax', amount, { minAge: 10, maxNights: 10, payAtHotel: true, stars }), [[[5], 1000], [[4], 750], [[3], 600], [[2], 500], [[0, 1], 400]]), // prettier-ignore
  ...byStars((amount, stars) => person('IT', 'Florence', 'Florence city tax', amount, { minAge: 12, maxNights: 7, payAtHotel: true, stars }), [[[5], 800], [[4], 700], [[3], 600], [[2], 450], [[0, 1], 350]]), // prettier-ignore
  ...byStars((amount, stars) => person('IT', 'Venice', 'Venice city tax', amount, { minAge: 16, maxNights: 5, payAtHotel: true, stars }), [[[5], 500], [[4], 450], [[3], 350], [[2], 200], [[0, 1], 100]]), // prettier-ignore
  ...byStars((amount, stars) => person('IT', 'Milan', 'Milan city tax', amount, { minAge: 18, maxNights: 14, payAtHotel: true, stars }), [[[5, 4], 700], [[3], 630], [[2], 490], [[0, 1], 350]]), // prettier-ignore
  ...byStars((amount, stars) => person('IT', 'Naples', 'Naples city tax', amount, { minAge: 14, maxNights: 14, payAtHotel: true, stars }), [[[5], 500], [[4], 400], [[3], 300], [[0, 1, 2], 200]]), // prettier-ignore
  ...byStars((amount, stars) => person('ES', 'Barcelona', 'Catalan and Barcelona tourist tax', amount, { minAge: 17, maxNights: 7, stars }), [[[5], 750], [[4], 570], [[0, 1, 2, 3], 500]]), // prettier-ignore
  ...byStars((amount, stars) => person('ES', 'Palma', 'Balearic sustainable tourism tax', amount, { minAge: 16, stars }), [[[5], 400], [[4], 300], [[0, 1, 2, 3], 200]]), // prettier-ignore
  percent('DE', 'Berlin', 'CITY', 'Berlin city tax', 750, { ofNet: true }),
  percent('DE', 'Cologne', 'CITY', 'Cologne culture levy', 500),
  percent('DE', 'Dresden', 'CITY', 'Dresden lodging tax', 600),
  person('DE', 'Frankfurt am Main', 'Frankfurt tourism levy', 200, { minAge: 18 }),
  percent('AT', 'Vienna', 'CITY', 'Vienna local tax', 320, { ofNet: true }),
  person('AT', 'Salzburg', 'Salzburg local tax', 355, { minAge: 15, maxNights: 30 }),
  percent('NL', 'Amsterdam', 'CITY', 'Amsterdam tourist tax', 1250, { ofNet: true }),
  percent('NL', 'Rotterdam', 'CITY', 'Rotterdam tourist tax', 650, { ofNet: true }),
  night('BE', 'Brussels', 'CITY', 'Brussels city tax', 500),
  person('CH', 'Zurich', 'Zurich city tax', 350, { minAge: 16 }),
  person('CH', 'Geneva', 'Geneva city tax', 375, { minAge: 16 }),
  person('CH', 'Zermatt', 'Zermatt visitor’s tax', 400, { minAge: 9 }),
  person('CZ', 'Prague', 'Prague local fee', 5000, { minAge: 18, maxNights: 60 }),
  percent('HU', 'Budapest', 'CITY', 'Budapest tourism tax', 400, { ofNet: true }),
  person('HR', 'Dubrovnik', 'Dubrovnik sojourn tax', 265, { minAge: 12 }),
  person('HR', 'Split', 'Split sojourn tax', 200, { minAge: 12 }),
  person('SI', 'Ljubljana', 'Ljubljana tourist tax', 313, { minAge: 18 }),
  person('SI', 'Bled', 'Bled tourist tax', 313, { minAge: 18 }),
  ...byStars((amount, stars) => night('GR', undefined, 'CLIMATE', 'Climate resilience fee', amount, { payAtHotel: true, stars }), [[[5], 1500], [[4], 1000], [[3], 500], [[0, 1, 2], 200]]), // prettier-ignore
  percent('RO', 'Bucharest', 'CITY', 'Bucharest tourism tax', 100, { ofNet: true }),
  percent('TR', undefined, 'LODGING', 'Accommodation tax', 200, { ofNet: true }),
  night('IS', undefined, 'LODGING', 'Lodging tax', 800),
  percent('GB', 'Edinburgh', 'CITY', 'Edinburgh visitor levy', 500, { ofNet: true, maxNights: 5 }),
  night('GB', 'Manchester', 'CITY', 'Manchester city visitor charge', 100),
  percent('US', undefined, 'OCCUPANCY', 'State and local occupancy tax', 1200),
  percent('US', 'New York City', 'OCCUPANCY', 'Sales and hotel room occupancy tax', 1475),
  night('US', 'New York City', 'UNIT', 'New York hotel unit fees', 350),
  percent('US', 'Las Vegas', 'OCCUPANCY', 'Clark County room tax', 1338),
  percent('US', 'San Francisco', 'OCCUPANCY', 'San Francisco hotel tax and assessments', 1625),
  percent('US', 'Los Angeles', 'OCCUPANCY', 'Los Angeles transient occupancy tax', 1400),
  percent('US', 'Chicago', 'OCCUPANCY', 'Chicago hotel taxes', 1740),
  percent('US', 'Miami', 'OCCUPANCY', 'Miami sales and tourist taxes', 1300),
  percent('US', 'Miami Beach', 'OCCUPANCY', 'Miami Beach sales and resort taxes', 1400),
  percent('US', 'Boston', 'OCCUPANCY', 'Boston room occupancy excise', 1645),
  percent('US', 'Seattle', 'OCCUPANCY', 'Seattle lodging taxes', 1570),
  percent('US', 'Washington', 'OCCUPANCY', 'District of Columbia hotel tax', 1595),
  percent('US', 'New Orleans', 'OCCUPANCY', 'New Orleans occupancy taxes', 1620),
  percent('US', 'Orlando', 'OCCUPANCY', 'Orlando sales and resort taxes', 1250),
  percent('US', 'Honolulu', 'OCCUPANCY', 'Hawaii transient accommodations and excise taxes', 1871),
  percent('PR', undefined, 'OCCUPANCY', 'Room tax', 900),
  percent('CA', undefined, 'SALES', 'GST/HST and provincial sales tax', 1300),
  percent('CA', 'Toronto', 'CITY', 'Toronto municipal accommodation tax', 850),
  percent('CA', 'Montreal', 'CITY', 'Québec lodging tax', 350),
  percent('CA', 'Vancouver', 'CITY', 'Vancouver municipal and regional district tax', 550),
  percent('CA', 'Banff', 'CITY', 'Alberta tourism levy', 400),
  person('JP', 'Tokyo', 'Tokyo accommodation tax', 0, { brackets: [{ from: 10_000, amount: 100 }, { from: 15_000, amount: 200 }] }), // prettier-ignore
  person('JP', 'Osaka', 'Osaka accommodation tax', 0, { brackets: [{ from: 5_000, amount: 200 }, { from: 15_000, amount: 400 }, { from: 20_000, amount: 500 }] }), // prettier-ignore
  person('JP', 'Kyoto', 'Kyoto accommodation tax', 0, { brackets: [{ from: 0, amount: 200 }, { from: 6_000, amount: 400 }, { from: 20_000, amount: 1_000 }, { from: 50_000, amount: 4_000 }, { from: 100_000, amount: 10_000 }] }), // prettier-ignore
  percent('AE', 'Dubai', 'MUNICIPALITY', 'Dubai municipality fee', 700),
  ...byStars((amount, stars) => night('AE', 'Dubai', 'CITY', 'Tourism Dirham', amount, { maxNights: 30, payAtHotel: true, stars }), [[[5], 2000], [[4], 1500], [[3], 1000], [[0, 1, 2], 700]]), // prettier-ignore
  percent('AE', 'Abu Dhabi', 'MUNICIPALITY', 'Abu Dhabi tourism and municipality fees', 600),
  percent('ID', 'Ubud', 'SERVICE', 'Service charge', 1000),
  night('MY', undefined, 'TOURISM', 'Tourism tax', 1000, { payAtHotel: true }),
  percent('SG', undefined, 'SERVICE', 'Service charge', 1000),
  person('MA', undefined, 'Tourist and promotion tax', 2500, { minAge: 12, payAtHotel: true }),
  person('MV', undefined, 'Green tax', 18500, { minAge: 2 }),
  person('BT', undefined, 'Sustainable development fee', 900_000, { minAge: 6, payAtHotel: true }),
]

export type TaxRow = SeedTax & { cityId: number | null; currency: string }

/** All rules, those of towns with the town's id: of two towns of a name, the populous one's. */
export function taxRows(places: readonly Place[]): TaxRow[] {
  const vat = [...countries.values()].flatMap(({ code, vatBps }) =>
    vatBps > 0 ? [percent(code, undefined, 'VAT', 'VAT', vatBps, { included: true })] : [],
  )
  const cityIds = new Map<string, number>()
  for (const { country, name, id } of places) if (!cityIds.has(`${country} ${name}`)) cityIds.set(`${country} ${name}`, id) // prettier-ignore
  return [...vat, ...local].flatMap((rule) => {
    const cityId = rule.place === undefined ? null : cityIds.get(`${rule.country} ${rule.place}`)
    if (cityId === undefined) return [] // not among the places loaded
    return [{ ...rule, cityId, currency: countries.get(rule.country)?.currency ?? 'EUR' }]
  })
}
