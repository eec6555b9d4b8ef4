import { brush } from './brush.ts'
import { CLIMATES, type Climate, type Paints, type Palette } from './climates.ts'
import { at, type Hour } from './hours.ts'
import { hash, stream } from './random.ts'
import { ANYWHERE, REGIONS } from './regions.ts'
import { facade } from './scenes/facade.ts'
import { place } from './scenes/place.ts'
import { room } from './scenes/room.ts'
import type { Kind, Scene } from './scenes/scene.ts'

export type PictureOptions = {
  /** 1-5: how large the building is. 3 when left out. */
  stars?: number
  /** Drawn from the seed when left out, so that a list of hotels does not all stand at noon. */
  hour?: Hour
  /** In user units; the picture is vector and fills its frame. 600 x 400 when left out. */
  width?: number
  height?: number
  /** Names the picture to a screen reader. Without it the picture is decoration. */
  title?: string
}

const SOME_HOUR: readonly Hour[] = ['day', 'dawn', 'day', 'dusk', 'day', 'night']

/** What an id is drawn in front of when nobody says the hour. */
export const hourOf = (seed: string): Hour =>
  SOME_HOUR[Math.floor(stream(`${seed}:place`)() * SOME_HOUR.length)] ?? 'day'

function paintsOf(palette: Palette): Paints {
  const climate = CLIMATES[palette.climate]
  const style = palette.region && REGIONS[palette.region]
  return { ...climate, build: style?.build ?? climate.build, trees: style?.trees ?? climate.trees }
}

const SCENES: Record<Kind, (scene: Scene) => string> = { facade, pool: facade, room, place }

/**
 * The picture of a hotel or a city as an SVG document: a pure function of its arguments. The seed is the id, so the same
 * id is the same hotel on every page, for ever. Takes 1 ms or so; render once and keep it.
 */
export function picture(seed: string, kind: Kind, palette: Palette | Climate, options: PictureOptions = {}): string {
  const { stars = 3, width = 600, height = 400, title = '', hour = hourOf(seed) } = options
  const ground = typeof palette === 'string' ? { climate: palette } : palette
  const paints = at(hour, paintsOf(ground))
  const id = `s${hash(`${seed}${kind}${width}x${height}${hour}`).toString(36)}`
  const [own, still] = [brush(id, `${seed}:${kind}`), brush(`${id}b`, `${seed}:building`)]
  const shore = paints.land === 'coast' || paints.land === 'fjord'
  const known = (ground.region && REGIONS[ground.region].landmarks) ?? ANYWHERE
  const landmarks = known.filter((name) => shore || name !== 'lighthouse')
  const houses = paints.build.some((style) => style !== 'terraced' && style !== 'pavilion' && style !== 'gable')
  const urban = houses && paints.land !== 'peaks'
  const size = Math.min(5, Math.max(1, Math.round(stars)))
  const marks = SCENES[kind]({ kind, brush: own, still, paints, width, height, hour, stars: size, urban, landmarks })
  const turned = kind !== 'place' && hash(`${seed}flip`) % 2 === 1
  const name = title ? `role="img" aria-label="${title.replace(/[<>&"]/g, '')}"` : 'aria-hidden="true"'
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice" ${name}>` +
    `<defs>${own.defs()}${still.defs()}<clipPath id="${id}v"><path d="M0 0h${width}v${height}H0z"/></clipPath></defs>` +
    `<g clip-path="url(#${id}v)">${turned ? `<g transform="translate(${width}) scale(-1 1)">${marks}</g>` : marks}</g></svg>`
  )
}
