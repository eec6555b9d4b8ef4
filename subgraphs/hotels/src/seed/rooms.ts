import type { Bed } from '../domain/room-type.ts'
import type { Random } from './random.ts'

export type SeedRoom = {
  name: string
  description: string
  beds: Bed[]
  areaSqm: number
  maxAdults: number
  maxGuests: number
  /** Of the house's plain double room. */
  factor: number
}

type Kind = Omit<SeedRoom, 'description'> & { from: number; to: number; only?: 'ryokan' | 'riad' | 'kitchen' | 'view' }

const double: Bed[] = [{ kind: 'DOUBLE', count: 1 }]
const twin: Bed[] = [{ kind: 'SINGLE', count: 2 }]
const queen: Bed[] = [{ kind: 'QUEEN', count: 1 }]
const king: Bed[] = [{ kind: 'KING', count: 1 }]
const sofa: Bed = { kind: 'SOFA', count: 1 }

/** `from` and `to` are the classes that have such rooms (0: none). The first of a house is always its plain double. */
const kinds: Kind[] = [
  { name: 'Single room', beds: [{ kind: 'SINGLE', count: 1 }], areaSqm: 11, maxAdults: 1, maxGuests: 1, factor: 0.72, from: 0, to: 4 }, // prettier-ignore
  { name: 'Twin room', beds: twin, areaSqm: 17, maxAdults: 2, maxGuests: 3, factor: 1, from: 0, to: 5 },
  { name: 'Triple room', beds: [{ kind: 'DOUBLE', count: 1 }, { kind: 'SINGLE', count: 1 }], areaSqm: 22, maxAdults: 3, maxGuests: 4, factor: 1.28, from: 0, to: 3 }, // prettier-ignore
  { name: 'Family room', beds: [{ kind: 'DOUBLE', count: 1 }, { kind: 'BUNK', count: 1 }], areaSqm: 27, maxAdults: 3, maxGuests: 5, factor: 1.42, from: 0, to: 4 }, // prettier-ignore
  { name: 'Superior double room', beds: queen, areaSqm: 22, maxAdults: 2, maxGuests: 3, factor: 1.18, from: 3, to: 5 },
  {
    name: 'Double room with balcony',
    beds: queen,
    areaSqm: 20,
    maxAdults: 2,
    maxGuests: 3,
    factor: 1.15,
    from: 1,
    to: 4,
  },
  { name: 'Deluxe room', beds: king, areaSqm: 30, maxAdults: 3, maxGuests: 4, factor: 1.35, from: 4, to: 5 },
  {
    name: 'Junior suite',
    beds: [...king, sofa],
    areaSqm: 38,
    maxAdults: 3,
    maxGuests: 4,
    factor: 1.75,
    from: 3,
    to: 5,
  },
  { name: 'Suite', beds: [...king, sofa], areaSqm: 52, maxAdults: 3, maxGuests: 5, factor: 2.4, from: 4, to: 5 },
  { name: 'Family suite', beds: [...king, { kind: 'SINGLE', count: 2 }], areaSqm: 55, maxAdults: 4, maxGuests: 6, factor: 2.2, from: 4, to: 5 }, // prettier-ignore
  { name: 'Room with sea view', beds: queen, areaSqm: 24, maxAdults: 2, maxGuests: 3, factor: 1.38, from: 2, to: 5, only: 'view' }, // prettier-ignore
  { name: 'Studio with kitchenette', beds: [...double, sofa], areaSqm: 29, maxAdults: 3, maxGuests: 4, factor: 1.22, from: 0, to: 3, only: 'kitchen' }, // prettier-ignore
  { name: 'Apartment with one bedroom', beds: [...queen, sofa], areaSqm: 44, maxAdults: 4, maxGuests: 5, factor: 1.6, from: 2, to: 4, only: 'kitchen' }, // prettier-ignore
  { name: 'Japanese-style room, 8 tatami', beds: [{ kind: 'SINGLE', count: 2 }], areaSqm: 18, maxAdults: 3, maxGuests: 4, factor: 1.05, from: 0, to: 4, only: 'ryokan' }, // prettier-ignore
  { name: 'Japanese-style room with garden', beds: [{ kind: 'SINGLE', count: 4 }], areaSqm: 30, maxAdults: 4, maxGuests: 5, factor: 1.5, from: 3, to: 5, only: 'ryokan' }, // prettier-ignore
  { name: 'Room with open-air bath', beds: [{ kind: 'SINGLE', count: 2 }], areaSqm: 34, maxAdults: 2, maxGuests: 3, factor: 1.9, from: 4, to: 5, only: 'ryokan' }, // prettier-ignore
  {
    name: 'Patio room',
    beds: queen,
    areaSqm: 21,
    maxAdults: 2,
    maxGuests: 3,
    factor: 1.1,
    from: 0,
    to: 5,
    only: 'riad',
  },
  { name: 'Suite on the roof terrace', beds: king, areaSqm: 36, maxAdults: 2, maxGuests: 3, factor: 1.6, from: 3, to: 5, only: 'riad' }, // prettier-ignore
]

const plain: Record<number, Omit<Kind, 'from' | 'to'>> = {
  0: { name: 'Double room', beds: double, areaSqm: 14, maxAdults: 2, maxGuests: 2, factor: 1 },
  3: { name: 'Double room', beds: double, areaSqm: 18, maxAdults: 2, maxGuests: 3, factor: 1 },
  4: { name: 'Classic double room', beds: queen, areaSqm: 22, maxAdults: 2, maxGuests: 3, factor: 1 },
  5: { name: 'Deluxe double room', beds: king, areaSqm: 30, maxAdults: 2, maxGuests: 3, factor: 1 },
}

/** What a ryokan has instead of a plain double. */
const tatami: Omit<Kind, 'from' | 'to'> = {
  name: 'Japanese-style room, 6 tatami',
  beds: twin,
  areaSqm: 14,
  maxAdults: 2,
  maxGuests: 3,
  factor: 1,
}

const outlooks = ['towards the street', 'towards the quiet courtyard', 'under the roof', 'on the upper floors', 'towards the garden', 'with tall windows', 'over the roofs of the neighbourhood'] // prettier-ignore
const baths = ['its own shower', 'its own bathroom with a bath', 'a walk-in shower', 'its own bathroom']
const comforts = ['a desk', 'a kettle and tea', 'blackout curtains', 'a safe', 'a small refrigerator', 'an armchair by the window', 'a coffee machine', 'wooden floors'] // prettier-ignore

export type HouseTraits = { ryokan: boolean; riad: boolean; kitchen: boolean; view: boolean }

/** Two to six kinds of room, the plain double first. */
export function roomsOf(stars: number | null, traits: HouseTraits, random: Random): SeedRoom[] {
  const rank = stars ?? 0
  const fitting = kinds.filter(
    ({ from, to, only }) => rank >= from && rank <= to && (traits.ryokan ? only === 'ryokan' : !only || traits[only]),
  )
  const wanted = Math.min(fitting.length, random.whole(rank >= 4 ? 3 : 1, rank >= 4 ? 5 : rank === 3 ? 4 : 3))
  const first = traits.ryokan ? tatami : (plain[rank] ?? plain[0])
  const chosen = first ? [first] : []
  const left = [...fitting]
  while (chosen.length <= wanted && left.length > 0) {
    const [kind] = left.splice(Math.floor(random.next() * left.length), 1)
    if (kind) chosen.push(kind)
  }
  const [base, ...others] = chosen
  return [...(base ? [base] : []), ...others.toSorted((a, b) => a.factor - b.factor)].map((kind) => {
    const areaSqm = Math.round(kind.areaSqm * random.between(0.9, 1.15))
    return {
      name: kind.name,
      description: `${areaSqm} square metres ${random.pick(outlooks)}, with ${random.pick(baths)} and ${random.pick(comforts)}.`,
      beds: kind.beds,
      areaSqm,
      maxAdults: kind.maxAdults,
      maxGuests: kind.maxGuests,
      factor: kind.factor * random.between(0.97, 1.05),
    }
  })
}
