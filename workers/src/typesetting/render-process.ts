/**
 * The process that sets documents and draws pictures, apart from everything else: native code that leaks or crashes
 * takes only this process with it. Started and recycled by `renderer.ts`.
 */
import { rasterise } from './pictures.ts'
import { typeset, type TypesetOptions } from './typeset.ts'

export type RenderTask = { kind: 'pdf'; options: TypesetOptions } | { kind: 'png'; svg: string; width: number }
export type RenderRequest = { id: number; task: RenderTask }
/** `rss`: this process's memory in bytes, by which it is recycled. */
export type RenderAnswer = { id: number; rss: number } & ({ bytes: Uint8Array } | { problem: string })

async function perform(task: RenderTask) {
  return task.kind === 'pdf' ? typeset(task.options) : rasterise(task.svg, task.width)
}

process.on('message', ({ id, task }: RenderRequest) => {
  const answer = (outcome: { bytes: Uint8Array } | { problem: string }) =>
    process.send?.({ id, rss: process.memoryUsage.rss(), ...outcome } satisfies RenderAnswer)
  perform(task).then(
    (bytes) => answer({ bytes }),
    (error: Error) => answer({ problem: error.message }),
  )
})
// The parent is gone: so is the reason to live.
process.on('disconnect', () => process.exit(0))
