import { execFileSync } from 'node:child_process'

/** A program, and the ways to start it, the best first. */
export type FoundBrowser = { executablePath: string; ways: string[][] }

/** A Chromium of the machine when it has one, else the one that npm brings, unpacked when it is first asked for. */
export async function findBrowser(): Promise<FoundBrowser> {
  const onPath = ['chromium', 'chromium-browser', 'google-chrome'].map(find).find((path) => path !== null)
  if (onPath) return { executablePath: onPath, ways: [['--no-sandbox']] }
  // The package unpacks the libraries it needs only where it believes to be on Lambda.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x'
  const { default: packed } = await import('@sparticuz/chromium')
  packed.setGraphicsMode = false // nothing of ours is drawn by a graphics card, nor by what stands in for one
  // Its own way, all in one process, is for Lambda; on some machines every page of it ends at once.
  const inProcesses = packed.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote')
  return { executablePath: await packed.executablePath(), ways: [inProcesses, inProcesses, inProcesses, packed.args] }
}

/** Vitest's global setup: unpacked by one alone, or the second worker would start what the first still writes. */
export default async (): Promise<void> => {
  await findBrowser()
}

function find(command: string): string | null {
  try {
    return execFileSync('which', [command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  } catch {
    return null
  }
}
