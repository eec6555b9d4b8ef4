import { execFileSync } from 'node:child_process'

import { operationsOf, type RegisteredOperation } from '../src/execution/registered-operations.ts'

/** The tree at a commit. */
export type Base = {
  /** As it was asked for, and which commit that is. */
  name: string
  read(path: string): string | undefined
  operations(folder: string): RegisteredOperation[]
}

/**
 * The tree that a work tree is compared with: of the commit that is named, else of the one where the branch left the
 * remote's main, else (this is main) of the last tag, else of the commit before. Null: there is no such, or no git.
 */
export function openBase(root: string, named: string | undefined): Base | null {
  const git = (...args: string[]): string | undefined => {
    try {
      return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64e6 }) // prettier-ignore
    } catch {
      return undefined // there is no git, no such commit, or no such file in it
    }
  }
  const commitOf = (name: string) => git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)?.trim() || undefined // prettier-ignore
  const standard = () => {
    const head = commitOf('HEAD')
    const main = ['origin/HEAD', 'origin/main'].find(commitOf)
    const left = main && git('merge-base', main, 'HEAD')?.trim()
    if (left && left !== head) return { name: main, commit: left }
    const tag = git('describe', '--tags', '--abbrev=0')?.trim()
    const name = tag || 'HEAD~1'
    return { name, commit: commitOf(name) }
  }
  const { name, commit } = named === undefined ? standard() : { name: named, commit: commitOf(named) }
  if (!commit) return null
  const read = (path: string) => git('show', `${commit}:${path}`)
  return {
    name: `${name} (${commit.slice(0, 8)})`,
    read,
    operations: (folder) =>
      (git('ls-tree', '-r', '--name-only', commit, `${folder}/`) ?? '')
        .split('\n')
        .filter((file) => file.endsWith('.json'))
        .flatMap((file) => operationsOf(file, read(file) ?? '')),
  }
}
