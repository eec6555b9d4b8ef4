export interface Progress {
  /** One line: what happens now. */
  say: (message: string) => void
  /** How far a long stage has come; drawn as a bar on a terminal, as a line every quarter elsewhere. */
  bar: (stage: string, done: number, of: number) => void
}

const width = 28

/** `since` (ms since 1970) is when the command was given: the bootstrap's work counts too. */
export const createProgress = (out: NodeJS.WriteStream, since = Date.now()): Progress => {
  const quarters = new Map<string, number>()
  let barShown = false
  const clock = () => `${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s`
  return {
    say: (message) => {
      if (barShown) out.write('\r\u001b[2K')
      barShown = false
      out.write(`  ${clock()}  ${message}\n`)
    },
    bar: (stage, done, of) => {
      const share = of > 0 ? Math.min(done / of, 1) : 1
      const figures = `${done.toLocaleString('en')} of ${of.toLocaleString('en')}`
      if (out.isTTY) {
        const full = Math.round(share * width)
        out.write(`\r\u001b[2K  ${clock()}  ${stage} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${figures}`)
        barShown = true
        return
      }
      const quarter = Math.floor(share * 4)
      if (quarter <= (quarters.get(stage) ?? 0)) return
      quarters.set(stage, quarter)
      out.write(`  ${clock()}  ${stage}: ${figures}\n`)
    },
  }
}
