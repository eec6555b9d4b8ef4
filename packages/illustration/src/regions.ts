import type { BuildingStyle, TreeKind } from './climates.ts'
import type { LandmarkName } from './landmarks/landmark.ts'

export type Region =
  | 'japan'
  | 'korea'
  | 'china'
  | 'southeastAsia'
  | 'southAsia'
  | 'maghreb'
  | 'gulf'
  | 'britain'
  | 'northAmerica'
  | 'latinAmerica'
  | 'caribbean'
  | 'easternEurope'
  | 'southernEurope'
  | 'westernEurope'
  | 'nordic'
  | 'africa'
  | 'oceania'

const COUNTRIES: Record<Region, string> = {
  japan: 'JP',
  korea: 'KR KP',
  china: 'CN TW HK MO SG MN',
  southeastAsia: 'TH MM KH LA VN ID PH MY BN TL',
  southAsia: 'IN PK BD NP LK BT MV',
  maghreb: 'MA DZ TN LY EG MR EH',
  gulf: 'AE QA SA KW BH OM YE IQ IR JO SY AF TM UZ TJ KG KZ AZ IL PS LB TR',
  britain: 'GB IE IM JE GG',
  northAmerica: 'US CA',
  latinAmerica: 'MX GT HN SV NI CR PA CO VE EC PE BO PY UY AR CL BR GY SR GF BZ',
  caribbean: 'CU DO HT JM BS BB TT PR VI AG DM GD KN LC VC AW CW KY TC MQ GP BM',
  easternEurope: 'RU UA BY PL CZ SK HU RO BG MD RS GE AM LT LV',
  southernEurope: 'PT ES IT GR HR MT CY AL ME MK BA SI SM VA MC GI AD',
  westernEurope: 'FR BE NL LU DE AT CH LI',
  nordic: 'NO SE FI DK IS GL FO EE SJ AX',
  africa:
    'ZA NG KE TZ UG RW BI ET SO DJ SD SS TD NE ML BF SN GM GN GW SL LR CI GH TG BJ CM CF GA CG CD AO ZM ZW MW MZ BW NA LS SZ MG MU SC KM RE YT CV ST GQ ER',
  oceania: 'AU NZ FJ PG SB VU NC PF WS TO TV KI FM MH NR PW CK NU TK WF GU MP AS',
}

const byCountry = new Map(
  (Object.entries(COUNTRIES) as [Region, string][]).flatMap(([region, codes]) =>
    codes.split(' ').map((code) => [code, region] as const),
  ),
)

/** The region of an ISO 3166-1 alpha-2 country in capitals; undefined when it is none that we draw. */
export const regionOf = (country: string): Region | undefined => byCountry.get(country)

/** How people build and plant there. What a region leaves out, its climate decides. */
export type RegionStyle = {
  build?: readonly BuildingStyle[]
  trees?: readonly TreeKind[]
  landmarks: readonly LandmarkName[]
}

export const REGIONS: Record<Region, RegionStyle> = {
  japan: {
    build: ['ryokan', 'ryokan', 'glass', 'tower'],
    trees: ['cherry', 'pine', 'round'],
    landmarks: ['pagoda', 'torii', 'castleKeep'],
  },
  korea: {
    build: ['hanok', 'hanok', 'glass', 'tower'],
    trees: ['pine', 'round', 'cherry'],
    landmarks: ['pagoda', 'needle', 'skyline'],
  },
  china: { build: ['glass', 'tower', 'hanok', 'glass'], landmarks: ['pagoda', 'skyline', 'needle', 'bridge'] },
  southeastAsia: { build: ['pavilion', 'pavilion', 'glass'], landmarks: ['stupa', 'pagoda', 'skyline'] },
  southAsia: {
    build: ['haveli', 'haveli', 'glass', 'haveli'],
    trees: ['palm', 'round', 'bush'],
    landmarks: ['onionDome', 'stupa', 'minaret'],
  },
  maghreb: { build: ['riad', 'terraced', 'riad'], landmarks: ['minaret', 'domedMosque', 'citadel'] },
  gulf: { build: ['glass', 'terraced', 'riad'], landmarks: ['domedMosque', 'minaret', 'skyline', 'citadel'] },
  britain: {
    build: ['georgian', 'georgian', 'block', 'glass'],
    trees: ['round', 'round', 'bush'],
    landmarks: ['clockTower', 'cathedral', 'bridge', 'castleKeep', 'lighthouse'],
  },
  northAmerica: {
    build: ['brownstone', 'glass', 'deco', 'tower', 'brownstone'],
    landmarks: ['skyline', 'bridge', 'needle', 'dome'],
  },
  latinAmerica: {
    build: ['hacienda', 'hacienda', 'deco', 'tower'],
    landmarks: ['cathedral', 'dome', 'bridge', 'citadel'],
  },
  caribbean: { build: ['deco', 'hacienda', 'pavilion'], landmarks: ['lighthouse', 'dome', 'citadel'] },
  easternEurope: { landmarks: ['onionDome', 'clockTower', 'castleKeep', 'dome'] },
  southernEurope: { landmarks: ['campanile', 'dome', 'citadel', 'cathedral', 'lighthouse'] },
  westernEurope: { landmarks: ['cathedral', 'lattice', 'clockTower', 'windmill', 'dome'] },
  nordic: { landmarks: ['staveChurch', 'lighthouse', 'clockTower', 'bridge'] },
  africa: { build: ['pavilion', 'terraced', 'glass'], landmarks: ['minaret', 'skyline', 'dome', 'lighthouse'] },
  oceania: { build: ['deco', 'glass', 'pavilion'], landmarks: ['bridge', 'lighthouse', 'skyline', 'needle'] },
}

export const ANYWHERE: readonly LandmarkName[] = ['cathedral', 'clockTower', 'dome', 'bridge', 'lighthouse']
