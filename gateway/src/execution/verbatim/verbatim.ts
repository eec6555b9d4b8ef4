import { answersWritten } from '../../gateway-metrics.ts'
import { UnknownShape } from '../plan.ts'
import type { Run } from '../run.ts'
import type { Verbatim } from './compile-verbatim.ts'
import { createTries } from './tries.ts'

/**
 * Answers an operation as subgraphs wrote it, where that can be. It is compiled when it is asked for a second time, in
 * whatever words: for one that is asked once that would be dearer than to make its answer of objects.
 */
export function createVerbatim(compile: () => Verbatim) {
  let compiled: Verbatim | null | undefined
  let wasAsked = false
  const tries = createTries()
  const find = () => {
    if (compiled !== undefined) return compiled
    try {
      compiled = compile()
    } catch (error) {
      if (!(error instanceof UnknownShape)) throw error
      compiled = null
    }
    return compiled
  }

  return {
    /** Before anybody asks. */
    ready: () => void find(),
    /** What is under `data`, in bytes. Undefined: it has to be made of objects. */
    async answer(run: Run): Promise<string | undefined> {
      if (compiled === undefined && !wasAsked) {
        wasAsked = true
        return undefined
      }
      const write = find()
      if (!write || !tries.isWorth()) return undefined
      const data = await write(run)
      answersWritten.of(data === undefined ? 'objects' : 'as written').n += 1
      if (data !== undefined) tries.went(true)
      // An answer with errors, or none, says nothing about how those without are written.
      else if (run.heard.some(({ reply }) => 'data' in reply && reply.errors === undefined)) tries.went(false)
      return data
    },
  }
}
