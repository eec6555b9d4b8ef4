import { packNameOf } from './countries.ts'
import { packs } from './names/packs.ts'
import type { Random } from './random.ts'

type Town = { name: string; country: string; region: string | null }

const packOf = (town: Town) => {
  const pack = packs.get(packNameOf(town))
  if (!pack) throw new Error(`no names are known for ${town.country}`)
  return pack
}

const fill = (form: string, words: Record<string, string[]>, city: string, random: Random): string =>
  form.replace(/\{(\w+)\}/g, (_, slot: string) => (slot === 'city' ? city : random.pick(words[slot] ?? [slot])))

/** "Hotel Ericeira (Mafra)" is written so in the data; on a sign it is not. */
const plainCity = (city: string) => city.replace(/ \(.*\)$| City$/, '')

/** A name that sounds right there, unlike those already `taken` in the town. */
export function hotelName(town: Town, stars: number | null, taken: Set<string>, random: Random): string {
  const pack = packOf(town)
  const forms = stars !== null && stars >= 4 ? pack.grand : stars === 3 ? pack.middle : pack.small
  let name = ''
  for (let attempt = 0; attempt < 12; attempt++) {
    name = fill(random.pick(forms), pack.words, plainCity(town.name), random)
    if (!taken.has(name)) break
  }
  // A large town runs out of names: then the house is told by its street, as the trade does.
  for (let more = 0; taken.has(name) && more < 50; more++)
    name = `${fill(random.pick(forms), pack.words, plainCity(town.name), random)}, ${streetOf(town, random)}`
  taken.add(name)
  return name
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const streetOf = (town: Town, random: Random) => {
  const pack = packOf(town)
  return capital(fill(random.pick(pack.streets), pack.words, town.name, random))
}

/** Street and number, in the order locals write them. */
export function addressLine(town: Town, random: Random): string {
  const pack = packOf(town)
  const number = Math.ceil(random.next() ** 2 * 180)
  const street = streetOf(town, random)
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
