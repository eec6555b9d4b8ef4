import vm from 'node:vm'

const slot = Symbol.for('staygraph.within')
const script = new vm.Script(`globalThis[Symbol.for('staygraph.within')]()`)

/** The work was stopped in its midst: what it wrote to must not be used again. */
export class TookTooLong extends Error {}

/**
 * Does work that never waits, and stops it after so many milliseconds: for code of others that may not end. The event loop
 * stands still meanwhile, as it does for any work. Throws `TookTooLong`.
 */
export function within<Result>(ms: number, work: () => Result): Result {
  const global = globalThis as { [slot]?: (() => Result) | undefined }
  global[slot] = work
  try {
    return script.runInThisContext({ timeout: ms }) as Result
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')) throw error
    throw new TookTooLong(`it took more than ${ms} ms`, { cause: error })
  } finally {
    global[slot] = undefined
  }
}
