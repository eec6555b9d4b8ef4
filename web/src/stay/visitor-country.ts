/**
 * In which country someone probably is, so that its places come first: by the time zone their device keeps, else by the
 * region of the language their browser speaks. Both are settings of theirs that every page may read: nobody is asked or
 * looked up, nothing is stored, and it is sent only with the letters they type. Null: neither tells.
 */
export function visitorCountry(timeZone: string, language: string): string | null {
  const region = new Intl.Locale(language).region ?? ''
  const spoken = /^[A-Z]{2}$/.test(region) ? region : null
  if (spoken && zonesOf(spoken).includes(timeZone)) return spoken
  return countryOf(timeZone) ?? spoken
}

/** That of this browser, worked out when it is first asked for. */
export const visitorCountryHere = (): string | null =>
  (here ??= { country: visitorCountry(Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language) }).country
let here: { country: string | null } | undefined

/** The one country that keeps a time zone, where the browser knows. */
function countryOf(timeZone: string): string | null {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at))
  const countries = letters.flatMap((one) => letters.map((other) => one + other)).filter(isOfToday)
  const found = countries.filter((country) => zonesOf(country).includes(timeZone))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Browsers know codes of states that are no more: DD is written DE now. */
const isOfToday = (country: string) => Intl.getCanonicalLocales(`und-${country}`)[0] === `und-${country}`

/** Newer than some browsers: those know none. */
type ZonedLocale = Intl.Locale & { getTimeZones?: () => string[] | undefined; timeZones?: string[] }
function zonesOf(country: string): string[] {
  const locale: ZonedLocale = new Intl.Locale(`und-${country}`)
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}
