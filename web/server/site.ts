import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import compress from '@fastify/compress'
import files from '@fastify/static'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { createService, problem } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'

import { firstFilesOf, readFirstFiles } from './first-files.ts'
import { mountProxies, type Upstreams } from './proxies.ts'
import { pageHeaders } from './security.ts'

export type SiteOptions = Upstreams & {
  dist: URL
  photoOrigins: string[]
  /** Where staff's pages send files to: origins of the store. */
  uploadOrigins?: string[]
  /** The bank is the sandbox's: the checkout then shows test cards. */
  sandbox?: boolean
  logger: Logger
}

const YEAR = 31_536_000

/** The site as one origin: the built pages, and behind it the graph, the pictures and the documents. */
export async function createSite(options: SiteOptions): Promise<FastifyInstance> {
  const { dist, photoOrigins, uploadOrigins = [], sandbox = false, logger } = options
  const [index, firstFiles] = await Promise.all([readIndex(dist), readFirstFiles(dist)])
  const app = createService({
    name: 'web',
    logger,
    // It serves its pages whatever is away behind it: it is ready when it has them.
    ready: async () => (index ? { ready: true } : { ready: false, because: 'the site is not built: run `vite build` in web/' }), // prettier-ignore
  })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await mountProxies(app, options, logger)
  if (index) {
    await app.register(files, {
      root: fileURLToPath(dist),
      index: false,
      wildcard: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        // Names under assets/ change with their content; the others keep their names.
        void reply.header(
          'cache-control',
          path.includes('/assets/') ? `public, max-age=${YEAR}, immutable` : 'public, max-age=3600',
        )
        void reply.header('x-content-type-options', 'nosniff')
      },
    })
  }

  /** Every other address is a page of the site: the browser's router decides what it shows. */
  app.get('/*', async (request, reply) => {
    const [pathname = ''] = request.url.split('?')
    const isFile = /\.\w{2,5}$/.test(pathname)
    if (isFile) return reply.code(404).send(problem('NOT_FOUND', 'There is nothing here.'))
    if (!index) return reply.code(503).type('text/plain').send('The site is not built yet.')
    const nonce = randomBytes(16).toString('base64')
    const page = index
      .replaceAll('__CSP_NONCE__', nonce)
      .replace('__SANDBOX__', String(sandbox))
      .replace('</head>', `${firstFilesOf(firstFiles, pathname)}</head>`)
    return reply
      .headers(pageHeaders(nonce, photoOrigins, uploadOrigins))
      .type('text/html; charset=utf-8')
      .send(page)
  })
  return app
}

async function readIndex(dist: URL): Promise<string | null> {
  try {
    return await fs.readFile(new URL('index.html', dist), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
