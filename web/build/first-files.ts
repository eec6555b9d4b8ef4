import fs from 'node:fs'
import path from 'node:path'

import type { Plugin } from 'vite'

const source = path.join(import.meta.dirname, '../src')

/** The pages of `routes.tsx`: each address as the router writes it, and the module that is fetched when it is opened. */
export const pagesOf = (routes: string): [address: string, module: string][] =>
  [...routes.matchAll(/path: '([^']+)',.*?component: lazyRouteComponent\(\(\) => import\('\.\/([^']+)'\)/gs)].map(
    ([, address = '', module = '']) => [address, module],
  )

type Chunk = { facadeModuleId: string | null; fileName: string; imports: string[]; isEntry: boolean }

/** A chunk and all that it cannot run without. */
function needed(chunk: Chunk, chunks: ReadonlyMap<string, Chunk>, met = new Set<string>()): Set<string> {
  if (met.has(chunk.fileName)) return met
  met.add(chunk.fileName)
  for (const name of chunk.imports) {
    const other = chunks.get(name)
    if (other) needed(other, chunks, met)
  }
  return met
}

/**
 * What a browser would else learn of one after the other is told with the page: the font of Latin text in `index.html`, and in
 * `first-files.json` the files of each page beyond those that all have, for the server to name in the page of an address.
 */
export function firstFiles(): Plugin {
  return {
    name: 'first-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((name) => /commissioner-latin-full-normal-[^/]*\.woff2$/.test(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${name}` },
            injectTo: 'head',
          })),
    },
    generateBundle(_, bundle) {
      const built = Object.values(bundle).filter((file) => file.type === 'chunk')
      const chunks = new Map(built.map((chunk) => [chunk.fileName, chunk]))
      const common = new Set(built.filter(({ isEntry }) => isEntry).flatMap((entry) => [...needed(entry, chunks)]))
      const files = pagesOf(fs.readFileSync(path.join(source, 'routes.tsx'), 'utf8')).map(([address, module]) => {
        const page = built.find(({ facadeModuleId }) => facadeModuleId === path.join(source, module))
        if (!page) throw new Error(`${module} of ${address} is not a chunk of its own`)
        return [address, [...needed(page, chunks)].filter((name) => !common.has(name)).map((name) => `/${name}`)]
      })
      this.emitFile({ type: 'asset', fileName: 'first-files.json', source: JSON.stringify(Object.fromEntries(files)) })
    },
  }
}
