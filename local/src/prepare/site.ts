import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { CannotStart } from '../embedded/cannot-start.ts'
import { runProgram } from './child-program.ts'
import type { Progress } from './progress.ts'

const sources = ['web', 'packages/illustration', 'gateway/schema.graphql', 'pnpm-lock.yaml']
const notSources = new Set(['node_modules', 'dist', 'tests', '.cache'])

/** One hash of everything the built site is made of. */
const hashOf = (root: string): string => {
  const hash = createHash('sha256')
  const add = (at: string): void => {
    if (!fs.existsSync(at)) return
    if (!fs.statSync(at).isDirectory()) return void hash.update(path.relative(root, at)).update(fs.readFileSync(at))
    for (const name of fs.readdirSync(at).toSorted()) if (!notSources.has(name)) add(path.join(at, name))
  }
  for (const source of sources) add(path.join(root, source))
  return hash.digest('hex')
}

/** Builds the site when what it is made of has changed. */
export const buildSite = async (options: { root: string; progress: Progress; signal: AbortSignal }): Promise<void> => {
  const { root, progress, signal } = options
  const built = path.join(root, 'web', 'dist')
  const mark = path.join(built, '.made-of')
  const now = hashOf(root)
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === now) return
  progress.say('building the site')
  const { code, said } = await runProgram({
    command: 'pnpm',
    args: ['--filter', '@staygraph/web', 'build'],
    cwd: root,
    env: process.env,
    signal,
  })
  if (code !== 0)
    throw new CannotStart(
      `the site could not be built (exit ${code}):\n${said}`,
      'Mend what it says; `pnpm --filter @staygraph/web build` shows all of it.',
    )
  fs.writeFileSync(mark, now)
}
