import { CannotStart } from '../src/embedded/cannot-start.ts'
import { createProgress } from '../src/prepare/progress.ts'
import { runUntilStopped } from '../src/run.ts'
import { smallPlatformOptions } from './small-platform.ts'

// What src/main.ts does with the whole platform, for the tests that end, kill and restart it as a person would.
const [dataFolder = ''] = process.argv.slice(2)
try {
  const options = smallPlatformOptions(dataFolder, process.env)
  process.exit(await runUntilStopped({ ...options, progress: createProgress(process.stdout) }))
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(`${error.message}\n${error.wayOut}`)
  process.exit(1)
}
