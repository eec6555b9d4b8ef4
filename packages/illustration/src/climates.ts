import { regionOf, type Region } from './regions.ts'

export type LandForm = 'coast' | 'dunes' | 'peaks' | 'fjord' | 'hills'
export type TreeKind = 'pine' | 'round' | 'cypress' | 'bush' | 'palm' | 'spruce' | 'cherry'
export type BuildingStyle =
  | 'block'
  | 'tower'
  | 'terraced'
  | 'gable'
  | 'pavilion'
  | 'riad'
  | 'ryokan'
  | 'brownstone'
  | 'glass'
  | 'hanok'
  | 'haveli'
  | 'deco'
  | 'georgian'
  | 'hacienda'

/** Everything a picture is painted with. Colours are `#rrggbb`; lists run from far to near, or from light to deep. */
export type Paints = {
  sky: readonly [string, string, string]
  sun: string
  far: readonly [string, string, string]
  sea: readonly [string, string]
  ground: readonly [string, string]
  leaf: readonly [string, string]
  walls: readonly string[]
  roof: string
  trim: string
  accent: string
  land: LandForm
  build: readonly BuildingStyle[]
  trees: readonly TreeKind[]
}

export type Climate = 'atlantic' | 'mediterranean' | 'tropical' | 'desert' | 'alpine' | 'nordic' | 'temperate'
/** A climate gives the light and the land; a region gives the way people build there. */
export type Palette = { climate: Climate; region?: Region }

// prettier-ignore
export const CLIMATES: Record<Climate, Paints> = {
  atlantic: { sky: ['#7fb6c9', '#c9dfdc', '#fbe7cb'], sun: '#fff3d6', far: ['#a9c3c6', '#7fa5a6', '#5b8784'], sea: ['#9cc6cb', '#4f8f9a'], ground: ['#d9cdb2', '#b9ab8a'], leaf: ['#2f5d4c', '#5d8a5b'], walls: ['#f3e3c6', '#f0c9a6', '#dfe7e2', '#f4dcd0', '#e9d089'], roof: '#c0623f', trim: '#fffaf0', accent: '#1f6f78', land: 'coast', build: ['block'], trees: ['pine', 'round', 'cypress'] },
  mediterranean: { sky: ['#5fa9cf', '#b5dbe6', '#fdeed8'], sun: '#fffaf0', far: ['#9fb9d0', '#7f9cbb', '#8f9d83'], sea: ['#5fb3c9', '#1d7296'], ground: ['#eadcc2', '#cdb78f'], leaf: ['#35604a', '#7d9a5c'], walls: ['#fdf7ec', '#f8ead6', '#f6dcc5'], roof: '#c8704b', trim: '#ffffff', accent: '#2b6ca3', land: 'coast', build: ['terraced', 'block'], trees: ['cypress', 'pine', 'bush'] },
  tropical: { sky: ['#4fb0bf', '#a8dccf', '#ffe9bd'], sun: '#fff6cf', far: ['#8cc2b4', '#5c9f8d', '#3f7f6b'], sea: ['#6fd0c6', '#1b8c96'], ground: ['#f3e2bb', '#dcc08a'], leaf: ['#1f5b45', '#4f9a5a'], walls: ['#fbf3e2', '#f4e0c1', '#e9efe4'], roof: '#8a5a3a', trim: '#fffaf0', accent: '#d8663f', land: 'coast', build: ['pavilion'], trees: ['palm', 'palm', 'bush'] },
  desert: { sky: ['#7faec2', '#f0d9bb', '#fbd1a2'], sun: '#fff1cf', far: ['#e0b48c', '#cf9566', '#b97a4e'], sea: ['#8fc1c2', '#3f8a93'], ground: ['#edcf9f', '#d6a871'], leaf: ['#40633f', '#7d9653'], walls: ['#ecc79c', '#e3b184', '#f3dcbc'], roof: '#b5714a', trim: '#fbead0', accent: '#1d7c7a', land: 'dunes', build: ['terraced'], trees: ['palm', 'bush'] },
  alpine: { sky: ['#79a8cc', '#c3dcea', '#f6ead9'], sun: '#fffaf0', far: ['#a9bed1', '#7d97b0', '#56766f'], sea: ['#8fc0cb', '#457f93'], ground: ['#a9bf8a', '#7c9c66'], leaf: ['#234a3f', '#3f6d55'], walls: ['#f4e8d6', '#e4cfae', '#c9a27b'], roof: '#5f4638', trim: '#fffaf2', accent: '#b4483a', land: 'peaks', build: ['gable'], trees: ['spruce', 'spruce', 'round'] },
  nordic: { sky: ['#86a9c4', '#d3dde2', '#fbe3cf'], sun: '#fff2df', far: ['#b3c2cf', '#8ba1b1', '#5f7d86'], sea: ['#a9c0cb', '#567f93'], ground: ['#b8bca0', '#8b9a80'], leaf: ['#2b4a47', '#4f7264'], walls: ['#b5483c', '#d9a441', '#e9e4da', '#48707c'], roof: '#3b464d', trim: '#fdfbf6', accent: '#e2b24d', land: 'fjord', build: ['gable', 'block'], trees: ['spruce', 'round'] },
  temperate: { sky: ['#8db5cf', '#d5e3e6', '#f8ead8'], sun: '#fff8e6', far: ['#b4c7cd', '#93aeb0', '#74948c'], sea: ['#a3c4cd', '#5b8da0'], ground: ['#cfcdbd', '#aeb09e'], leaf: ['#33584a', '#6d9462'], walls: ['#ece2d2', '#dccbb4', '#c98f74', '#e6e4dc'], roof: '#57656f', trim: '#fffdf8', accent: '#7d3540', land: 'hills', build: ['block', 'tower'], trees: ['round', 'round', 'bush'] },
}

const among = (codes: string, country: string) => codes.split(' ').includes(country)

function climateOf(latitude: number, country: string): Climate {
  const north = Math.abs(latitude)
  if (among('CH AT LI AD NP BT', country)) return 'alpine'
  if (among('NO SE FI IS GL FO EE SJ AX', country) || north > 57.5) return 'nordic'
  if (among('AE QA SA KW BH OM YE IQ IR JO EG LY DZ MR ML NE TD SD DJ EH TM UZ AF', country)) return 'desert'
  if (country === 'MA' && latitude < 34) return 'desert'
  if (among('PT IE UY', country) || (country === 'ES' && latitude > 42.5)) return 'atlantic'
  if (among('GR IT ES HR MT CY TR IL LB SY TN AL ME MC SM VA GI MA PS', country) && latitude < 44.6)
    return 'mediterranean'
  if (among('ZA CL AU', country) && north > 29 && north < 36) return 'mediterranean'
  if (among('FR MK', country) && latitude < 43.9) return 'mediterranean'
  if (north < 24) return 'tropical'
  if (among('NZ FR GB BE NL', country) && latitude < 48) return 'atlantic'
  return 'temperate'
}

/** The palette of a place. Latitude in degrees, south negative; country in ISO 3166-1 alpha-2, any case. */
export function paletteFor(place: { latitude: number; country?: string }): Palette {
  const country = (place.country ?? '').toUpperCase()
  const region = regionOf(country)
  const climate = climateOf(place.latitude, country)
  return region ? { climate, region } : { climate }
}
