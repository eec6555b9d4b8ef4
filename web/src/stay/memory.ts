import * as v from 'valibot'

import { stored } from '../ui/stored.ts'
import { type Place, place } from './place.ts'

const search = v.object({ place: v.nullable(place), checkIn: v.string(), checkOut: v.string(), rooms: v.string() })

const reading =
  <Schema extends v.GenericSchema>(schema: Schema) =>
  (raw: unknown): v.InferOutput<Schema> | null => {
    const read = v.safeParse(schema, raw)
    return read.success ? read.output : null
  }

/** The last five places someone searched in, the newest first. */
const places = stored('local', 'staygraph:cities', reading(v.array(place)))
export const useRecentPlaces = (): Place[] => places.use() ?? []
export const rememberPlace = (chosen: Place): void =>
  places.set([chosen, ...(places.get() ?? []).filter(({ id }) => id !== chosen.id)].slice(0, 5))

/** The last search, to start the next one from. */
export const lastSearch = stored('local', 'staygraph:search', reading(search))

/** The currency to compare prices in. Null: none was chosen, so the region of the browser's language suggests one. */
const currency = stored('local', 'staygraph:currency', reading(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))))
export const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'MXN', 'BRL', 'INR', 'CNY', 'KRW', 'SGD', 'THB', 'IDR', 'ZAR', 'TRY', 'MAD', 'AED', 'KWD'] as const // prettier-ignore
const BY_REGION: Record<string, string> = { US: 'USD', GB: 'GBP', CH: 'CHF', JP: 'JPY', CA: 'CAD', AU: 'AUD', SE: 'SEK', NO: 'NOK', DK: 'DKK', PL: 'PLN', CZ: 'CZK', MX: 'MXN', BR: 'BRL', IN: 'INR', CN: 'CNY', KR: 'KRW', SG: 'SGD', TH: 'THB', ID: 'IDR', ZA: 'ZAR', TR: 'TRY', MA: 'MAD', AE: 'AED', KW: 'KWD' } // prettier-ignore

const suggested = (): string => BY_REGION[new Intl.Locale(navigator.language).region ?? ''] ?? 'EUR'
export const useCurrency = (): string => currency.use() ?? suggested()
export const chooseCurrency = (code: string): void => currency.set(code)

const kept = v.array(v.object({ id: v.string(), name: v.string(), city: v.string(), picture: v.string() }))
export type KeptHotel = v.InferOutput<typeof kept>[number]
const hotels = stored('local', 'staygraph:kept', reading(kept))
export const useKeptHotels = (): KeptHotel[] => hotels.use() ?? []
export function keepHotel(hotel: KeptHotel, keep: boolean) {
  const others = (hotels.get() ?? []).filter(({ id }) => id !== hotel.id)
  hotels.set(keep ? [hotel, ...others].slice(0, 100) : others)
}

/** The hotels whose pages were opened last, the newest first; kept ones among them too. */
const looked = stored('local', 'staygraph:looked', reading(kept))
export const useLookedAt = (): KeptHotel[] => looked.use() ?? []
export const noteLooked = (hotel: KeptHotel): void =>
  looked.set([hotel, ...(looked.get() ?? []).filter(({ id }) => id !== hotel.id)].slice(0, 12))
export const forgetLooked = (): void => looked.set(null)
