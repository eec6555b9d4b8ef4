import type { TestPlatform } from '../test-platform.ts'
import { startFaultPlatform } from './start-fault-platform.ts'

/** Vitest loads this file once for each project; what they share hangs on the process. */
const shared = globalThis as typeof globalThis & { staygraphFaultPlatform?: ReturnType<typeof startFaultPlatform> }

interface Providing {
  provide: (key: 'platform', value: TestPlatform) => void
}

/**
 * Vitest's global setup of the fault tests: the first project that asks starts a fault platform, all share it. `keep-fault-platform.ts` keeps one
 * for a file that is run again and again, and says how it is named in the environment.
 */
export default async (project: Providing): Promise<(() => Promise<void>) | undefined> => {
  const named = process.env['FAULT_PLATFORM']
  if (named) {
    project.provide('platform', JSON.parse(named) as TestPlatform)
    return undefined
  }
  const first = shared.staygraphFaultPlatform === undefined
  const { platform, stop } = await (shared.staygraphFaultPlatform ??= startFaultPlatform())
  project.provide('platform', platform)
  return first ? stop : undefined
}
