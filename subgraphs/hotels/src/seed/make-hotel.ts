import { amenityBits, type Amenity } from '../domain/amenity.ts'
import { degreeKm } from '../domain/distance.ts'
import { foldName } from '../domain/place-name.ts'
import { countryOf } from './countries.ts'
import { describeHotel } from './describe.ts'
import { addressLine, hotelName } from './naming.ts'
import type { Place } from './places.ts'
import { plansOf, type SeedPlan } from './plans.ts'
import { postalCode } from './postal-codes.ts'
import { localPrice, priceStepOf } from './prices.ts'
import { Random } from './random.ts'
import { roomsOf, type SeedRoom } from './rooms.ts'
import { natureOf, type Nature } from './seasons.ts'
import { fameOf } from './spread.ts'

export type MadeHotel = ReturnType<typeof makeHotel>

const classPrice = [0.6, 0.5, 0.7, 1, 1.55, 3.1]
const thursdayFriday = new Set('SA KW QA BH OM EG JO IQ SY YE LY DZ IR'.split(' '))

/** The `number`-th hotel of a town, always the same one. `taken` are the names already given there. */
export function makeHotel(id: number, place: Place, number: number, taken: Set<string>) {
  const random = new Random('hotel', place.id, number)
  const country = countryOf(place.country)
  const nature = natureOf(place, new Random('nature', place.id))
  const stars = starsOf(place, number, random)
  const rank = stars ?? 0
  const name = hotelName(place, stars, taken, random)
  const { latitude, longitude, awayKm } = scatter(place, random)
  const traits = {
    ryokan: /ryokan|minshuku|onsen|-tei$|-so$|-kan$/i.test(name),
    riad: /^(riad|dar|kasbah|palais)\b/i.test(name),
    kitchen: random.chance(0.18),
    view: nature.coast,
  }
  const amenities = amenitiesFor(rank, nature, place, traits.kitchen, random)
  const bigTown = Math.max(0, Math.log10(Math.max(place.population, 1_000)) - 4) * 0.16
  const euros =
    country.price *
    (classPrice[rank] ?? 1) *
    (1 + 0.1 * Math.log2(Math.max(1, fameOf(place)))) *
    (0.82 + bigTown) *
    Math.exp(random.normal() * 0.16) *
    (awayKm < 1.2 ? 1.08 : 1)
  const resort = nature.coast || nature.mountain || nature.tropical
  const rooms = roomsOf(stars, traits, random)
  const plans = plansOf({ stars, resort, ryokan: traits.ryokan }, random)
  const reviewed = !random.chance(0.04)
  return {
    hotel: {
      id,
      city_id: place.id,
      name,
      stars,
      description: describeHotel({ stars, city: place.name, awayKm, nature, amenities }, random),
      address_line: addressLine(place, random),
      postal_code: postalCode(place.country, place.name, new Random('post', place.id), random),
      latitude,
      longitude,
      amenities: amenityBits(amenities),
      rating: reviewed
        ? Math.round(10 * Math.min(9.8, Math.max(5.4, 7.55 + (rank - 2.6) * 0.3 + random.normal() * 0.65)))
        : null,
      rating_count: reviewed ? Math.ceil(Math.exp(3 + rank * 0.45 + random.normal() * 1.1)) : 0,
      email: `reservations@${
        foldName(name)
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-|-$/g, '') || 'hotel'
      }-${id}.example`,
      phone: `+${country.calling} ${random.whole(200, 989)} ${random.whole(100, 999)} ${random.whole(100, 999)}`,
      check_in_from: rank >= 4 ? '15:00' : random.pick(['13:00', '14:00', '14:00', '15:00', '16:00']),
      check_out_until: rank >= 4 ? random.pick(['11:00', '12:00']) : random.pick(['10:00', '10:30', '11:00', '11:00']),
      currency: country.currency,
      season_id: nature.seasonId,
      season_shift: nature.shift,
      weekend_nights: thursdayFriday.has(place.country) ? 0b0011000 : 0b0110000,
      weekend_per_mille: weekendOf(rank, place, resort, random),
      price_step: priceStepOf(country.currency),
    },
    rooms: rooms.map((room, at) => roomRow(id * 8 + at, room, rank, euros, country.currency, random)),
    plans: plans.map((plan, at) => planRow(id * 8 + at, plan, euros, country.currency)),
  }
}

function roomRow(id: number, room: SeedRoom, rank: number, euros: number, currency: string, random: Random) {
  const single = room.maxGuests === 1 ? 1_000 : random.pick([750, 800, 850, 900, 1_000])
  return {
    id,
    name: room.name,
    description: room.description,
    beds: JSON.stringify(room.beds),
    area_sqm: room.areaSqm,
    max_adults: room.maxAdults,
    max_guests: room.maxGuests,
    base_price: localPrice(euros * room.factor, currency),
    single_per_mille: single,
    extra_adult: localPrice(euros * 0.32, currency),
    extra_child: localPrice(euros * 0.16, currency),
    allotment: Math.max(1, Math.round(((rank + 2) * random.between(0.6, 2.6)) / Math.sqrt(room.factor))),
  }
}

function planRow(id: number, plan: SeedPlan, euros: number, currency: string) {
  const breakfast = 4 + euros * 0.085
  const meals = plan.meals === 0 ? 0 : (breakfast * plan.meals) / 10
  return {
    id,
    name: plan.name,
    board: plan.board,
    board_adult: meals === 0 ? 0 : localPrice(meals, currency),
    board_child: meals === 0 ? 0 : localPrice(meals / 2, currency),
    price_bps: plan.priceBps,
    cancellation: JSON.stringify(plan.cancellation),
    refundable: plan.refundable,
    min_nights: plan.minNights,
    max_nights: plan.maxNights,
    min_days_ahead: plan.minDaysAhead,
    min_guests: plan.minGuests,
    long_stay_nights: plan.longStayNights,
    long_stay_bps: plan.longStayBps,
  }
}

/** Large towns have more of the high classes; villages mostly guest houses. */
function starsOf(place: Place, number: number, random: Random): number | null {
  const large = place.population > 300_000 || number > 20
  const weights = large
    ? [0.09, 0.05, 0.17, 0.35, 0.26, 0.08]
    : place.population > 20_000
      ? [0.16, 0.06, 0.22, 0.36, 0.17, 0.03]
      : [0.34, 0.08, 0.24, 0.26, 0.07, 0.01]
  const rank = random.weighted(weights)
  return rank === 0 ? null : rank
}

/** Around the centre: most within a walk, some far out; a town's reach grows with the root of its people. */
function scatter(place: Place, random: Random) {
  const spread = 0.35 + Math.sqrt(place.population) / 420
  const awayKm = Math.abs(random.normal()) * spread
  const angle = random.next() * 2 * Math.PI
  const latitude = place.latitude + (Math.sin(angle) * awayKm) / degreeKm
  const longitude =
    place.longitude + (Math.cos(angle) * awayKm) / (degreeKm * Math.cos((place.latitude * Math.PI) / 180))
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  return {
    latitude: round(Math.max(-89.9, Math.min(89.9, latitude))),
    longitude: round(((longitude + 540) % 360) - 180),
    awayKm,
  }
}

function amenitiesFor(rank: number, nature: Nature, place: Place, kitchen: boolean, random: Random): Amenity[] {
  const hot = Math.abs(place.latitude) < 42
  const town = place.population > 500_000
  const chances: Record<Amenity, number> = {
    WIFI: 0.985,
    PARKING: town ? 0.35 : 0.75,
    POOL:
      (nature.coast || nature.tropical ? [0.15, 0.1, 0.25, 0.55, 0.85, 0.95] : [0.03, 0.02, 0.04, 0.12, 0.35, 0.65])[
        rank
      ] ?? 0,
    SPA: [0.01, 0, 0.02, 0.1, 0.45, 0.85][rank] ?? 0,
    GYM: [0.02, 0.01, 0.06, 0.25, 0.7, 0.95][rank] ?? 0,
    RESTAURANT: [0.2, 0.15, 0.35, 0.55, 0.85, 0.98][rank] ?? 0,
    BAR: [0.15, 0.15, 0.35, 0.6, 0.88, 0.98][rank] ?? 0,
    AIR_CONDITIONING: hot ? 0.9 : 0.2 + rank * 0.13,
    PET_FRIENDLY: 0.33,
    AIRPORT_SHUTTLE: town ? 0.1 + rank * 0.07 : 0.06,
    ACCESSIBLE: 0.2 + rank * 0.12,
    FAMILY_ROOMS: 0.45,
    EV_CHARGING: 0.04 + rank * 0.06,
    KITCHEN: kitchen ? 1 : 0,
    LAUNDRY: 0.25 + rank * 0.1,
    BEACH_ACCESS: nature.coast ? 0.35 : 0,
  }
  return (Object.keys(chances) as Amenity[]).filter((amenity) => random.chance(chances[amenity]))
}

/** Resorts ask more at the weekend, houses for business travellers less. */
function weekendOf(rank: number, place: Place, resort: boolean, random: Random): number {
  if (resort) return random.whole(22, 26) * 50
  if (place.population > 1_000_000 && rank >= 4 && random.chance(0.4)) return random.pick([850, 880, 920])
  return random.pick([1_000, 1_050, 1_080, 1_100, 1_150, 1_200])
}
