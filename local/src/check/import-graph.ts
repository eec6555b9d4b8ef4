import fs from 'node:fs'
import path from 'node:path'

import { z } from 'zod'

/** One file of ours and what it imports, with every path seen from the project's root. */
export interface SourceFile {
  path: string
  text: string
  imports: Import[]
}

export type Import =
  /** A file of ours, whether by a relative path, `#src/`, or a package's exports. */
  | { kind: 'file'; as: string; path: string }
  /** Someone else's package, or Node itself. */
  | { kind: 'package'; as: string; name: string }

const folders = ['subgraphs', 'packages', 'gateway', 'workers', 'web', 'sandbox', 'local', 'bench']
const skipped = new Set(['node_modules', 'dist', '.cache', '.data', 'coverage'])
const statement = /(?:^|[\n;])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"\n]+)['"]/g
const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]/g

const ourPackage = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.string()).optional(),
})

interface Workspace {
  root: string
  /** Name -> folder and exports. */
  packages: Map<string, { folder: string; exports: Record<string, string> }>
}

const readWorkspace = (root: string): Workspace => {
  const packages: Workspace['packages'] = new Map()
  for (const top of folders) {
    const at = path.join(root, top)
    if (!fs.existsSync(at)) continue
    for (const folder of [top, ...fs.readdirSync(at).map((name) => `${top}/${name}`)]) {
      const file = path.join(root, folder, 'package.json')
      if (!fs.existsSync(file)) continue
      const { name, exports = {} } = ourPackage.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
      packages.set(name, { folder, exports })
    }
  }
  return { root, packages }
}

/** `@staygraph/hotels/contract/offer` -> `subgraphs/hotels/contract/offer.ts`, by the package's `exports`. */
const resolveExport = (specifier: string, { packages }: Workspace): string | undefined => {
  const name = specifier.split('/').slice(0, 2).join('/')
  const found = packages.get(name)
  if (!found) return undefined
  const wanted = `.${specifier.slice(name.length)}`
  for (const [pattern, target] of Object.entries(found.exports)) {
    const [before = '', after = ''] = pattern.split('*')
    if (!wanted.startsWith(before) || !wanted.endsWith(after) || wanted.length < before.length + after.length) continue
    const middle = wanted.slice(before.length, wanted.length - after.length)
    return path.posix.join(found.folder, target.replace('*', middle))
  }
  return path.posix.join(found.folder, wanted)
}

const resolve = (as: string, from: string, workspace: Workspace): Import => {
  if (as.startsWith('.')) return { kind: 'file', as, path: path.posix.join(path.posix.dirname(from), as) }
  const ours = resolveExport(as, workspace)
  if (ours !== undefined) return { kind: 'file', as, path: ours }
  if (as.startsWith('#src/')) {
    const home = [...workspace.packages.values()].find(({ folder }) => from.startsWith(`${folder}/`))
    return { kind: 'file', as, path: path.posix.join(home?.folder ?? '', 'src', as.slice('#src/'.length)) }
  }
  const [scope = '', name = ''] = as.split('/')
  return { kind: 'package', as, name: scope.startsWith('@') ? `${scope}/${name}` : scope }
}

/** Every TypeScript file of ours under `root` with its imports; generated files too, because they can leak as well. */
export const readImportGraph = (root: string): SourceFile[] => {
  const workspace = readWorkspace(root)
  const files: SourceFile[] = []
  const visit = (folder: string): void => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const at = `${folder}/${entry.name}`
      if (entry.isDirectory() && !skipped.has(entry.name)) visit(at)
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
      const text = fs.readFileSync(path.join(root, at), 'utf8')
      const names = [...text.matchAll(statement), ...text.matchAll(dynamic)].map(([, specifier = '']) => specifier)
      files.push({ path: at, text, imports: names.map((as) => resolve(as, at, workspace)) })
    }
  }
  for (const folder of folders) if (fs.existsSync(path.join(root, folder))) visit(folder)
  return files
}
