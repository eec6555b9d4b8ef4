import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'

import { fontsFor, type DocumentFonts } from './fonts.ts'

/** What a template is given; texts in it are printed literally, whatever they contain. */
export type TypesetData = { [key: string]: TypesetValue }
type TypesetValue = string | number | boolean | null | TypesetValue[] | TypesetData

export type TypesetOptions = {
  /** The typst source. It finds the data as JSON in `sys.inputs.data`, with `fonts` and `headingFonts` added. */
  template: string
  data: TypesetData
  /** Tells which form of Chinese characters to prefer. */
  timeZone: string
}

/** Compilers hold their fonts: one a set of fonts, the least recently used let go. */
const compilers = new Map<string, NodeCompiler>()
const compilersKept = 6

function compilerFor({ key, files }: DocumentFonts) {
  const compiler = compilers.get(key) ?? NodeCompiler.create({ fontArgs: [{ fontBlobs: files }] })
  compilers.delete(key)
  compilers.set(key, compiler)
  const [oldest] = compilers.keys()
  if (compilers.size > compilersKept && oldest !== undefined) compilers.delete(oldest)
  return compiler
}

const visibleTexts = (value: TypesetValue): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(visibleTexts)
      : value && typeof value === 'object'
        ? Object.values(value).flatMap(visibleTexts)
        : []

const composed = (value: TypesetValue, change: (text: string) => string): TypesetValue =>
  typeof value === 'string'
    ? change(value)
    : Array.isArray(value)
      ? value.map((item) => composed(item, change))
      : value && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, composed(item, change)]))
        : value

const isPicture = (text: string) => text.startsWith('<svg')

/** Letters that no font of ours draws (an emoji in a name) would make the document inaccessible, and typst refuse it: a box stands for them. */
const box = '\u25a1'

/** A tagged PDF (PDF/UA-1) from a template and its data. The same input gives the same bytes, on any day. */
export async function typeset({ template, data, timeZone }: TypesetOptions): Promise<Buffer> {
  const normal = composed(data, (text) => (isPicture(text) ? text : text.normalize('NFC')))
  const texts = visibleTexts(normal).filter((text) => !isPicture(text))
  let fonts = await fontsFor(texts.join(''), timeZone)
  const lacking = texts.some((text) => [...text].some((letter) => !fonts.has(letter.codePointAt(0) ?? 0)))
  if (lacking) fonts = await fontsFor(texts.join('') + box, timeZone)
  const drawable = (text: string) =>
    [...text].map((letter) => (fonts.has(letter.codePointAt(0) ?? 0) ? letter : box)).join('')
  const printed = lacking ? composed(normal, (text) => (isPicture(text) ? text : drawable(text))) : normal

  const compiler = compilerFor(fonts)
  const inputs = {
    data: JSON.stringify({ ...(printed as TypesetData), fonts: fonts.text, headingFonts: fonts.headings }),
  }
  const compiled = compiler.compile({ mainFileContent: template, inputs })
  const document = compiled.result
  if (!document) throw failure(compiled.takeDiagnostics())
  const pdf = compiler.pdf(document, { pdfStandard: 'ua-1' })
  compiler.evictCache(10)
  return pdf
}

function failure(diagnostics: NodeError | null) {
  const [first] = (diagnostics?.shortDiagnostics ?? []) as { message?: string }[]
  return new Error(`typst: ${first?.message ?? 'the document could not be set'}`)
}
