import { countryOf } from './countries.ts'
import { packs } from './names/packs.ts'
import type { Random } from './random.ts'

const packOf = (country: string) => {
  const pack = packs.get(countryOf(country).pack)
  if (!pack) throw new Error(`no names are known for ${country}`)
  return pack
}

const fill = (form: string, words: Record<string, string[]>, city: string, random: Random): string =>
  form.replace(/\{(\w+)\}/g, (_, slot: string) => (slot === 'city' ? city : random.pick(words[slot] ?? [slot])))

/** "Hotel Ericeira (Mafra)" is written so in the data; on a sign it is not. */
const plainCity = (city: string) => city.replace(/ \(.*\)$| City$/, '')

/** A name that sounds right there, unlike those already `taken` in the town. */
export function hotelName(
  country: string,
  city: string,
  stars: number | null,
  taken: Set<string>,
  random: Random,
): string {
  const pack = packOf(country)
  const forms = stars !== null && stars >= 4 ? pack.grand : stars === 3 ? pack.middle : pack.small
  let name = ''
  for (let attempt = 0; attempt < 12; attempt++) {
    name = fill(random.pick(forms), pack.words, plainCity(city), random)
    if (!taken.has(name)) break
  }
  // A large town runs out of names: then the house is told by its street, as the trade does.
  for (let more = 0; taken.has(name) && more < 50; more++)
    name = `${fill(random.pick(forms), pack.words, plainCity(city), random)}, ${streetOf(country, city, random)}`
  taken.add(name)
  return name
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const streetOf = (country: string, city: string, random: Random) => {
  const pack = packOf(country)
  return capital(fill(random.pick(pack.streets), pack.words, city, random))
}

/** Street and number, in the order locals write them. */
export function addressLine(country: string, city: string, random: Random): string {
  const pack = packOf(country)
  const number = Math.ceil(random.next() ** 2 * 180)
  const street = streetOf(country, city, random)
  const line = pack.line
    .replace('{n}', String(number))
    .replace('{big}', String(number * 10 + random.whole(1, 9)))
    .replace('{c}', String(random.whole(1, 8)))
    .replace('{m}', String(random.whole(1, 24)))
    .replace('{k}', String(random.whole(1, 18)))
  return line.replace(
    '{street}',
    pack.line.startsWith('{n} {street}')
      ? street.replace(/^(Rue|Avenue|Boulevard|Place|Quai|Allée|Impasse|Cours)/, (word) => word.toLowerCase())
      : street,
  )
}

/** # is a digit, A a letter; digits given in `lead` are the town's own. */
const postalShapes: Record<string, string> = Object.fromEntries(
  `PT ####-###|ES #####|FR #####|IT #####|DE #####|AT ####|CH ####|BE ####|NL #### AA|LU L-####|DK ####|NO ####|SE ### ##|FI #####|IS ###|IE A## A###|GB AA# #AA|PL ##-###|CZ ### ##|SK ### ##|HU ####|RO ######|BG ####|GR ### ##|HR #####|SI ####|RS #####|BA #####|ME #####|MK ####|AL ####|EE #####|LV LV-####|LT LT-#####|RU ######|UA #####|BY ######|MD MD-####|GE ####|AM ####|AZ AZ ####|KZ ######|TR #####|IL #######|US #####|CA A#A #A#|MX #####|BR #####-###|AR A####AAA|CL #######|CO ######|PE #####|EC ######|UY #####|CR #####|DO #####|PR 00###|GT #####|JP ###-####|CN ######|KR #####|TW ###|TH #####|VN ######|ID #####|MY #####|PH ####|SG ######|IN ######|PK #####|BD ####|LK #####|NP #####|KH ######|AU ####|NZ ####|ZA ####|KE #####|MA #####|TN ####|DZ #####|EG #####|SA #####|JO #####|CY ####|MT AAA ####|IR #####-#####|SN #####|ET ####|MU #####`
    .split('|')
    .map((line) => [line.slice(0, 2), line.slice(3)]),
)
const postalLetters = Array.from('ABCDEGHJKLMNPRSTVWXY')

/** A code of the country's shape; its first half is the town's, the rest the street's. Null where there are none. */
export function postalCode(country: string, town: Random, street: Random): string | null {
  const shape = postalShapes[country]
  if (!shape) return null
  const literal = /^(LV-|LT-|L-|MD-|AZ )/.exec(shape)?.[0] ?? ''
  const rest = shape.slice(literal.length)
  const own = Math.ceil(rest.length / 2)
  return (
    literal +
    Array.from(rest)
      .map((sign, at) => {
        const random = at < own ? town : street
        if (sign === '#') return String(random.whole(at === 0 ? 1 : 0, 9))
        return sign === 'A' ? random.pick(postalLetters) : sign
      })
      .join('')
  )
}
