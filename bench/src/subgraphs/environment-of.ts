import fs from 'node:fs'

import type { Platform } from '../platform.ts'
import { pidOf } from '../processes.ts'

/** What a running process of the platform was started with: so a second one can be started beside it (proc(5)). */
export const environmentOf = (platform: Platform, name: string): Record<string, string> => {
  const told = fs.readFileSync(`/proc/${pidOf(platform, name)}/environ`, 'utf8')
  return Object.fromEntries(
    told
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}
