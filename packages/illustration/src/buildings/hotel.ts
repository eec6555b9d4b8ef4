import type { BuildingStyle } from '../climates.ts'
import { block } from './block.ts'
import { brownstone } from './brownstone.ts'
import { deco } from './deco.ts'
import { gable } from './gable.ts'
import { georgian } from './georgian.ts'
import { glass } from './glass.ts'
import { hacienda } from './hacienda.ts'
import { hanok } from './hanok.ts'
import { haveli } from './haveli.ts'
import type { Building, Plot } from './parts.ts'
import { pavilion } from './pavilion.ts'
import { riad } from './riad.ts'
import { ryokan } from './ryokan.ts'
import { terraced } from './terraced.ts'
import { tower } from './tower.ts'

const STYLES: Record<BuildingStyle, Building> = {
  block,
  brownstone,
  deco,
  gable,
  georgian,
  glass,
  hacienda,
  hanok,
  haveli,
  pavilion,
  riad,
  ryokan,
  terraced,
  tower,
}

/** The building of a hotel. Its style is the first thing its own stream decides, so it keeps its face everywhere. */
export const hotel = (plot: Plot): string => STYLES[plot.brush.pick(plot.paints.build)](plot)
