import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { CannotStart } from '../embedded/cannot-start.ts'
import { runProgram } from './child-program.ts'
import type { Progress } from './progress.ts'

/** Something that browsers get and that is built beforehand. Servers need no build. */
export interface Build {
  /** What it is, for people. */
  what: string
  /** The package whose `build` script makes it. */
  package: string
  /** Where it is put, and what it is made of: when one of these changes it is built anew. */
  into: string
  sources: string[]
}

const notSources = new Set(['node_modules', 'dist', 'tests', '.cache'])

/** For whom it is built: a test would have its own name in the environment, and React and Apollo with all their warnings. */
const environment = { NODE_ENV: 'production' }

/** One hash of everything a build is made of. */
const hashOf = (root: string, sources: string[]): string => {
  const hash = createHash('sha256').update(JSON.stringify(environment))
  const add = (at: string): void => {
    if (!fs.existsSync(at)) return
    if (!fs.statSync(at).isDirectory()) return void hash.update(path.relative(root, at)).update(fs.readFileSync(at))
    for (const name of fs.readdirSync(at).toSorted()) if (!notSources.has(name)) add(path.join(at, name))
  }
  for (const source of sources) add(path.join(root, source))
  return hash.digest('hex')
}

/** Builds what has changed since it was built. */
export const buildStale = async (
  builds: Build[],
  options: { root: string; progress: Progress; signal: AbortSignal },
): Promise<void> => {
  for (const build of builds) await buildOne(build, options)
}

const buildOne = async (build: Build, { root, progress, signal }: Parameters<typeof buildStale>[1]): Promise<void> => {
  const into = path.join(root, build.into)
  const mark = path.join(into, '.made-of')
  const now = hashOf(root, [...build.sources, 'pnpm-lock.yaml'])
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === now) return
  progress.say(`building ${build.what}`)
  const args = ['--filter', build.package, 'build']
  const { code, said } = await runProgram({
    command: 'pnpm',
    args,
    cwd: root,
    env: { ...process.env, ...environment },
    signal,
  })
  if (code !== 0)
    throw new CannotStart(
      `${build.what} could not be built (exit ${code}):\n${said}`,
      `Mend what it says; \`pnpm ${args.join(' ')}\` shows all of it.`,
    )
  fs.writeFileSync(mark, now)
}
