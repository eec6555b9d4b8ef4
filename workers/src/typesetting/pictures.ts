import { Resvg } from '@resvg/resvg-js'

/** An SVG as a PNG of that width in pixels. Our pictures hold no text, so no font is looked for. */
export const rasterise = (svg: string, width: number): Buffer =>
  new Resvg(svg, { fitTo: { mode: 'width', value: width }, font: { loadSystemFonts: false } }).render().asPng()
