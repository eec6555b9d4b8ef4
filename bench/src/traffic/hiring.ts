import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

import type { Platform } from '../platform.ts'

const command = path.resolve(import.meta.dirname, '../../../subgraphs/customers/src/hotel-staff/main.ts')

/** Our operator, who makes an account staff of a hotel. False: not just now, or there is no such account yet. */
export const createHiring =
  ({ places }: Pick<Platform, 'places'>) =>
  (hotelId: string, email: string): Promise<boolean> =>
    promisify(execFile)(process.execPath, [command, 'add', hotelId, email], {
      env: { ...process.env, DATABASE_URL: places.databases.customers },
      timeout: 30_000,
    }).then(
      () => true,
      () => false,
    )
