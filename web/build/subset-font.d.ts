declare module 'subset-font' {
  type Options = {
    targetFormat?: 'woff2'
    /** Then the text is left out. */
    keepAllGlyphs?: boolean
    /** Axes of a variable font that are fixed to one value, or kept within two. */
    variationAxes?: Record<string, number | { min: number; max: number }>
  }
  export default function subsetFont(font: Buffer, text: string | undefined, options: Options): Promise<Buffer>
}
