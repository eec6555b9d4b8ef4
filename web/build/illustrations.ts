import { paletteFor } from '@staygraph/illustration/climates'
import { picture, type PictureOptions } from '@staygraph/illustration/picture'
import type { Plugin } from 'vite'

type Subject = { seed: string; kind: 'place' | 'facade'; latitude: number; country: string; options: PictureOptions }

/** The pictures the site itself shows, drawn when it is built: no picture on a page waits for a service. */
const SUBJECTS: Record<string, Subject> = {
  'hero-day': place('tejo18', 38.7, 'PT', { hour: 'dawn', width: 1440, height: 520 }),
  'hero-night': place('tejo18', 38.7, 'PT', { hour: 'night', width: 1440, height: 520 }),
  'quiet-day': place('bergen', 60.4, 'NO', { hour: 'dusk', width: 960, height: 360 }),
  'quiet-night': place('bergen', 60.4, 'NO', { hour: 'night', width: 960, height: 360 }),
}

function place(seed: string, latitude: number, country: string, options: PictureOptions): Subject {
  return { seed, kind: 'place', latitude, country, options }
}

/** `import url from 'illustration:hero-day'` gives the address of a picture drawn at build time. */
export function illustrations(): Plugin {
  let serving = false
  return {
    name: 'illustrations',
    configResolved: ({ command }) => {
      serving = command === 'serve'
    },
    resolveId: (id) => (id.startsWith('illustration:') ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith('\0illustration:')) return undefined
      const name = id.slice('\0illustration:'.length)
      const subject = SUBJECTS[name]
      if (!subject) throw new Error(`No picture is called ${name}`)
      const svg = picture(subject.seed, subject.kind, paletteFor(subject), subject.options)
      if (serving) return `export default ${JSON.stringify(`data:image/svg+xml,${encodeURIComponent(svg)}`)}`
      const reference = this.emitFile({ type: 'asset', name: `${name}.svg`, source: svg })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  }
}
