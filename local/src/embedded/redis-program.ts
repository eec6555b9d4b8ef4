import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** A program that speaks Redis, and how to run it with a configuration file (or, for the last resort, a port). */
export interface RedisProgram {
  /** What it is, for the log. */
  name: string
  kind: 'redis' | 'javascript'
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
}

const answers = (command: string, env: NodeJS.ProcessEnv): boolean =>
  spawnSync(command, ['--version'], { env }).status === 0

const onPath = (): RedisProgram | undefined => {
  const command = ['redis-server', 'valkey-server'].find((name) => answers(name, process.env))
  return command ? { name: command, kind: 'redis', command, args: [], env: process.env } : undefined
}

const unpackedAt = (folder: string): RedisProgram | undefined => {
  const libraries = path.join(folder, 'usr', 'lib')
  if (!fs.existsSync(libraries)) return undefined
  const triplets = fs.readdirSync(libraries).filter((name) => name.includes('-linux-'))
  const env = { ...process.env, LD_LIBRARY_PATH: triplets.map((name) => path.join(libraries, name)).join(':') }
  const command = ['redis-server', 'valkey-server']
    .map((name) => path.join(folder, 'usr', 'bin', name))
    .find((file) => fs.existsSync(file) && answers(file, env))
  if (!command) return undefined
  return { name: `${path.basename(command)} from Debian's package, unpacked`, kind: 'redis', command, args: [], env }
}

/**
 * Fetches Debian's package and whatever it needs that this machine lacks, and unpacks it in our cache. Nothing is
 * installed, and neither root nor the system's own package lists are needed.
 */
const unpackDebianPackage = (cache: string): RedisProgram | undefined => {
  const folder = path.join(cache, 'redis')
  const kept = unpackedAt(folder)
  if (kept) return kept
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version']).status !== 0) return undefined

  fs.mkdirSync(cache, { recursive: true })
  const work = fs.mkdtempSync(path.join(cache, 'redis-'))
  const archives = path.join(work, 'archives')
  const lists = path.join(work, 'lists')
  for (const at of [archives, lists]) fs.mkdirSync(path.join(at, 'partial'), { recursive: true })
  const apt = (...args: string[]): boolean => {
    const own = [`Dir::Cache=${work}`, 'Debug::NoLocking=1', 'APT::Sandbox::User=root', 'Acquire::Retries=2']
    const result = spawnSync('apt-get', [...own.flatMap((option) => ['-o', option]), ...args], { timeout: 120_000 })
    return result.status === 0
  }
  const download = (...options: string[]): boolean =>
    ['redis-server', 'valkey-server'].some((name) =>
      apt(...options, 'install', '--download-only', '--yes', '--no-install-recommends', name),
    )
  const ownLists = ['-o', `Dir::State::Lists=${lists}`]
  if (!download() && apt(...ownLists, 'update')) download(...ownLists)
  const packages = fs.readdirSync(archives).filter((file) => file.endsWith('.deb'))
  for (const file of packages) spawnSync('dpkg-deb', ['-x', path.join(archives, file), path.join(work, 'root')])
  if (packages.length > 0 && !fs.existsSync(folder)) fs.renameSync(path.join(work, 'root'), folder)
  fs.rmSync(work, { recursive: true, force: true })
  return unpackedAt(folder)
}

const inJavaScript = (): RedisProgram => {
  const entry = createRequire(import.meta.url).resolve('js-redis-server')
  const program = `require(${JSON.stringify(entry)}).createRedisMock({ port: Number(process.argv[1]), compatibility: 'redis-7.4' })`
  return {
    name: 'js-redis-server (slow, keeps nothing over a restart: install redis-server or valkey for the real one)',
    kind: 'javascript',
    command: process.execPath,
    args: ['-e', program, '--'],
    env: process.env,
  }
}

/** A Redis program: one on PATH, else Debian's package unpacked in `cache`, else one in JavaScript as a last resort. */
export const findRedis = (cache: string): RedisProgram => onPath() ?? unpackDebianPackage(cache) ?? inJavaScript()
