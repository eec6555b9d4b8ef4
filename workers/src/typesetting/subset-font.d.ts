declare module 'subset-font' {
  type Options = {
    targetFormat?: 'sfnt' | 'woff' | 'woff2'
    /** Keeps every glyph; then `text` must be left out. */
    keepAllGlyphs?: boolean
    /** Axes of a variable font that are fixed to one value. */
    variationAxes?: Record<string, number>
  }
  export default function subsetFont(font: Buffer, text: string | undefined, options: Options): Promise<Buffer>
}
