import fs from 'node:fs'
import path from 'node:path'

import { CannotStart } from './embedded/cannot-start.ts'
import { whoRuns } from './prepare/only-one.ts'

/** Forgets everything the platform has kept, so that the next start begins anew. Asks nothing, says what it did. */
export const reset = (options: { root: string; dataFolder: string; say: (line: string) => void }): number => {
  const { root, dataFolder, say } = options
  const shown = path.relative(root, dataFolder) || dataFolder
  const running = whoRuns(dataFolder)
  if (running)
    throw new CannotStart(
      `Staygraph runs on these data (process ${running.pid})`,
      `End it first with Ctrl-C where it was started, or \`kill ${running.pid}\`.`,
    )
  if (!fs.existsSync(dataFolder)) {
    say(`  There is nothing in ${shown}.`)
    return 0
  }
  for (const name of fs.readdirSync(dataFolder).toSorted()) {
    fs.rmSync(path.join(dataFolder, name), { recursive: true, force: true })
    say(`  removed ${path.join(shown, name)}`)
  }
  fs.rmdirSync(dataFolder)
  say('  The databases, the queue, the mails and the keys are gone; `npm start` makes new ones.')
  return 0
}
