import { dateIn, dayAndTime, shortDay } from '../language/dates.ts'
import { t } from '../language/i18n.ts'
import type { Money } from '../language/money.ts'
import type { IconName } from '../ui/icon.tsx'
import { refundSteps, stepAt, type Terms } from './terms.ts'

export type Board = 'ROOM_ONLY' | 'BREAKFAST' | 'HALF_BOARD' | 'FULL_BOARD' | 'ALL_INCLUSIVE'

const BOARDS: Record<Board, { name: string; icon: IconName }> = {
  ROOM_ONLY: { name: 'Room only', icon: 'bed' },
  BREAKFAST: { name: 'Breakfast included', icon: 'cup' },
  HALF_BOARD: { name: 'Breakfast and dinner included', icon: 'fork' },
  FULL_BOARD: { name: 'All three meals included', icon: 'fork' },
  ALL_INCLUSIVE: { name: 'All meals and drinks included', icon: 'glass' },
}
export const boardName = (board: string): string => t(BOARDS[board as Board]?.name ?? board)
export const boardIcon = (board: string): IconName => BOARDS[board as Board]?.icon ?? 'bed'

/** A word for a guest rating of 0 to 10. */
export function ratingInWords(score: number): string {
  if (score >= 9) return t('Superb')
  if (score >= 8.5) return t('Excellent')
  if (score >= 8) return t('Very good')
  if (score >= 7) return t('Good')
  return t('Rated')
}

type Cancellation = Terms & { freeUntil?: string | null }

/** What cancelling at `now` would cost, in a few words: nothing until a moment in the hotel's zone, a part, or all of what was paid. */
export function cancellationInWords(
  { freeUntil, tiers }: Cancellation,
  paid: Money,
  timeZone: string,
  now: Date,
  exact: boolean,
): { free: boolean; text: string } {
  if (freeUntil && Date.parse(freeUntil) > now.getTime()) {
    const until = exact ? dayAndTime(freeUntil, timeZone) : shortDay(dateIn(timeZone, new Date(freeUntil)))
    return { free: true, text: t('Free cancellation until {until}', { until }) }
  }
  const steps = refundSteps({ tiers }, paid)
  const isPartly = steps[stepAt(steps, now.getTime())]?.kind === 'PART'
  return { free: false, text: isPartly ? t('Partly refundable') : t('Not refundable') }
}

const BEDS: Record<string, string> = {
  SINGLE: '{count, plural, one {one single bed} other {# single beds}}',
  DOUBLE: '{count, plural, one {one double bed} other {# double beds}}',
  QUEEN: '{count, plural, one {one queen bed} other {# queen beds}}',
  KING: '{count, plural, one {one king bed} other {# king beds}}',
  SOFA: '{count, plural, one {one sofa bed} other {# sofa beds}}',
  BUNK: '{count, plural, one {one bunk bed} other {# bunk beds}}',
}
export const bedsInWords = (beds: readonly { kind: string; count: number }[]): string =>
  beds.map(({ kind, count }) => t(BEDS[kind] ?? '{count} beds', { count })).join(', ')

export type Amenity = 'WIFI' | 'PARKING' | 'POOL' | 'SPA' | 'GYM' | 'RESTAURANT' | 'BAR' | 'AIR_CONDITIONING' | 'PET_FRIENDLY' | 'AIRPORT_SHUTTLE' | 'ACCESSIBLE' | 'FAMILY_ROOMS' | 'EV_CHARGING' | 'KITCHEN' | 'LAUNDRY' | 'BEACH_ACCESS' // prettier-ignore
export const AMENITIES: Record<Amenity, { name: string; icon: IconName }> = {
  WIFI: { name: 'Wi-Fi in every room', icon: 'wifi' },
  PARKING: { name: 'Parking', icon: 'car' },
  POOL: { name: 'Pool', icon: 'pool' },
  SPA: { name: 'Spa', icon: 'leaf' },
  GYM: { name: 'Gym', icon: 'gym' },
  RESTAURANT: { name: 'Restaurant', icon: 'fork' },
  BAR: { name: 'Bar', icon: 'glass' },
  AIR_CONDITIONING: { name: 'Air conditioning', icon: 'snow' },
  PET_FRIENDLY: { name: 'Pets welcome', icon: 'paw' },
  AIRPORT_SHUTTLE: { name: 'Airport shuttle', icon: 'bus' },
  ACCESSIBLE: { name: 'Step-free access', icon: 'access' },
  FAMILY_ROOMS: { name: 'Family rooms', icon: 'people' },
  EV_CHARGING: { name: 'Electric car charging', icon: 'plug' },
  KITCHEN: { name: 'Kitchen', icon: 'pan' },
  LAUNDRY: { name: 'Laundry', icon: 'wash' },
  BEACH_ACCESS: { name: 'Beach access', icon: 'wave' },
}

/** 700 m from here; 1.4 km from here. */
export const awayInWords = (km: number): string =>
  km < 0.95
    ? t('{metres} m from here', { metres: Math.max(1, Math.round(km * 10)) * 100 })
    : t('{km} km from here', { km: km.toFixed(1) })

/** 700 m from the centre; 1.4 km from the centre, or from the airport. */
export function distanceInWords(km: number, isFromAirport = false): string {
  if (isFromAirport) return t('{km} km from the airport', { km: km.toFixed(1) })
  return km < 0.95
    ? t('{metres} m from the centre', { metres: Math.max(1, Math.round(km * 10)) * 100 })
    : t('{km} km from the centre', { km: km.toFixed(1) })
}
