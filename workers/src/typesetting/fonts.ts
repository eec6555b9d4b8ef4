import { readFileSync } from 'node:fs'

import subsetFont from 'subset-font'

import { readCoverage, renameFamily } from './sfnt.ts'

/** One file of a family: the family is cut into slices of characters, so that a document loads only what it shows. */
type Slice = { family: string; name: string; file: URL; ranges: [number, number][] }

/** A slice made ready for typst: one static font a cut, all under the slice's own family name. */
type LoadedSlice = { name: string; flaredName: string | null; fonts: Buffer[]; covered: Set<number> }

/** What a document is set in. Families are tried in order, character by character. */
export type DocumentFonts = {
  /** Tells sets of fonts apart. */
  key: string
  text: string[]
  /** For headings: the same typeface with its strokes flared. */
  headings: string[]
  files: Buffer[]
  has: (codePoint: number) => boolean
}

/** All are under the SIL Open Font License. Commissioner is ours; the others draw the scripts that it lacks. */
const commissioner = 'commissioner'
/** Package and subset. Vazirmatn for Arabic: Noto's letters are put together from parts there, and would be read out twice. */
const scripts = [
  ['vazirmatn', 'arabic'],
  ['noto-sans-hebrew', 'hebrew'],
  ['noto-sans-thai', 'thai'],
  ['noto-sans-devanagari', 'devanagari'],
] as const
const [jp, kr, sc] = ['noto-sans-jp', 'noto-sans-kr', 'noto-sans-sc'] as const

function slicesOf(packageName: string, subsets: (subset: string) => boolean, axes: string): Slice[] {
  const folder = new URL('./', import.meta.resolve(`@fontsource-variable/${packageName}/unicode.json`))
  const ranges = JSON.parse(readFileSync(new URL('unicode.json', folder), 'utf8')) as Record<string, string>
  return Object.entries(ranges)
    .filter(([subset]) => subsets(subset))
    .map(([subset, range]) => {
      const part = subset.replaceAll(/[[\]]/g, '') // slices of Chinese, Japanese and Korean are numbered: [12]
      const file = new URL(`files/${packageName}-${part}-${axes}-normal.woff2`, folder)
      return { family: packageName, name: `${packageName} ${part}`, file, ranges: parseRanges(range) }
    })
}

const parseRanges = (range: string) =>
  range.split(',').map((part): [number, number] => {
    const [first = '', last = first] = part.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
  })

const numbered = (subset: string) => subset.startsWith('[')
const families = new Map<string, Slice[]>([
  [commissioner, slicesOf(commissioner, () => true, 'full')],
  ...scripts.map(([name, script]): [string, Slice[]] => [name, slicesOf(name, (subset) => subset === script, 'wght')]),
  ...[jp, kr, sc].map((name): [string, Slice[]] => [name, slicesOf(name, numbered, 'wght')]),
])

const loaded = new Map<string, Promise<LoadedSlice>>()

function load(slice: Slice): Promise<LoadedSlice> {
  const known = loaded.get(slice.name)
  if (known) return known
  const loading = cut(slice)
  loaded.set(slice.name, loading)
  return loading
}

/** Typst draws no variable fonts: pin the axes to the weights of the design. */
async function cut({ family, name, file }: Slice): Promise<LoadedSlice> {
  const variable = readFileSync(file)
  const pin = (axes: Record<string, number>) =>
    subsetFont(variable, undefined, { targetFormat: 'sfnt', keepAllGlyphs: true, variationAxes: axes })
  const isOurs = family === commissioner
  const plain: Record<string, number> = isOurs ? { slnt: 0, FLAR: 0, VOLM: 0 } : {}
  const regular = await pin({ wght: 400, ...plain })
  const bold = await pin({ wght: isOurs ? 650 : 600, ...plain })
  const flaredName = isOurs ? `${name} flared` : null
  const flared = flaredName ? [renameFamily(await pin({ wght: 600, slnt: 0, FLAR: 100, VOLM: 60 }), flaredName)] : []
  return {
    name,
    flaredName,
    fonts: [renameFamily(regular, name), renameFamily(bold, name), ...flared],
    covered: readCoverage(regular),
  }
}

/** One Chinese character is drawn differently in Japan, Korea and China: kana or hangul in the text, or the place, tell which to prefer. */
function hanOrder(text: string, timeZone: string) {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) || timeZone === 'Asia/Tokyo') return [jp, kr, sc]
  if (/\p{Script=Hangul}/u.test(text) || timeZone === 'Asia/Seoul') return [kr, jp, sc]
  return [sc, jp, kr]
}

const isInvisible = (codePoint: number) => /[\p{C}\p{Z}]/u.test(String.fromCodePoint(codePoint))

/** The fonts that a document with this text needs: always our Latin, and of the others the slices that its characters lie in. */
export async function fontsFor(text: string, timeZone: string): Promise<DocumentFonts> {
  const wanted = new Set(
    [...text].map((character) => character.codePointAt(0) ?? 0).filter((code) => !isInvisible(code)),
  )
  const order = [commissioner, ...scripts.map(([name]) => name), ...hanOrder(text, timeZone)]
  const chosen: LoadedSlice[] = []
  for (const slice of order.flatMap((family) => families.get(family) ?? [])) {
    const needed = [...wanted].some((code) => slice.ranges.some(([first, last]) => code >= first && code <= last))
    if (!needed && slice.name !== `${commissioner} latin`) continue
    const ready = await load(slice)
    const drawn = [...wanted].filter((code) => ready.covered.has(code))
    for (const code of drawn) wanted.delete(code)
    if (drawn.length > 0 || slice.name === `${commissioner} latin`) chosen.push(ready)
  }
  const names = chosen.map(({ name }) => name)
  return {
    key: names.join('|'),
    text: names,
    headings: chosen.map(({ name, flaredName }) => flaredName ?? name),
    files: chosen.flatMap(({ fonts }) => fonts),
    has: (code) => isInvisible(code) || chosen.some(({ covered }) => covered.has(code)),
  }
}
