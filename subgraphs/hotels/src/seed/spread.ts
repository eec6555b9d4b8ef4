import { countryOf } from './countries.ts'
import type { Place } from './places.ts'

/** Towns that live of their guests: how many times more hotels they have than others of their size. */
const famous: Record<string, number> = Object.fromEntries(
  `PT Lisbon 7|PT Porto 4|PT Albufeira 10|PT Lagos 8|PT Faro 4|PT Sintra 6|PT Funchal 5|PT Évora 4|ES Barcelona 4|ES Madrid 2.4|ES Seville 3|ES Granada 3|ES Palma 3|ES San Sebastián 3|ES Benidorm 6|ES Ibiza 8|FR Paris 5|FR Nice 4|FR Cannes 8|FR Lyon 2|FR Bordeaux 3|FR Lourdes 25|FR Chamonix-Mont-Blanc 25|FR Strasbourg 3|FR Avignon 4
IT Rome 3.6|IT Venice 12|IT Florence 6|IT Milan 2|IT Rimini 8|IT Sorrento 12|IT Amalfi 40|IT Positano 40|IT Taormina 20|IT Siena 6|IT Cortina d'Ampezzo 20|GB London 2|GB Edinburgh 4|GB Bath 5|GB Oxford 3|GB York 3|IE Dublin 2|IE Galway 4|DE Munich 4|DE Berlin 2.5|DE Heidelberg 3|DE Garmisch-Partenkirchen 12|AT Vienna 3|AT Salzburg 4|AT Innsbruck 4|AT Kitzbühel 30
CH Zurich 2|CH Geneva 3|CH Zermatt 40|CH Interlaken 20|CH Lucerne 4|NL Amsterdam 5|BE Bruges 6|BE Brussels 3|CZ Prague 4|CZ Karlovy Vary 6|CZ Český Krumlov 10|PL Krakow 3|PL Zakopane 12|HU Budapest 2|HR Dubrovnik 12|HR Split 4|HR Rovinj 12|GR Athens 5|GR Fira 80|GR Mykonos 60|GR Rhodes 6|SI Bled 15|TR Istanbul 1.2|TR Antalya 2|TR Bodrum 8|TR Göreme 90
IS Reykjavík 4|NO Bergen 3|NO Tromsø 4|DK Copenhagen 2|SE Stockholm 1.6|FI Rovaniemi 4|MA Marrakesh 4|MA Fez 2|MA Essaouira 8|MA Chefchaouen 10|EG Luxor 4|EG Hurghada 6|EG Sharm el-Sheikh 15|TN Sousse 2|AE Dubai 2|JO Wadi Musa 20|IL Eilat 8|JP Tokyo 1.2|JP Kyoto 4|JP Nara 2|JP Hakone 10|JP Nikkō 4|JP Beppu 4|JP Kanazawa 2|TH Bangkok 1.5|TH Phuket 8|TH Chiang Mai 6|TH Ko Samui 8|TH Pattaya 6|TH Krabi 8
VN Hoi An 6|VN Da Nang 2|VN Nha Trang 3|KH Siem Reap 6|LA Luang Prabang 10|ID Ubud 30|ID Kuta 20|ID Denpasar 5|SG Singapore 1|HK Hong Kong .7|IN Jaipur 2|IN Udaipur 4|IN Agra 2|IN Panaji 8|NP Kathmandu 2|NP Pokhara 3|LK Kandy 4|MV Male 6|US New York City 1.3|US Las Vegas 5|US San Francisco 2|US Miami Beach 12|US Orlando 6|US New Orleans 3|US Honolulu 4|US Key West 20|US Aspen 30
CA Banff 40|CA Quebec City 2|CA Vancouver 2|MX Cancún 4|MX Playa del Carmen 6|MX Tulum 20|MX Oaxaca 3|CU Havana 1.5|CU Varadero 20|DO Punta Cana 10|PE Cusco 4|PE Machu Picchu 60|CL San Pedro de Atacama 40|AR San Carlos de Bariloche 6|AR Ushuaia 6|AR Buenos Aires 1|BR Rio de Janeiro 1.5|BR Foz do Iguaçu 4|BR Paraty 12|ZA Cape Town 2|TZ Arusha 3|TZ Zanzibar 4|KE Nairobi 1|AU Sydney 1.3|AU Cairns 5|NZ Queenstown 20|NZ Rotorua 4|FJ Nadi 6`
    .split(/[|\n]/)
    .map((line) => {
      const parts = line.split(' ')
      return [parts.slice(0, -1).join(' '), Number(parts.at(-1))]
    }),
)

/** Every town of at least this size has a hotel in a catalogue of 20,000. */
export const townWithHotel = 100_000

/** 1 for an ordinary town. */
export const fameOf = ({ country, name }: Pick<Place, 'country' | 'name'>): number => famous[`${country} ${name}`] ?? 1

function weightOf(place: Place): number {
  if (place.feature === 'PPLX') return 0 // a part of a town: its hotels are the town's
  return Math.max(place.population, 200) ** 0.98 * countryOf(place.country).tourism * fameOf(place)
}

export type Assignment = { place: Place; /** The how many-th hotel of its town, from 0. */ number: number }

/**
 * Where each of `total` hotels stands, by highest averages (Sainte-Laguë): towns get hotels in proportion to their
 * weight, each large town at least one. The list for a larger total begins with the list for a smaller one, so that a
 * catalogue grows without moving a hotel.
 */
export function spreadHotels(places: readonly Place[], total: number): Assignment[] {
  const claims: { place: Place; number: number; claim: number }[] = []
  const weights = places.map(weightOf)
  const divisor = divisorFor(weights, total)
  for (const [index, place] of places.entries()) {
    const weight = weights[index] ?? 0
    if (weight === 0) continue
    if (place.population >= townWithHotel) claims.push({ place, number: 0, claim: Number.MAX_VALUE / (index + 1) })
    for (let number = claimsFirst(place) ? 1 : 0; weight / (number + 0.5) >= divisor; number++)
      claims.push({ place, number, claim: weight / (number + 0.5) })
  }
  return claims
    .sort((a, b) => b.claim - a.claim || a.place.id - b.place.id)
    .slice(0, total)
    .map(({ place, number }) => ({ place, number }))
}

const claimsFirst = (place: Place) => place.population >= townWithHotel

/** A weight per hotel at which the towns together claim `total` or a little more. */
function divisorFor(weights: readonly number[], total: number): number {
  let [low, high] = [0, 2 * weights.reduce((most, weight) => Math.max(most, weight), 1)]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    const claimed = weights.reduce((sum, weight) => sum + Math.floor(weight / middle + 0.5), 0)
    if (claimed >= total) low = middle
    else high = middle
  }
  return low
}
