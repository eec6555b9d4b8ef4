import type { TestPlatform } from '../test-platform.ts'
import { startFaultPlatform } from './start-fault-platform.ts'

interface Providing {
  provide: (key: 'platform', value: TestPlatform) => void
}

/**
 * Vitest's global setup of the fault tests: one fault platform for all their files. `keep-fault-platform.ts` keeps one
 * for a file that is run again and again, and says how it is named in the environment.
 */
export default async (project: Providing): Promise<(() => Promise<void>) | undefined> => {
  const named = process.env['FAULT_PLATFORM']
  if (named) {
    project.provide('platform', JSON.parse(named) as TestPlatform)
    return undefined
  }
  const { platform, stop } = await startFaultPlatform()
  project.provide('platform', platform)
  return stop
}
