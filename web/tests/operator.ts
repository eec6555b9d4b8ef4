import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

/** `npm run hotel-staff -- add <hotel> <address>`, as the operator of the platform under test types it. */
export async function makeStaff(hotelId: string, email: string): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..')
  const dataFolder = process.env['PLATFORM_DATA']
  if (!dataFolder) throw new Error('PLATFORM_DATA must name the data folder of the platform under test')
  await promisify(execFile)(process.execPath, ['local/src/main.ts', 'hotel-staff', 'add', hotelId, email], {
    cwd: root,
    env: { ...process.env, STAYGRAPH_DATA: dataFolder },
  })
}
