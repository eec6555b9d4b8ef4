import { createHash } from 'node:crypto'
import path from 'node:path'

import subsetFont from 'subset-font'
import type { Plugin } from 'vite'

/** The slices that nearly every page shows. */
const SLICES = /commissioner-latin(?:-ext)?-full-normal-[^/]*\.woff2$/
/** What the styles ask of it: upright, from text to headings. The axes of its flare stay whole. */
const AXES = { slnt: 0, wght: { min: 400, max: 700 } }

/** Leaves out of the font what the site never shows: it comes before any word is drawn, and is half as heavy for it. */
export function lighterFonts(): Plugin {
  return {
    name: 'lighter-fonts',
    apply: 'build',
    generateBundle: {
      order: 'pre',
      async handler(_, bundle) {
        const renamed = new Map<string, string>()
        for (const [fileName, file] of Object.entries(bundle)) {
          if (file.type !== 'asset' || !SLICES.test(fileName)) continue
          const source = await subsetFont(Buffer.from(file.source), undefined, {
            targetFormat: 'woff2',
            keepAllGlyphs: true,
            variationAxes: AXES,
          })
          // Another content is another address: browsers keep each for a year.
          const sum = createHash('sha256').update(source).digest('base64url').slice(0, 8)
          const lighter = fileName.replace(/-[\w-]{8}\.woff2$/, `-${sum}.woff2`)
          this.emitFile({ type: 'asset', fileName: lighter, source })
          renamed.set(path.basename(fileName), path.basename(lighter))
          delete bundle[fileName]
        }
        if (renamed.size === 0) throw new Error('the fonts of Latin texts have other names now')
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue
          let css = typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString()
          for (const [before, after] of renamed) css = css.replaceAll(before, after)
          file.source = css
        }
      },
    },
  }
}
